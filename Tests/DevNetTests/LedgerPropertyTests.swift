import Keys
import Quantities
import Testing

@testable import DevNet

/// Random transactions under random faults, many seeds: nothing is made, lost or done twice.
@Suite struct LedgerPropertyTests {
  /// What everybody has together, what the pool was given less what it paid included.
  private func supply(_ ledger: Ledger, _ people: Set<Address>) -> Int128 {
    var sum = Int128(0)
    for address in people { sum += Int128(ledger.state.entry(address).coins["uakt"]) }
    return sum + Int128(ledger.state.poolReceived["uakt"]) - Int128(ledger.state.poolPaid["uakt"])
      + Int128(ledger.state.burned["uakt"])
  }

  @Test func coinsAreConservedAndSequencesAscendWhateverGoesWrong() throws {
    let start = try Timestamp("2026-07-17T12:00:00Z")
    let world = World(WorldSettings(seed: 1, providers: 2, start: start))
    let everybody = Set(world.people.map(\.address)).union(ModuleAccount.blocked)
    for seed in 1...1_000 as ClosedRange<UInt64> {
      let chance = WorldChance(seed: seed)
      var draws: UInt64 = 0
      func draw(_ bound: UInt64) -> UInt64 {
        draws += 1
        return chance.below(bound, .mempool, draws)
      }
      var ledger = Ledger(world)
      ledger.faults = ChainFaults(
        drop: draw(4), delay: draw(3), reorder: draw(2), forget: draw(9), loseAnswer: draw(3))
      let whole = supply(ledger, everybody)
      var next: [Address: UInt64] = [:]
      for _ in 0..<6 {
        let person = world.people[Int(draw(UInt64(world.people.count)))]
        let account = try #require(ledger.state.account(person.address))
        let sequence = next[person.address] ?? account.sequence
        next[person.address] = draw(5) == 0 ? nil : sequence + 1
        let other = world.people[Int(draw(UInt64(world.people.count)))].address
        let amount = UInt128(1 + draw(20_000_000))
        let message: ProtoMessage =
          switch draw(4) {
          case 0:
            TransactionMaker.multiSend(
              from: person.address, [(other, amount), (world.program, 3)],
              total: draw(3) == 0 ? amount : nil)
          case 1:
            ProtoMessage(
              "cosmos.distribution.v1beta1.MsgFundCommunityPool",
              [
                "amount": TransactionMaker.coin(amount), "depositor": .text("\(person.address)"),
              ])
          default: TransactionMaker.send(from: person.address, to: other, amount)
          }
        let bytes = try TransactionMaker().bytes(
          [message], by: person.signer, number: account.number, sequence: sequence)
        _ = ledger.submit(bytes)
        if draw(3) == 0 { _ = ledger.submit(bytes) }
        ledger.advance(
          toMillis: world.blocks.millis(of: ledger.height + Int64(draw(3))))
      }
      ledger.advance(toMillis: world.blocks.millis(of: ledger.height + 12))
      #expect(supply(ledger, everybody) == whole, "seed \(seed)")
      try check(ledger, seed)
    }
  }

  private func check(_ ledger: Ledger, _ seed: UInt64) throws {
    var paid: Set<String> = []
    var last: [String: UInt64] = [:]
    for record in ledger.records where !record.events.isEmpty {
      // Whoever paid a fee did so once for these bytes, and with the next sequence.
      #expect(paid.insert(record.transaction.hash).inserted, "seed \(seed)")
      for event in record.events where event.type == "tx" {
        for attribute in event.attributes where attribute.key == "acc_seq" {
          let parts = attribute.value.split(separator: "/").map(String.init)
          let sequence = try #require(UInt64(parts[1]))
          if let before = last[parts[0]] { #expect(sequence == before + 1, "seed \(seed)") }
          last[parts[0]] = sequence
        }
      }
    }
  }
}
