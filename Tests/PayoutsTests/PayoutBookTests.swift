import Payouts
import Quantities
import Testing

@Suite struct PayoutBookTests {
  private typealias Machine = PayoutMachineTests
  private static let two = Array(PayoutMachineTests.nodes.prefix(2))

  private func book(_ records: [PayoutRecord] = PayoutMachineTests.signed) throws -> PayoutBook {
    var book = PayoutBook(rule: PayoutMachineTests.rule)
    for record in records { try book.admit(record) }
    return book
  }

  @Test func eachRecordIsRefusedForItsOwnReason() throws {
    let book = try book()
    let signBytes = Machine.draft.signBytes
    let unknown = Samples.digest(404)
    let included = Machine.included()
    var rows: [(PayoutRecord, PayoutRefusal)] = [
      (.signed(signBytes: unknown, transaction: Machine.hash), .signBytesUnknown(unknown)),
      (.signed(signBytes: signBytes, transaction: Machine.hash), .transactionKnown(Machine.hash)),
      (.confirmed(included, nodes: [Self.two[0]]), .nodes(found: 1, needed: 2)),
      (.confirmed(included, nodes: [Self.two[0], Self.two[0]]), .nodes(found: 1, needed: 2)),
      (.confirmed(included, nodes: [Self.two[0]] + Self.two), .nodes(found: 2, needed: 2)),
      (.confirmed(Machine.included(code: 5), nodes: Self.two), .codeContradicts(5)),
      (.confirmed(Machine.included(used: false), nodes: Self.two), .codeContradicts(0)),
      (.failed(included, nodes: Self.two), .codeContradicts(0)),
      (.failed(Machine.included(code: 32, used: false), nodes: Self.two), .codeContradicts(32)),
    ]
    for height: Int64 in [1_000, 1_051] {
      rows.append(
        (
          .confirmed(Machine.included(height: height), nodes: Self.two),
          .inclusionImpossible(height: height)
        ))
    }
    rows.append(
      (
        .confirmed(Machine.included(sequence: 6), nodes: Self.two),
        .inclusionImpossible(height: 1_010)
      ))
    for range in [Int64(1_002)...1_051, 1_001...1_050] {
      rows.append(
        (
          .expired(signBytes: signBytes, .timeout(scanned: range), nodes: Self.two),
          .scanIncomplete(from: 1_001, through: 1_051)
        ))
    }
    // Its own sign bytes, another sequence, or one that was not used prove nothing.
    for other in [
      included, Machine.included(signBytes: unknown, sequence: 6),
      Machine.included(code: 32, used: false, signBytes: unknown),
    ] {
      rows.append(
        (
          .expired(signBytes: signBytes, .sequenceUsed(by: other), nodes: Self.two),
          .sequenceNotUsedByOther
        ))
    }
    rows.append(
      (
        .expired(signBytes: signBytes, .timeout(scanned: 1_001...1_051), nodes: []),
        .nodes(found: 0, needed: 2)
      ))
    for (record, refusal) in rows { #expect(book.refusal(of: record) == refusal, "\(record)") }
  }

  @Test func hostileHeightsAndSequencesAreRefusedAndNeverTrap() throws {
    for base in [Int64.min, -1, .max - 1, .max] {
      for timeout in [Int64.min, 0, .max] {
        var draft = Machine.draft
        (draft.baseHeight, draft.timeoutHeight) = (base, timeout)
        #expect(try book([]).refusal(of: .prepared(draft)) != nil)
      }
    }
    var draft = Machine.draft
    draft.sequence = .max
    #expect(try book([]).refusal(of: .prepared(draft)) == .sequenceStale(.max, next: 0))
    draft = Machine.draft
    draft.totalUakt = .max
    #expect(try book([]).refusal(of: .prepared(draft)) == .nothingToPay)
  }

  @Test func oneUndecidedBatchPerWallet() throws {
    var other = Machine.draft
    other.batch = 2
    other.signBytes = Samples.digest(101)
    let refusal = PayoutRefusal.undecided(batch: 1, signBytes: Machine.draft.signBytes)
    #expect(try book().refusal(of: .prepared(other)) == refusal)
    let paid = try book(Machine.signed + [.confirmed(Machine.included(), nodes: Self.two)])
    other.sequence = 6
    #expect(paid.refusal(of: .prepared(other)) == nil)
    #expect(paid.refusal(of: .prepared(Machine.draft)) == .signBytesKnown(Machine.draft.signBytes))
  }

  @Test func heightsJoinIntoRangesInAnyOrder() {
    var heights = HeightRanges()
    for height: Int64 in [5, 3, 9, 4, 8, 5, 1] { heights.insert(height) }
    #expect(heights.ranges == [1...1, 3...5, 8...9])
    #expect(heights.contains(3...5) && !heights.contains(3...6) && !heights.contains(7))
    #expect(heights.firstGap(in: 1...9, limit: 10) == 2...2)
    #expect(heights.firstGap(in: 3...9, limit: 1) == 6...6)
    #expect(heights.firstGap(in: 3...5, limit: 10) == nil)
    #expect(heights.firstGap(in: 9...12, limit: 10) == 10...12)
    #expect(heights.firstGap(in: 1...9, limit: .max) == 2...2)
    #expect(heights.firstGap(in: 9...(.max), limit: .max) == 10...(.max))
    var highest = HeightRanges()
    highest.insert(.max)
    highest.insert(.max - 1)
    #expect(highest.ranges == [(.max - 1)...(.max)])
    let gap = highest.firstGap(in: 1...(.max), limit: .max)
    #expect(gap?.lowerBound == 1 && gap?.upperBound == Int64.max - 2)
    #expect(highest.firstGap(in: (.max - 1)...(.max), limit: 1) == nil)
    heights.forget(below: 4)
    #expect(heights.ranges == [4...5, 8...9])
  }
}
