import Evidence
import Policy
import Quantities
import Testing

@Suite struct SegmentRejectionTests {
  /// Every rule has a number; a case added without one does not compile.
  private static let ruleCount = 25

  private static func rule(_ rejection: SegmentRejection) -> Int {
    switch rejection {
    case .fileTooLong: 0
    case .headerUnterminated: 1
    case .headerNotJSON: 2
    case .headerField: 3
    case .headerNotCanonical: 4
    case .typeUnexpected: 5
    case .startOffSlot: 6
    case .endOutOfBounds: 7
    case .previousMismatch: 8
    case .directoryWrong: 9
    case .lengthWrong: 10
    case .rowCut: 11
    case .bytesMissing: 12
    case .bytesLeftOver: 13
    case .tableNotJSON: 14
    case .tableField: 15
    case .tableNotCanonical: 16
    case .elementTwice: 17
    case .numberOutOfRange: 18
    case .orderBroken: 19
    case .runsOverlap: 20
    case .runEmpty: 21
    case .bothBits: 22
    case .spareBit: 23
    case .nullCounted: 24
    }
  }

  private struct Row {
    let type: SegmentType
    let bytes: [UInt8]
    let expected: SegmentRejection?
    let rule: Int

    init(_ type: SegmentType, _ bytes: [UInt8], _ expected: SegmentRejection) {
      self.type = type
      self.bytes = bytes
      self.expected = expected
      rule = SegmentRejectionTests.rule(expected)
    }

    init(_ type: SegmentType, _ bytes: [UInt8], rule: Int) {
      self.type = type
      self.bytes = bytes
      expected = nil
      self.rule = rule
    }
  }

  private static func headerRows() throws -> [Row] {
    let good = try SegmentExamples.presence()
    let raw = try RawSegment(good)
    func head(_ old: String, _ new: String) -> [UInt8] { raw.replacing(old, new) }
    var rows = [
      Row(.presence, Array(good.prefix(40)), .headerUnterminated),
      Row(.presence, [], .headerUnterminated),
      Row(.presence, Array("{\"segment\":1\n".utf8), rule: 2),
      Row(.presence, head("\"segment\":1", "\"segment\":2"), rule: 3),
      Row(.presence, head("\"slots\":12", "\"slots\":0"), rule: 3),
      Row(.presence, head("\"slots\":12", "\"slots\":65536"), rule: 3),
      Row(.presence, head("\"slot\":10", "\"slot\":0"), rule: 3),
      Row(.presence, head("\"slot\":10", "\"slot\":86401"), rule: 3),
      Row(.presence, head("\"size\":8", "\"size\":-1"), rule: 3),
      Row(.presence, head("\"size\":8", "\"size\":4294967296"), rule: 3),
      Row(.presence, head("ed25519:", "secp256k1:"), rule: 3),
      Row(.presence, head("\"salt\":\"07", "\"salt\":\"0"), rule: 3),
      Row(.presence, head("\"sequence\":0", "\"sequence\":9007199254740992"), rule: 3),
      Row(.presence, head("\"salt\"", "\"extra\":1,\"salt\""), rule: 3),
      Row(.presence, head("{\"segment\":1,", "{ \"segment\":1,"), .headerNotCanonical),
      Row(.proof, good, .typeUnexpected(.presence)),
      Row(
        .presence, head("\"start\":1000000", "\"start\":1000001"),
        .startOffSlot(start: 1_000_001, slotSeconds: 10)),
      Row(.presence, head("\"start\":1000000", "\"start\":7289654390"), .endOutOfBounds),
      Row(.presence, head("\"sequence\":0", "\"sequence\":1"), .previousMismatch(sequence: 1)),
    ]
    let proof = try RawSegment(SegmentExamples.proof())
    rows.append(
      Row(
        .proof, proof.replacing("\"sequence\":3", "\"sequence\":0"),
        .previousMismatch(sequence: 0)))
    return rows
  }

