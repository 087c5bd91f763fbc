import Akash
import ArgumentParser
import CosmosClient
import Quantities

/// Whom a command asks over the wire: nodes of the chain, and providers; or a recording of both.
struct WireOptions: ParsableArguments {
  @Option(help: "A node's REST address; several for failing over.")
  var node: [String] = []

  @Option(help: "The chain that the nodes must serve.")
  var chain = "akashnet-2"

  @Option(help: "Keeps every answer that came over the wire in this new folder.")
  var record: String?

  @Option(help: "Takes every answer from this folder and asks nobody.")
  var replay: String?

  @Flag(help: "Asks addresses outside the public internet too, for networks of one's own.")
  var anywhere = false

  @OptionGroup var clock: ClockOption

  /// Opens what is asked; the recording's folder is made before anybody is.
  func open(needsNode: Bool = true) throws -> Wire {
    guard record == nil || replay == nil else {
      throw Ending.unreadable(
        .optionConflict, "--record and --replay exclude each other.", "Name one of them.")
    }
    let now = try clock.now()
    if let replay {
      let recording = try WireFolder.read(replay)
      // A recording's newest block is as old as the recording.
      let client = ChainClient(
        chainID: chain, nodes: recording.nodeNames.map { ReplayedChain(name: $0, recording) },
        limits: .init(behindSeconds: .max), clock: { now })
      return Wire(
        chain: client, providers: ReplayedProviders(recording), nodes: [], recording: recording,
        folder: nil)
    }
    let nodes = try node.map { text in
      guard let transport = HTTPChainTransport(text) else {
        throw Ending.unreadable(
          .optionValue, "--node \(text) is no address.", "Write it like https://HOST.")
      }
      return transport
    }
    guard !needsNode || !nodes.isEmpty else {
      throw Ending.unreadable(
        .usage, "This is asked of the chain, and no node is named.",
        "Pass --node ADDRESS, once or several times.")
    }
    let recording = WireRecording()
    if let record { try FreshFolder.make(record) }
    let client = ChainClient(
      chainID: chain, nodes: nodes.map { RecordingChain($0, into: recording) }, clock: { now })
    let providers = RecordingProviders(
      try ProviderClient(limits: ProviderLimits(reach: anywhere ? .anywhere : .publicInternet)),
      into: recording)
    return Wire(
      chain: client, providers: providers, nodes: nodes, recording: recording, folder: record)
  }
}

/// What is open over the wire.
struct Wire {
  let chain: ChainClient
  let providers: any ProviderAsking
  fileprivate let nodes: [HTTPChainTransport]
  fileprivate let recording: WireRecording
  fileprivate let folder: String?

  /// Closes everything, and writes what was recorded.
  func close() async throws {
    for node in nodes { await node.close() }
    if let folder { try WireFolder.write(recording, to: folder) }
  }
}
