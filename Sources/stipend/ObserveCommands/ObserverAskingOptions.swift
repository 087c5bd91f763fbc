import Akash
import ArgumentParser
import CosmosClient
import Foundation
import Observing
import Probing
import Quantities

/// Whom an observer asks besides providers, and how.
struct ObserverAskingOptions: ParsableArguments {
  @Option(help: "A node's REST address; of several, two must agree about a height: name three.")
  var node: [String] = []

  @Option(help: "The chain that the nodes must serve.")
  var chain = "akashnet-2"

  @Option(help: "HOST:PORT, or an address, that is no provider; default: three public resolvers.")
  var canary: [String] = []

  @Option(help: "The label of the chain's own oracle; none: it is not asked.")
  var oracle = "oracle"

  @Option(help: "NAME=URL,PATH: a further price, where a number stands in an answer of JSON.")
  var priceSource: [String] = []

  @Option(help: "How often a provider is asked before it counts as down.")
  var attempts = 3

  @Option(help: "How many canaries must be reached.")
  var canaries: Int?

  @Option(help: "The most questions under way at once.")
  var concurrency = 2_048

  @Option(help: "Seconds between two looks at log and chain.")
  var refresh: Int64 = 300

  @Flag(help: "Asks addresses outside the public internet too, for networks of one's own.")
  var anywhere = false

  @Option(help: "Keeps every answer that came over the wire in this new folder.")
  var record: String?

  @Option(help: "Takes every answer from this folder and asks nobody.")
  var replay: String?

  func validate() throws {
    guard (1...10).contains(attempts), (1...65_536).contains(concurrency), refresh >= 1 else {
      throw ValidationError(
        "--attempts is 1 … 10, --concurrency 1 … 65536, --refresh at least 1.")
    }
  }

  /// How the machine asks.
  var settings: ProbeSettings {
    var settings = ProbeSettings()
    settings.attempts = attempts
    if let canaries { settings.canariesRequired = canaries }
    return settings
  }

  /// Everything that goes over the wire.
  struct Wire {
    let providers: any ProviderAsking
    let chain: ChainClient
    let canaries: any CanaryAsking
    let targets: [CanaryTarget]
    let prices: [PriceSource]
    let clock: any ObserverClock
    let recording: WireRecording
    let transports: [HTTPChainTransport]

    /// The present second.
    var present: Timestamp {
      (try? Timestamp(seconds: clock.now().wall / 1_000)) ?? .earliest
    }

    func close() async {
      for transport in transports { await transport.close() }
    }
  }

  /// Opens what is needed; nothing is asked yet.
  func wire(clock: any ObserverClock) throws -> Wire {
    guard record == nil || replay == nil else {
      throw Ending.unreadable(
        .optionConflict, "--record and --replay exclude each other.", "Name one of them.")
    }
    guard replay != nil || !node.isEmpty else {
      throw Ending.unreadable(
        .usage, "Without a node nobody knows where providers are.",
        "Pass --node ADDRESS, once or several times.")
    }
    let recording = try replay.map { try WireFolder.read($0) } ?? WireRecording()
    if let record { try FreshFolder.make(record) }
    let nodes = try node.map { try transport($0, "--node") }
    let further = try priceSource.map { try source($0) }
    let providers = try providers(recording)
    let chain = ChainClient(
      chainID: chain, nodes: chainNodes(nodes, recording), crossChecks: replay == nil,
      clock: { (try? Timestamp(seconds: clock.now().wall / 1_000)) ?? .earliest })
    var prices = oracle.isEmpty ? [] : [PriceSource.oracle(chain, label: try label(oracle))]
    prices += further.map { text, transport in
      .web(
        label: text.label, path: text.path, number: text.number,
        over: wrapped(transport, recording))
    }
    return Wire(
      providers: providers, chain: chain,
      canaries: replay == nil ? try CanaryClient() : EveryCanary(), targets: try targets(),
      prices: prices, clock: clock, recording: recording,
      transports: nodes + further.map(\.1))
  }

  private func providers(_ recording: WireRecording) throws -> any ProviderAsking {
    if replay != nil { return ReplayedProviders(recording) }
    let client = try ProviderClient(
      limits: ProviderLimits(
        concurrency: concurrency, reach: anywhere ? .anywhere : .publicInternet))
    return record == nil ? client : RecordingProviders(client, into: recording)
  }

  private func chainNodes(
    _ nodes: [HTTPChainTransport], _ recording: WireRecording
  ) -> [any ChainTransport] {
    let names = Set(nodes.map(\.name))
    guard replay != nil else { return nodes.map { wrapped($0, recording) } }
    // Price sources are recorded beside the nodes, under their own names.
    let others = Set(priceSource.compactMap { PriceSourceText($0)?.base })
    return recording.nodeNames.filter { names.contains($0) || !others.contains($0) }
      .map { ReplayedChain(name: $0, recording) }
  }

  private func wrapped(
    _ transport: HTTPChainTransport, _ recording: WireRecording
  ) -> any ChainTransport {
    if replay != nil { return ReplayedChain(name: transport.name, recording) }
    return record == nil ? transport : RecordingChain(transport, into: recording)
  }

  private func targets() throws -> [CanaryTarget] {
    guard !canary.isEmpty else { return CanaryTarget.usual }
    return try canary.map { text in
      guard let target = CanaryTarget(text) else {
        throw Ending.unreadable(
          .optionValue, "--canary \(text) is no place.", "Write it like 1.1.1.1:443.")
      }
      return target
    }
  }

  private func transport(_ text: String, _ option: String) throws -> HTTPChainTransport {
    guard let transport = HTTPChainTransport(text) else {
      throw Ending.unreadable(
        .optionValue, "\(option) \(text) is no address.", "Write it like https://HOST.")
    }
    return transport
  }

  private func label(_ text: String) throws -> Label {
    guard let label = try? Label(text) else {
      throw Ending.unreadable(
        .optionValue, "--oracle \(text) is no label.", "Write it like oracle.")
    }
    return label
  }

  private func source(_ text: String) throws -> (PriceSourceText, HTTPChainTransport) {
    guard let source = PriceSourceText(text), source.label != (try? Label(oracle)) else {
      throw Ending.unreadable(
        .optionValue, "--price-source \(text) is no source of its own.",
        "Write it like name=https://HOST/PATH,member.0.member.")
    }
    return (source, try transport(source.base, "--price-source"))
  }

  /// Writes the recording, where one was asked for.
  func keep(_ wire: Wire) throws {
    if let record { try WireFolder.write(wire.recording, to: record) }
  }
}

/// In a replay the way out worked: what did not stands in the answers.
private struct EveryCanary: CanaryAsking {
  func reaches(_ target: CanaryTarget) async -> Bool { true }
}