  private static func lengthRows() throws -> [Row] {
    let good = try SegmentExamples.presence()
    let raw = try RawSegment(good)
    var swapped = raw
    swapped.tables.swapAt(2, 3)
    var short = raw
    short.tables.removeLast()
    var long = raw
    long.tables.append(("more", []))
    return [
      Row(.presence, swapped.bytes, .directoryWrong(position: 2)),
      Row(.presence, short.bytes, .directoryWrong(position: 15)),
      Row(.presence, long.bytes, .directoryWrong(position: 16)),
      Row(.presence, raw.with("up", [0, 0, 0]), .lengthWrong(.up, bytes: 3, expected: 4)),
      Row(
        .presence, raw.with("reason.code", [1]), .lengthWrong(.reasonCode, bytes: 1, expected: 3)),
      Row(.presence, raw.with("providers", [0, 0, 0]), .rowCut(.providers, bytes: 3, rowBytes: 4)),
      Row(.presence, Array(good.dropLast()), .bytesMissing(.inventoryAllocated, missing: 1)),
      Row(.presence, good + [0], .bytesLeftOver(1)),
    ]
  }

  private static func presenceRows() throws -> [Row] {
    let raw = try RawSegment(SegmentExamples.presence())
    let one = "{\"vendor\":\"v\",\"name\":\"a\",\"id\":\"1\",\"interface\":\"i\",\"memory\":\"\"}"
    func text(_ table: String, _ text: String) -> [UInt8] { raw.with(table, Array(text.utf8)) }
    func byte(_ table: String, _ position: Int, _ byte: UInt8) -> [UInt8] {
      raw.with(table, at: position, byte)
    }
    let long = one.replacing(
      "\"name\":\"a\"", with: "\"name\":\"\(String(repeating: "a", count: 257))\"")
    return [
      Row(.presence, text("descriptors", "[{]"), rule: 14),
      Row(.presence, raw.with("descriptors", [0x5B, 0x22, 0xFF, 0x22, 0x5D]), rule: 14),
      Row(.presence, text("descriptors", "[{\"vendor\":\"v\"}]"), rule: 15),
      Row(.presence, text("descriptors", "[\(long)]"), rule: 15),
      Row(.presence, text("descriptors", "[\(one)] "), .tableNotCanonical(.descriptors)),
      Row(.presence, text("descriptors", "[\(one),\(one)]"), .elementTwice(.descriptors, row: 1)),
      Row(
        .presence, byte("providers", 4, 8), .numberOutOfRange(.providers, row: 1, value: 8)),
      Row(.presence, byte("providers", 4, 1), .orderBroken(.providers, row: 1)),
      Row(.presence, byte("providers", 4, 0), .orderBroken(.providers, row: 1)),
      Row(.presence, byte("up", 0, 0b0011_1111), .bothBits(row: 0, slot: 5)),
      Row(.presence, byte("up", 3, 0b0001_0000), .spareBit(.up, row: 1)),
      Row(.presence, byte("down", 1, 0b1000_0000), .spareBit(.down, row: 0)),
      Row(
        .presence, byte("reason.row", 8, 2), .numberOutOfRange(.reasonRow, row: 2, value: 2)),
      Row(.presence, byte("reason.row", 0, 1), .orderBroken(.reasonRow, row: 1)),
      Row(
        .presence, byte("reason.code", 1, 9), .numberOutOfRange(.reasonCode, row: 1, value: 9)),
      Row(.presence, byte("reason.to", 2, 13), .numberOutOfRange(.reasonTo, row: 1, value: 13)),
      Row(.presence, byte("reason.to", 2, 6), .runEmpty(.reasonFrom, row: 1)),
      Row(.presence, byte("reason.to", 0, 7), .runsOverlap(.reasonFrom, row: 1)),
      Row(.presence, byte("reason.from", 2, 5), .orderBroken(.reasonFrom, row: 1)),
      Row(
        .presence, byte("inventory.row", 16, 2),
        .numberOutOfRange(.inventoryRow, row: 4, value: 2)),
      Row(.presence, byte("inventory.row", 0, 1), .orderBroken(.inventoryRow, row: 1)),
      Row(.presence, byte("inventory.node", 0, 2), .orderBroken(.inventoryRow, row: 1)),
      Row(
        .presence, byte("inventory.descriptor", 4, 6),
        .numberOutOfRange(.inventoryDescriptor, row: 2, value: 6)),
      Row(
        .presence, byte("inventory.to", 4, 13),
        .numberOutOfRange(.inventoryTo, row: 2, value: 13)),
      Row(.presence, byte("inventory.to", 6, 0), .runEmpty(.inventoryFrom, row: 3)),
      Row(.presence, byte("inventory.to", 0, 6), .runsOverlap(.inventoryFrom, row: 1)),
      Row(.presence, byte("inventory.from", 2, 0), .orderBroken(.inventoryFrom, row: 1)),
      Row(.presence, byte("inventory.allocated", 12, 1), .nullCounted(row: 3)),
    ]
  }

