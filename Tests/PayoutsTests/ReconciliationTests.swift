import Payouts
import Quantities
import TestSupport
import Testing

@Suite struct ReconciliationTests {
  private static func transfer(
    _ transaction: UInt64, _ direction: WalletTransfer.Direction, _ uakt: Int64,
    with name: String? = nil, memo: String = "m", height: Int64 = 10
  ) -> WalletTransfer {
    WalletTransfer(
      transaction: Samples.digest(transaction), height: height, direction: direction,
      counterparty: name.map(Samples.address), uakt: uakt, memo: memo)
  }

  private static func entry(
    _ line: Int, _ transfer: WalletTransfer, uakt: Int64? = nil, transaction: UInt64? = nil,
    memo: String? = "m"
  ) -> ExpectedTransfer {
    ExpectedTransfer(
      line: line, transaction: transaction.map(Samples.digest) ?? transfer.transaction,
      direction: transfer.direction, counterparty: transfer.counterparty,
      uakt: uakt ?? transfer.uakt, memo: memo)
  }

  private static let transfers = [
    transfer(1, .incoming, 10_000, with: "akash1gov"),
    transfer(2, .outgoing, 3_000, with: "akash1a"), transfer(2, .outgoing, 4_000, with: "akash1b"),
    transfer(2, .fee, 25), transfer(3, .outgoing, 2_900, with: "akash1pool"),
    transfer(3, .fee, 75),
  ]

  private func codes(
    _ transfers: [WalletTransfer], _ entries: [ExpectedTransfer], closing: Int64 = 0
  ) -> [String] {
    Reconciliation(
      transfers: transfers, expected: entries, openingUakt: 0, closingUakt: closing
    ).findings.map(\.code)
  }

  @Test func everyTransferMatchesExactlyOneEntryToTheLastUakt() {
    let entries = Self.transfers.enumerated().map { Self.entry($0 + 1, $1) }
    let result = Reconciliation(
      transfers: Self.transfers.reversed(), expected: entries, openingUakt: 0, closingUakt: 0)
    #expect(result.isClean && result.matches.count == 6)
    #expect(result.inUakt == 10_000 && result.outUakt == 9_900 && result.feesUakt == 100)
    #expect(codes(Self.transfers, entries, closing: 1) == ["balance-differs"])
  }

  @Test func whatDoesNotFitIsNamedWithWhatToDo() {
    let base = Self.transfers
    let entries = base.enumerated().map { Self.entry($0 + 1, $1) }
    func changed(_ index: Int, _ entry: ExpectedTransfer) -> [ExpectedTransfer] {
      var changed = entries
      changed[index] = entry
      return changed
    }
    #expect(codes(base, changed(1, Self.entry(2, base[1], uakt: 2_999))) == ["wrong-amount"])
    #expect(codes(base, changed(1, Self.entry(2, base[1], memo: "other"))) == ["wrong-memo"])
    #expect(
      codes(base, changed(1, Self.entry(2, base[1], transaction: 9))) == ["other-transaction"])
    for (index, code) in [
      (0, "unexplained-income"), (1, "outside-payment"), (3, "unexplained-fee"),
    ] {
      var fewer = entries
      fewer.remove(at: index)
      #expect(codes(base, fewer) == [code])
    }
    let ghost = Self.entry(7, Self.transfer(8, .outgoing, 5, with: "akash1z"))
    #expect(codes(base, entries + [ghost]) == ["missing-on-chain"])
    // A payment told twice is on the chain once.
    #expect(codes(base, entries + [Self.entry(8, base[1])]) == ["missing-on-chain"])
    let findings = Reconciliation(
      transfers: base, expected: [], openingUakt: 0, closingUakt: 0
    ).findings
    #expect(findings.count == 6 && findings.allSatisfy { !$0.advice.isEmpty })
  }

  @Test func equalTransfersOfOneTransactionMatchOneToOne() {
    let twice = [
      Self.transfer(2, .outgoing, 50, with: "akash1a"),
      Self.transfer(2, .outgoing, 50, with: "akash1a"),
    ]
    let result = Reconciliation(
      transfers: twice, expected: [Self.entry(1, twice[0])], openingUakt: 100, closingUakt: 0)
    #expect(result.matches.count == 1)
    #expect(result.findings.map(\.code) == ["outside-payment"])
  }

  @Test func theOrderOfTransfersAndEntriesDecidesNothing() {
    for seed in 0..<1_000 {
      var random = SplitMix64(seed: UInt64(seed))
      let transfers = (0..<random.within(1...8)).map { _ in
        Self.transfer(
          UInt64(random.below(3)), random.pick(WalletTransfer.Direction.allCases),
          Int64(random.within(1...3)), with: random.pick(["akash1a", "akash1b"]),
          memo: random.pick(["m", "n"]))
      }
      let entries = (0..<random.within(1...8)).map { line in
        Self.entry(line, random.pick(transfers), transaction: UInt64(random.below(3)))
      }
      let one = Reconciliation(
        transfers: transfers, expected: entries, openingUakt: 0, closingUakt: 0)
      let other = Reconciliation(
        transfers: random.shuffled(transfers), expected: random.shuffled(entries),
        openingUakt: 0, closingUakt: 0)
      #expect(one == other, "seed \(seed)")
      let unmatched = one.findings.count {
        ["outside-payment", "unexplained-income", "unexplained-fee"].contains($0.code)
      }
      let paired = one.findings.count { ["wrong-amount", "other-transaction"].contains($0.code) }
      #expect(one.matches.count + paired + unmatched == transfers.count, "seed \(seed)")
    }
  }
}
