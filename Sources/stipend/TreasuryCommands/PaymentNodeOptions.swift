import ArgumentParser
import CosmosClient
import Foundation
import Paying
import Quantities

/// Nodes of the wallet's chain, of which enough have to agree.
struct PaymentNodeOptions: ParsableArguments {
  @Option(help: "A node's REST address; as many as the policy wants to agree.")
  var node: [String] = []

  @Option(
    help: """
      The RPC addresses of the same nodes, in the same order; needed to read the wallet's history.
      """)
  var rpc: [String] = []

  /// Opens every node by itself, so that none answers for another.
  func open(chain: Label, needed: Int, clock: ClockOption) throws -> PaymentNodes {
    guard rpc.isEmpty || rpc.count == node.count else {
      throw Ending.unreadable(
        .optionConflict, "\(node.count) --node and \(rpc.count) --rpc do not belong together.",
        "Name one --rpc for each --node, in the same order, or none.")
    }
    guard Set(node).count == node.count else {
      throw Ending.unreadable(
        .optionConflict, "A node is named twice: one cannot agree with itself.",
        "Name nodes of different people.")
    }
    guard node.count >= needed else {
      throw Ending.unreadable(
        .usage, "\(needed) nodes have to agree, and \(node.count) are named.",
        "Pass --node ADDRESS for each; those of different people.")
    }
    let (began, start) = (Date(), try clock.now().seconds)
    let present: @Sendable () -> Timestamp = {
      let passed = Int64(Date().timeIntervalSince(began))
      return (try? Timestamp(seconds: start + passed)) ?? .earliest
    }
    var transports: [HTTPChainTransport] = []
    var nodes: [PaymentNode] = []
    for (index, address) in node.enumerated() {
      let rest = try Self.transport(address)
      let other = try rpc.isEmpty ? nil : Self.transport(rpc[index])
      transports += [rest] + (other.map { [$0] } ?? [])
      nodes.append(
        PaymentNode(
          label: try Self.label(address), chainID: chain.text, rest: rest, rpc: other,
          clock: present))
    }
    return PaymentNodes(nodes: nodes, now: present, transports: transports)
  }

  private static func transport(_ address: String) throws -> HTTPChainTransport {
    guard let transport = HTTPChainTransport(address) else {
      throw Ending.unreadable(
        .optionValue, "\(address) is no address of a node.", "Write it like https://HOST.")
    }
    return transport
  }

  /// How entries name a node: its host and port.
  private static func label(_ address: String) throws -> Label {
    let host = address.components(separatedBy: "://").last ?? address
    let text = host.lowercased().map { character in
      character.isASCII && (character.isLetter || character.isNumber || ".-_".contains(character))
        ? character : "-"
    }
    guard let label = try? Label(String(String(text).prefix(64))) else {
      throw Ending.unreadable(
        .optionValue, "\(address) is no address of a node.", "Write it like https://HOST.")
    }
    return label
  }
}

/// Nodes that are open, and the time that goes on beside them.
struct PaymentNodes {
  let nodes: [PaymentNode]
  let now: @Sendable () -> Timestamp
  fileprivate let transports: [HTTPChainTransport]

  /// Works with them, and closes every connection.
  func use<Value>(_ work: (PaymentNodes) async throws -> Value) async throws -> Value {
    do {
      let value = try await work(self)
      for transport in transports { await transport.close() }
      return value
    } catch {
      for transport in transports { await transport.close() }
      if let failure = error as? PayingFailure { throw TreasuryEnding.ending(failure) }
      if let failure = error as? ChainFailure { throw Ending.chain(failure) }
      throw error
    }
  }
}

/// The clock of an executor: the command's own present.
struct CommandClock: PaymentClock {
  let present: @Sendable () -> Timestamp

  func now() -> Timestamp { present() }

  func wait(seconds: Int64) async {
    try? await Task.sleep(for: .seconds(seconds))
  }
}
