import Akash
import ArgumentParser
import CosmosClient
import Encoding
import Quantities

/// `stipend provider audits`: signatures beside what is said, from height to height (O-51).
struct ProviderAuditsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audits",
    abstract: "What auditors signed of a provider against what it says, at heights of the chain.",
    discussion: """
      A signature is a copy made at its moment, and outlives every change of what it was given \
      for. Several heights tell what was signed, lost, changed and restored between them.

      Example: stipend provider audits akash1… --node https://NODE
      Example: stipend provider audits akash1… --height 27000000 --node https://NODE

      Exits with 0 when every signed value is said at the last height, with 1 when one is not, or \
      nobody signed anything.
      """)

  @Argument(help: "The owner's address.")
  var owner: String

  @Option(help: "A height, several for their differences; default: two below the newest.")
  var height: [Int64] = []

  @OptionGroup var options: WireOptions

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let address = try AddressArgument.read(owner, "The owner")
    guard height.allSatisfy({ $0 > 0 }) else {
      throw Ending.unreadable(.optionValue, "A height is below 1.", "Heights count from 1.")
    }
    let wire = try options.open()
    let states: [AuditState]
    do {
      states = try await self.states(of: address, wire.chain)
    } catch {
      try await wire.close()
      throw error
    }
    try await wire.close()
    let history = AuditHistory(states)
    if json { Terminal.write(Self.json(history, states)) } else { Self.show(history, states) }
    guard history.isCurrent == true else { throw Ending.reported }
  }

  private func states(of owner: Address, _ chain: ChainClient) async throws -> [AuditState] {
    do throws(ChainFailure) {
      var heights = height.sorted()
      if heights.isEmpty { heights = [max(1, try await chain.latestBlock().height - 2)] }
      var states: [AuditState] = []
      for height in heights {
        guard let state = try await chain.auditState(of: owner, height: height) else { continue }
        states.append(state)
      }
      return states
    } catch {
      throw Ending.chain(error)
    }
  }

  private static func show(_ history: AuditHistory, _ states: [AuditState]) {
    for event in history.events { print(PlainText.of("\(event)")) }
    guard let last = states.last else {
      return print("The chain has no provider of this owner at these heights.")
    }
    let place = "at height \(last.block.height), \(last.block.time)"
    switch history.isCurrent {
    case nil: print("Nobody signed anything \(place).")
    case true?: print("Every signed value is said \(place).")
    case false?: print("Not every signed value is said \(place); a new signature is needed.")
    }
  }

  private static func json(_ history: AuditHistory, _ states: [AuditState]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("heights", states) { writer, state in writer.integer(state.block.height) }
      writer.field("current", history.isCurrent.map { .bool($0) } ?? JSONValue.null)
      writer.array("events", history.events) { writer, event in
        writer.object { writer in
          writer.field("height", event.height)
          writer.field("at", event.at.seconds)
          writer.field("auditor", event.auditor)
          writer.field("key", event.key)
          writer.field("kind", event.kind.rawValue)
          writer.field("signed", event.signed)
          writer.field("said", event.said.map { .string($0) } ?? JSONValue.null)
        }
      }
    }
    return writer.finish() + [10]
  }
}
