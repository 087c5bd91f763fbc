import ArgumentParser
import DevNet
import Encoding
import Foundation
import Quantities

/// `stipend devnet`: a made-up network on this machine, to try everything else against.
struct DevNetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devnet",
    abstract: "Serves a made-up network on loopback: providers, and a chain that has them.",
    discussion: """
      Each provider has an address 127.N.x.y of its own with the usual ports 8443 and 8444, and a \
      certificate that the chain has. The same seed and start make the same network. It runs until \
      it is stopped.

      Example: stipend devnet --providers 12 --seed 7 --defect 3=underflow --defect 5=slow-drip
      Example: stipend provider check OWNER --node http://127.0.0.1:PORT --anywhere

      Defects: \(Defect.allCases.map { "\($0.rawValue) (\($0.meaning))" }.joined(separator: "; ")).
      """)

  @Option(help: "How many providers.")
  var providers = 12

  @Option(help: "The seed of everything that is drawn.")
  var seed: UInt64 = 1

  @Option(
    help: "PROVIDER=DEFECT, the provider by its owner or its position from 1; may be repeated.")
  var defect: [String] = []

  @Option(help: "When its time begins, as 2026-01-01T00:00:00Z; default: now.")
  var start: String?

  @Option(help: "Seconds of its time that pass in one second; 0 stops its time.")
  var speed: UInt32 = 1

  @Option(help: "The port of the chain's node at 127.0.0.1; default: any that is free.")
  var port: UInt16 = 0

  @Option(help: "The second byte of the providers' addresses.")
  var network: UInt8 = 88

  @Option(help: "The chain's id.")
  var chain = "akashnet-2"

  @Option(
    help: """
      FAULT=N: what befalls one in N transactions or blocks: \
      \(ChainFaults.names.joined(separator: ", ")); may be repeated.
      """)
  var fault: [String] = []

  @Option(
    help: """
      One more node of the chain: no-index, behind=N blocks, denying, claiming, honest; may be \
      repeated.
      """)
  var node: [String] = []

  @Option(
    help: """
      How the validators vote on proposals: \
      \(ValidatorsVote.allCases.map(\.rawValue).joined(separator: ", ")).
      """)
  var vote = ValidatorsVote.yes.rawValue

  @Flag(help: "Prints what would be served, and ends.")
  var dryRun = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let world = World(try settings())
    let (faults, nodes, validators) = try chainSettings()
    guard !dryRun else { return show(world, chain: nil) }
    let began = Date()
    let (origin, pace) = (world.settings.start.seconds * 1_000, Int64(speed))
    let network: LocalNetwork
    do {
      network = try await LocalNetwork(world, ports: .init(chain: Int(port)), nodes: nodes) {
        origin + Int64(Date().timeIntervalSince(began) * 1_000) * pace
      }
    } catch {
      throw Ending(
        3, "listen-failed", "An address cannot be listened at: \(error).",
        "Stop what listens there, or name another --network and --port.")
    }
    network.chain.faults = faults
    network.chain.validatorsVote = validators
    show(world, chain: network.chainAddress, nodes: network.nodeAddresses)
    Terminal.flush()
    // Until a signal ends the process; nothing is kept that could be lost.
    while true { try await Task.sleep(for: .seconds(3_600)) }
  }

  /// What the chain is asked to do wrong.
  private func chainSettings() throws -> (ChainFaults, [NodeBehaviour], ValidatorsVote) {
    var faults = ChainFaults()
    for text in fault {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let count = UInt64(parts[1]), faults.set(parts[0], oneIn: count)
      else {
        throw Ending.unreadable(
          .optionValue, "--fault \(text) is no FAULT=N.",
          "Take one of: \(ChainFaults.names.joined(separator: ", ")).")
      }
    }
    let nodes = try node.map { text in
      guard let node = NodeBehaviour(text) else {
        throw Ending.unreadable(
          .optionValue, "--node \(text) is no kind of node.",
          "Take one of: no-index, behind=N, denying, claiming, honest.")
      }
      return node
    }
    guard let validators = ValidatorsVote(rawValue: vote) else {
      throw Ending.unreadable(
        .optionValue, "--vote \(vote) is no vote.",
        "Take one of: \(ValidatorsVote.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return (faults, nodes, validators)
  }

  private func settings() throws -> WorldSettings {
    guard (1...WorldSettings.limitProviders).contains(providers) else {
      throw Ending.unreadable(
        .optionValue, "--providers \(providers) is none of 1 to \(WorldSettings.limitProviders).",
        "Name fewer, or at least one.")
    }
    let begin: Timestamp
    do {
      begin =
        try start.map { try Timestamp($0) }
        ?? Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    } catch {
      throw Ending.unreadable(
        .optionValue, "--start \(start ?? ""): \(error).", "Write it like 2026-01-01T00:00:00Z.")
    }
    var settings = WorldSettings(
      seed: seed, providers: providers, start: begin, network: network, chainID: chain)
    let owners = defect.isEmpty ? [] : World(settings).providers.map { "\($0.owner)" }
    for text in defect {
      let (position, kind) = try Self.defect(text, owners)
      settings.defects[position, default: []].append(kind)
    }
    return settings
  }

  private static func defect(_ text: String, _ owners: [String]) throws -> (Int, Defect) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = Defect(rawValue: parts[1]) else {
      throw Ending.unreadable(
        .optionValue, "--defect \(text) is no PROVIDER=DEFECT.",
        "Take one of: \(Defect.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let named = owners.firstIndex(of: parts[0]) ?? Int(parts[0]).map { $0 - 1 }
    guard let position = named, owners.indices.contains(position) else {
      throw Ending.unreadable(
        .optionValue, "--defect \(text): there is no provider \(parts[0]).",
        "Name an owner of this seed, or a position from 1 to \(owners.count).")
    }
    guard ![.sharedHost, .oneGPUTwoOwners].contains(kind) || position > 0 else {
      throw Ending.unreadable(
        .optionValue, "--defect \(text): the first provider has none before it to take from.",
        "Name a later one.")
    }
    return (position, kind)
  }

  // MARK: What is shown

  private func show(_ world: World, chain address: String?, nodes: [String] = []) {
    guard !json else { return Terminal.write(document(world, address, nodes)) }
    if let address { print("chain \(chain) at \(address), its time at \(address)/devnet/clock") }
    for (kind, address) in zip(node, nodes) { print("node \(kind) at \(address)") }
    for plan in world.providers {
      let shown = plan.nodes.reduce(0) { $0 + $1.shownGPUs }
      let card = plan.nodes.compactMap(\.card).first?.name ?? "no GPU"
      let defects = plan.defects.map(\.rawValue).joined(separator: ", ")
      print(
        "\(plan.position + 1)\t\(plan.owner)\t\(plan.hostURI)\t\(shown) × \(card)"
          + (defects.isEmpty ? "" : "\t\(defects)"))
    }
  }

  private func document(_ world: World, _ address: String?, _ nodes: [String]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("chain", world.settings.chainID)
      writer.field("node", address.map { .string($0) } ?? JSONValue.null)
      writer.array("nodes", nodes) { $0.string($1) }
      writer.field("seed", world.settings.seed)
      writer.field("start", "\(world.settings.start)")
      writer.field("startHeight", BlockClock.startHeight)
      writer.field("speed", speed)
      writer.array("auditors", world.auditors) { writer, auditor in writer.string("\(auditor)") }
      writer.field("program", "\(world.program)")
      writer.array("providers", world.providers) { writer, plan in
        writer.object { writer in
          writer.field("owner", "\(plan.owner)")
          writer.field("hostURI", plan.hostURI)
          writer.field("host", plan.host)
          writer.field("version", plan.version)
          writer.field(
            "card", plan.nodes.compactMap(\.card).first.map { .string($0.name) } ?? JSONValue.null)
          writer.field("gpusShown", plan.nodes.reduce(0) { $0 + $1.shownGPUs })
          writer.array("devices", world.devices(of: plan)) { $0.string($1) }
          writer.array("defects", plan.defects) { $0.string($1.rawValue) }
        }
      }
    }
    return writer.finish() + [10]
  }
}
