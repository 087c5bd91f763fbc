import ArgumentParser
import Keys
import Policy
import Quantities

/// `stipend policy compile`: the canonical JSON that everything else reads.
struct PolicyCompileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Writes a policy's canonical JSON, which engine, verifier and anyone else read.",
    discussion: """
      The same rules give the same bytes, however the YAML is laid out.

      Example: stipend policy compile policies/akash-pilot-1.yaml --out policy.json
      """)

  @Argument(help: "The policy, as YAML or canonical JSON.")
  var file: String

  @Option(help: "The file to write; default: standard output.")
  var out: String?

  func run() async throws {
    if let out { try Files.keepApart(input: file, out: out) }
    let bytes = PolicyJSON.encode(try PolicyFile.load(file).policy)
    guard let out else { return Terminal.write(bytes) }
    try Files.write(bytes, to: out)
    print("\(out): \(bytes.count) bytes, SHA-256 \(Sha256.digest(of: bytes).hex)")
  }
}