  private static func smallRows() throws -> [Row] {
    let proof = try RawSegment(SegmentExamples.proof())
    let lease = try RawSegment(SegmentExamples.lease())
    let price = try RawSegment(SegmentExamples.price())
    let closing = try RawSegment(SegmentExamples.closing())
    func range(_ table: SegmentTable, _ row: Int, _ value: UInt64) -> SegmentRejection {
      .numberOutOfRange(table, row: row, value: value)
    }
    return [
      Row(.proof, proof.with("provider", at: 8, 8), range(.provider, 2, 8)),
      Row(.proof, proof.with("descriptor", at: 0, 6), range(.descriptor, 0, 6)),
      Row(.proof, proof.with("level", at: 0, 0), range(.level, 0, 0)),
      Row(.proof, proof.with("level", at: 0, 3), range(.level, 0, 3)),
      Row(.proof, proof.with("attested", at: 1, 2), range(.attested, 1, 2)),
      Row(.proof, proof.with("to", at: 0, 121), range(.to, 0, 121)),
      Row(.proof, proof.with("to", at: 8, 10), .runEmpty(.from, row: 2)),
      Row(.proof, proof.with("provider", at: 0, 1), .orderBroken(.provider, row: 1)),
      Row(.proof, proof.with("device", at: 21, 11), .orderBroken(.provider, row: 1)),
      Row(.lease, lease.with("provider", at: 0, 8), range(.provider, 0, 8)),
      Row(.lease, lease.with("descriptor", at: 0, 6), range(.descriptor, 0, 6)),
      Row(.lease, lease.with("state", at: 0, 3), range(.state, 0, 3)),
      Row(.lease, lease.with("answered", at: 0, 2), range(.answered, 0, 2)),
      Row(.lease, lease.with("denom", at: 0, 2), range(.denom, 0, 2)),
      Row(.lease, lease.with("price", at: 7, 255), rule: 18),
      Row(.lease, lease.with("to", at: 4, 121), range(.to, 1, 121)),
      Row(.lease, lease.with("to", at: 4, 60), .runEmpty(.from, row: 1)),
      Row(.lease, lease.with("to", at: 0, 61), .runsOverlap(.from, row: 1)),
      Row(.lease, lease.with("from", at: 4, 0), .orderBroken(.lease, row: 1)),
      Row(.closing, closing.with("provider", at: 4, 8), range(.provider, 1, 8)),
      Row(.closing, closing.with("at", at: 0, 120), range(.at, 0, 120)),
      Row(.closing, closing.with("reason", at: 1, 7), range(.reason, 1, 7)),
      Row(.closing, closing.with("lease", at: 19, 7), .orderBroken(.lease, row: 1)),
      Row(.price, price.with("at", at: 8, 120), range(.at, 2, 120)),
      Row(.price, price.with("source", at: 0, 2), range(.source, 0, 2)),
      Row(.price, price.with("source", at: 2, 0), .orderBroken(.at, row: 1)),
      Row(.price, price.with("high", at: 18, 1), rule: 18),
      Row(.price, price.with("low", Array(repeating: 0, count: 24)), range(.low, 0, 0)),
      Row(.price, price.with("sources", Array("[\"Kraken\",\"b\"]".utf8)), rule: 15),
      Row(
        .price, price.with("sources", Array("[\"b\",\"b\"]".utf8)),
        .elementTwice(.sources, row: 1)),
      Row(
        .price, price.with("sources", Array("[\"b\", \"c\"]".utf8)), .tableNotCanonical(.sources)),
    ]
  }

  @Test func everyRuleRefusesWithItsFigures() throws {
    let rows = try Self.headerRows() + Self.lengthRows() + Self.presenceRows() + Self.smallRows()
    var seen: Set<Int> = []
    for (position, row) in rows.enumerated() {
      do {
        _ = try Segment(bytes: row.bytes, type: row.type)
        Issue.record("row \(position) was accepted, expected rule \(row.rule)")
      } catch {
        #expect(Self.rule(error) == row.rule, "row \(position): \(error)")
        if let expected = row.expected { #expect(error == expected, "row \(position): \(error)") }
        #expect(!"\(error)".isEmpty)
        seen.insert(Self.rule(error))
      }
    }
    // A file above 1 GiB is refused before anything is read; it is not made here.
    seen.insert(Self.rule(.fileTooLong(bytes: 0)))
    #expect(seen == Set(0..<Self.ruleCount))
  }
}
