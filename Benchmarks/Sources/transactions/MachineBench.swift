import Payouts
import Quantities
import World

/// A wallet's payout machine through a year of batches, and the year's books against its chain.
enum MachineBench {
  private static func digest(_ kind: UInt64, _ number: Int) -> Digest {
    Digest(bigEndianWords: kind, UInt64(number), 0, 1)
  }

  /// Prepares, signs, sends, scans on two nodes and confirms `batches` one after another; every
  /// batch is looked for in `blocks` blocks on each node.
  static func machine(batches: Int, blocks: Int64, _ watch: StopWatch) throws {
    let chain = try Label("akashnet-2")
    let nodes = [try Label("node-a"), try Label("node-b")]
    let rule = PayoutMachineRule(chain: chain, leastBlocks: 1, mostBlocks: 2 * blocks)
    var machine = try PayoutMachine(rule: rule)
    var steps = 0
    let now = try Timestamp(seconds: 1_800_000_000)
    func step(_ event: PayoutEvent) -> [PayoutAction] {
      steps += 1
      return machine.step(event, at: now)
    }
    func report(_ node: Label, _ fact: NodeReport.Fact) -> PayoutEvent {
      .report(NodeReport(node: node, chain: chain, fact))
    }
    watch.time("machine") {
      for batch in 1...batches {
        let base = Int64(batch) * (blocks + 1)
        let prepared = PreparedPayout(
          batch: batch, contents: digest(1, batch), signBytes: digest(2, batch),
          sequence: UInt64(batch), baseHeight: base, timeoutHeight: base + blocks,
          totalUakt: 1_000_000, feeUakt: 5_000, outputs: 100)
        let transaction = digest(3, batch)
        for node in nodes {
          _ = step(report(node, .sequence(UInt64(batch), height: base)))
        }
        _ = step(.prepare(prepared))
        _ = step(.appended(.prepared(prepared)))
        _ = step(.signed(signBytes: prepared.signBytes, transaction: transaction))
        _ = step(.stored(signBytes: prepared.signBytes, transaction: transaction))
        _ = step(.appended(.signed(signBytes: prepared.signBytes, transaction: transaction)))
        let included = IncludedTransaction(
          signBytes: prepared.signBytes, transaction: transaction, sequence: UInt64(batch),
          code: 0, usedSequence: true, height: base + blocks)
        var asked: [PayoutAction] = []
        for offset in 1...blocks {
          let height = base + offset
          for node in nodes {
            asked += step(
              report(node, .block(height: height, height == included.height ? [included] : [])))
          }
        }
        for case .append(let record) in asked { _ = step(.appended(record)) }
      }
    }
    guard machine.book.paid.count == batches else { throw Failure("a batch is not paid") }
    watch.note("steps", steps)
  }

  /// Matches `epochs` batches of `payees` with what entries say; the entries come in another order.
  static func reconcile(epochs: Int, payees: Int, _ watch: StopWatch) throws {
    let letters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    let addresses = try (0..<payees).map { index in
      var bytes = Array("akash1".utf8)
      for place in 0..<38 { bytes.append(letters[(index >> (5 * (place % 4)) + place) & 31]) }
      return try Address(String(decoding: bytes, as: UTF8.self))
    }
    var transfers: [WalletTransfer] = []
    var expected: [ExpectedTransfer] = []
    let total = Int64(epochs) * (Int64(payees) * 1_000 + 5_000)
    for epoch in 1...epochs {
      let transaction = digest(4, epoch)
      let memo = "stipend/1 batch \(epoch)"
      for (index, address) in addresses.enumerated() {
        transfers.append(
          WalletTransfer(
            transaction: transaction, height: Int64(epoch) * 14_400, direction: .outgoing,
            counterparty: address, uakt: 1_000, memo: memo))
        expected.append(
          ExpectedTransfer(
            line: (epochs - epoch) * 3 + index % 2 + 1, transaction: transaction,
            direction: .outgoing, counterparty: address, uakt: 1_000, memo: memo))
      }
      transfers.append(
        WalletTransfer(
          transaction: transaction, height: Int64(epoch) * 14_400, direction: .fee,
          counterparty: nil, uakt: 5_000, memo: memo))
      expected.append(
        ExpectedTransfer(
          line: epoch, transaction: transaction, direction: .fee, counterparty: nil, uakt: 5_000,
          memo: memo))
    }
    expected.reverse()
    let found = watch.time("reconcile") {
      Reconciliation(
        transfers: transfers, expected: expected, openingUakt: total + 7, closingUakt: 7)
    }
    guard found.isClean, found.matches.count == transfers.count else {
      throw Failure("the books do not fit: \(found.findings.count) findings")
    }
    watch.note("transfers", transfers.count)
  }
}
