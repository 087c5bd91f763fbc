import Akash
import ArgumentParser
import CosmosClient
import Encoding
import Foundation
import Keys
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

  @Option(help: "A node's REST address; several for failing over. Needed to ask about an owner.")
  var node: [String] = []

  @Option(help: "The chain that the nodes must serve.")
  var chain = "akashnet-2"

  @Option(help: "The program's policy; default: policies/akash-pilot-1.yaml of the repository.")
  var policy: String?

  @Option(help: "The GPU catalogue; default: policies/catalogue/gpus-1.json of the repository.")
  var catalogue: String?

  @Option(help: "Keeps every answer that came over the wire in this new folder.")
  var record: String?

  @Option(help: "Takes every answer from this folder and asks nobody.")
  var replay: String?

  @Flag(help: "Asks addresses outside the public internet too, for networks of one's own.")
  var anywhere = false

  @Flag(help: "Prints JSON.")
  var json = false

  @OptionGroup var clock: ClockOption

  func run() async throws {
    guard record == nil || replay == nil else {
      throw Ending.unreadable(
        .optionConflict, "--record and --replay exclude each other.", "Name one of them.")
    }
    let catalogue = try CatalogueFile.load(
      try BundledFile.catalogue.path(named: catalogue, option: "--catalogue")
    ).catalogue
    let program = try PolicyFile.load(
      try BundledFile.policy.path(named: policy, option: "--policy")
    ).policy
    let now = try clock.now()
    let recording = try replay.map { try WireFolder.read($0) } ?? WireRecording()
    if let record { try FreshFolder.make(record) }
    let visit = try await visit(recording, at: now)
    if let record { try WireFolder.write(recording, to: record) }
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

  private func visit(_ recording: WireRecording, at now: Timestamp) async throws -> ProviderVisit {
    let providers: any ProviderAsking
    if replay != nil {
      providers = ReplayedProviders(recording)
    } else {
      let client = try ProviderClient(
        limits: ProviderLimits(reach: anywhere ? .anywhere : .publicInternet))
      providers = RecordingProviders(client, into: recording)
    }
    guard subject.hasPrefix("akash1"), !subject.contains(".") else {
      do throws(ProviderEndpoint.Refusal) {
        return await ProviderVisit.make(
          endpoint: try ProviderEndpoint(subject), providers: providers)
      } catch {
        throw Ending.refusedEndpoint(error)
      }
    }
    let owner = try AddressArgument.read(subject, "The owner")
    let transports = try node.map { text in
      guard let transport = HTTPChainTransport(text) else {
        throw Ending.unreadable(
          .optionValue, "--node \(text) is no address.", "Write it like https://HOST.")
      }
      return transport
    }
    guard replay != nil || !transports.isEmpty else {
      throw Ending.unreadable(
        .usage, "An owner is asked about through the chain, and no node is named.",
        "Pass --node ADDRESS, once or several times.")
    }
    let nodes: [any ChainTransport] =
      replay == nil
      ? transports.map { RecordingChain($0, into: recording) }
      : recording.nodeNames.map { ReplayedChain(name: $0, recording) }
    let client = ChainClient(chainID: chain, nodes: nodes, clock: { now })
    let visit = await ProviderVisit.make(owner: owner, chain: client, providers: providers)
    for transport in transports { await transport.close() }
    return visit
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
  /// The chain could not be asked about the owner.
  fileprivate static func chain(_ failure: ChainFailure) -> Ending {
    if case .otherChain = failure {
      return Ending(2, failure.code, "\(failure).", "Name a node of the right chain, or --chain.")
    }
    return Ending(3, failure.code, "\(failure).", "Name another node, or try again later.")
  }

  /// A text that names no endpoint, with the code that the errors' page lists.
  fileprivate static func refusedEndpoint(_ refusal: ProviderEndpoint.Refusal) -> Ending {
    Ending(
      1, refusal.code, "The argument names neither an owner nor a host.",
      "Write an address like akash1…, or a host like provider.example.net.")
  }
}
