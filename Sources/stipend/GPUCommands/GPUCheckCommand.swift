import ArgumentParser
import Encoding
import Policy
import Quantities

/// `stipend gpu check`: for which pools a GPU qualifies, and why not (O-11 to O-20).
struct GPUCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says for which pools a GPU qualifies, and why not.",
    discussion: """
      Takes anything a person would type, what nvidia-smi prints, or an attribute key.

      Example: stipend gpu check "A100 80GB SXM"
      Example: stipend gpu check capabilities/gpu/vendor/nvidia/model/v100 --json

      Exits with 0 when at least one pool admits it whatever its variant, otherwise with 1.
      """)

  @Argument(help: "The GPU, in quotes when it has spaces.")
  var text: String

  @Option(
    help: """
      The program's policy, as YAML or canonical JSON; default: policies/akash-pilot-1.yaml of \
      the repository.
      """)
  var policy: String?

  @Option(help: "The GPU catalogue; default: policies/catalogue/gpus-1.json of the repository.")
  var catalogue: String?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let catalogue = try CatalogueFile.load(
      try BundledFile.catalogue.path(named: catalogue, option: "--catalogue")
    ).catalogue
    let program = try PolicyFile.load(
      try BundledFile.policy.path(named: policy, option: "--policy")
    ).policy
    let advice = GPUAdvice.advise(
      text, in: catalogue, pools: program.pools.map { GPUAdvice.Pool($0) })
    if json {
      Terminal.write(Self.json(advice))
    } else {
      for line in advice.lines { print(line) }
    }
    guard advice.pools.contains(where: { $0.standing == .qualifies }) else {
      throw Ending.reported
    }
  }

  private static func json(_ advice: GPUAdvice) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("classes", advice.entries) { writer, entry in
        writer.string(entry.gpuClass.text)
      }
      writer.array("pools", advice.pools) { writer, pool in
        writer.object { writer in
          writer.field("pool", pool.pool.text)
          writer.field("standing", pool.standing.rawValue)
          if pool.planned == nil {
            writer.field("lines", JSONValue.null)
          } else {
            writer.array("lines", pool.lines) { writer, line in writer.string(line.name.text) }
          }
          writer.array("reasons", pool.assessment.reasons) { writer, reason in
            writer.string(reason.code.rawValue)
          }
          writer.array("flags", pool.assessment.flags) { writer, reason in
            writer.string(reason.code.rawValue)
          }
        }
      }
      writer.array("text", advice.lines) { writer, line in writer.string(line) }
    }
    return writer.finish() + [10]
  }
}
