import Akash
import ArgumentParser
import Encoding
import Policy
import Quantities

/// `stipend provider check`: the self-test that owners run before they enrol, and reviewers after.
struct ProviderCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a provider as an observer sees it: claimed against seen, with what to do.",
    discussion: """
      Takes the owner's address, and asks the chain where it is; or a host, and asks that alone.

      Example: stipend provider check akash1… --node https://NODE
      Example: stipend provider check provider.example.net --record ./seen

      Exits with 0 when no check fails, with 1 when one does, with 3 when the chain could not be \
      asked.
      """)

  @Argument(help: "The owner's address, or a host, perhaps with a port.")
  var subject: String

  @Option(help: "The program's policy; default: policies/akash-pilot-1.yaml of the repository.")
  var policy: String?

  @Option(help: "The GPU catalogue; default: policies/catalogue/gpus-1.json of the repository.")
  var catalogue: String?

  @OptionGroup var options: WireOptions

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let catalogue = try CatalogueFile.load(
      try BundledFile.catalogue.path(named: catalogue, option: "--catalogue")
    ).catalogue
    let program = try PolicyFile.load(
      try BundledFile.policy.path(named: policy, option: "--policy")
    ).policy
    let now = try options.clock.now()
    let wire = try options.open(needsNode: isOwner)
    let visit: ProviderVisit
    do {
      visit = try await self.visit(wire)
    } catch {
      try await wire.close()
      throw error
    }
    try await wire.close()
    let lines = SelfTest.lines(
      visit, catalogue: catalogue,
      pools: program.pools.map { (name: $0.name, rule: $0.eligibility) }, at: now)
    if json {
      Terminal.write(Self.json(lines))
    } else {
      for line in lines { Self.show(line) }
    }
    guard !lines.contains(where: { $0.status == .fail }) else { throw Ending.reported }
    if let failure = visit.chainFailure { throw Ending.chain(failure) }
  }

  private var isOwner: Bool { subject.hasPrefix("akash1") && !subject.contains(".") }

  private func visit(_ wire: Wire) async throws -> ProviderVisit {
    guard isOwner else {
      do throws(ProviderEndpoint.Refusal) {
        return await ProviderVisit.make(
          endpoint: try ProviderEndpoint(subject), providers: wire.providers)
      } catch {
        throw Ending.refusedEndpoint(error)
      }
    }
    let owner = try AddressArgument.read(subject, "The owner")
    return await ProviderVisit.make(owner: owner, chain: wire.chain, providers: wire.providers)
  }

  private static func show(_ line: SelfTestLine) {
    let mark =
      switch line.status {
      case .pass: "ok  "
      case .fail: "FAIL"
      case .notApplicable: "-   "
      case .notEvaluated: "?   "
      }
    print("\(mark) \(line.check): \(PlainText.of(line.text))")
    if let advice = line.advice { print("       \(advice)") }
  }

  private static func json(_ lines: [SelfTestLine]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("checks", lines) { writer, line in
        writer.object { writer in
          writer.field("name", line.check)
          writer.field("status", line.status.rawValue)
          writer.field("text", line.text)
          writer.field("advice", line.advice.map { .string($0) } ?? JSONValue.null)
        }
      }
    }
    return writer.finish() + [10]
  }
}

extension Ending {
  /// A text that names no endpoint, with the code that the errors' page lists.
  fileprivate static func refusedEndpoint(_ refusal: ProviderEndpoint.Refusal) -> Ending {
    Ending(
      1, refusal.code, "The argument names neither an owner nor a host.",
      "Write an address like akash1…, or a host like provider.example.net.")
  }
}
