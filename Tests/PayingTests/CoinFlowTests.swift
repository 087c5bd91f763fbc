import CosmosClient
import Payouts
import Quantities
import Testing

@testable import Paying

/// Movements out of what the bank tells.
@Suite struct CoinFlowTests {
  private let wallet: Address
  private let one: Address
  private let two: Address

  init() throws {
    wallet = try Address("akash1wallet")
    one = try Address("akash1one")
    two = try Address("akash1two")
  }

  private func spent(_ by: Address, _ amount: String, _ message: Int? = 0) -> TransactionEvent {
    event("coin_spent", [("spender", "\(by)"), ("amount", amount)], message)
  }

  private func received(_ by: Address, _ amount: String, _ message: Int? = 0) -> TransactionEvent {
    event("coin_received", [("receiver", "\(by)"), ("amount", amount)], message)
  }

  private func event(
    _ type: String, _ attributes: [(String, String)], _ message: Int?
  ) -> TransactionEvent {
    let index = message.map { [("msg_index", "\($0)")] } ?? []
    return TransactionEvent(
      type: type, attributes: (attributes + index).map { .init(key: $0.0, value: $0.1) })
  }

  private func text(_ events: [TransactionEvent], isTransaction: Bool = true) throws -> [String] {
    try CoinFlow.movements(
      of: wallet, in: events, ofTransaction: isTransaction, height: 5
    ).map { "\($0.direction.rawValue) \($0.counterparty.map { "\($0)" } ?? "-") \($0.uakt)" }
  }

  @Test func aPaymentToManyIsOneMovementForEach() throws {
    let events = [
      spent(wallet, "100uakt", nil), received(two, "100uakt", nil),
      spent(wallet, "30uakt"), received(one, "10uakt"), received(two, "20uakt"),
    ]
    #expect(try text(events) == ["fee - 100", "out akash1one 10", "out akash1two 20"])
  }

  @Test func otherPeoplesCoinsAndOtherUnitsAreNone() throws {
    #expect(try text([spent(one, "9uakt"), received(two, "9uakt")]) == [])
    #expect(try text([spent(one, "9uact"), received(wallet, "9uact")]) == [])
    #expect(
      try text([spent(one, "3uact,9uakt"), received(wallet, "3uact,9uakt")]) == [
        "in akash1one 9"
      ])
  }

  @Test func whatIsBurnedIsGoneAndWhatIsMintedCame() throws {
    #expect(try text([spent(wallet, "5uakt")]) == ["out - 5"])
    #expect(try text([received(wallet, "5uakt")]) == ["in - 5"])
    // The next message's receiver did not receive what the message before spent.
    #expect(
      try text([spent(wallet, "5uakt", 0), received(one, "7uakt", 1)]) == ["out - 5"])
  }

  @Test func theWalletPaysItself() throws {
    #expect(
      try text([spent(wallet, "5uakt"), received(wallet, "5uakt")]) == [
        "out akash1wallet 5", "in akash1wallet 5",
      ])
  }

  @Test func aBlocksOwnMovementsAreNoFees() throws {
    let events = [spent(wallet, "5uakt", nil), received(one, "5uakt", nil)]
    #expect(try text(events, isTransaction: false) == ["out akash1one 5"])
  }

  @Test func amountsBeyondSixtyThreeBitsAreRefused() throws {
    for amount in ["9223372036854775808uakt", "9223372036854775807uakt,1uakt"] {
      #expect(throws: PayingFailure.amount(height: 5)) {
        try text([spent(one, amount), received(wallet, amount)])
      }
    }
  }
}
