import Evidence
import Policy
import Quantities
import TestSupport

// Cutting what observers saw into files, in any way that keeps the observations.
extension RandomWorld {
  private typealias Fixture = EvidenceFixture

  /// Every observer's evidence in one file of each type, in order.
  func wholeFiles() throws -> [Segment] {
    try observers.indices.flatMap { observer in
      let proofs = observers[observer].proofSlots
      return try [presence(observer, 0..<slots), lease(observer, 0..<slots), price(observer)]
        + (proofs.isEmpty ? [] : [proof(observer, proofs)])
    }
  }

  /// The same observations cut at random slots, runs cut further, files shuffled.
  func cutFiles(_ random: inout SplitMix64) throws -> [Segment] {
    var files: [Segment] = []
    for observer in observers.indices {
      for part in Self.parts(0..<slots, &random) {
        files.append(try presence(observer, part, cutting: &random))
      }
      for part in Self.parts(observers[observer].proofSlots, &random) {
        files.append(try proof(observer, part))
      }
      for part in Self.parts(0..<slots, &random) {
        files.append(try lease(observer, part))
      }
      files.append(try price(observer))
    }
    return random.shuffled(files)
  }

  private static func parts(_ range: Range<Int>, _ random: inout SplitMix64) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var from = range.lowerBound
    while from < range.upperBound {
      let to = random.oneIn(3) ? range.upperBound : random.within(from + 1...range.upperBound)
      parts.append(from..<to)
      from = to
    }
    return parts
  }

  private func presence(_ observer: Int, _ part: Range<Int>) throws -> Segment {
    var none: SplitMix64?
    return try presence(observer, part, &none)
  }

  private func presence(
    _ observer: Int, _ part: Range<Int>, cutting random: inout SplitMix64
  ) throws -> Segment {
    var optional: SplitMix64? = random
    defer { if let optional { random = optional } }
    return try presence(observer, part, &optional)
  }

  private func presence(
    _ observer: Int, _ part: Range<Int>, _ random: inout SplitMix64?
  ) throws -> Segment {
    var rows: [PresenceRow] = []
    for row in observers[observer].presence {
      var inventory: [InventoryRun] = []
      for run in row.inventory {
        inventory += Self.cut(run, part, &random)
      }
      rows.append(
        PresenceRow(
          provider: row.provider, up: Self.cut(row.up, part), down: Self.cut(row.down, part),
          inventory: inventory))
    }
    let header = try Fixture.header(
      .presence, observer: observer, startSlot: part.lowerBound, slots: part.count)
    return .presence(
      try PresenceSegment(
        bytes: SegmentWriter.presence(header, descriptors: Fixture.descriptors, rows: rows)))
  }

  private static func cut(_ set: SlotSet, _ part: Range<Int>) -> SlotSet {
    var result = SlotSet(slotCount: part.count)
    for slot in part where set.contains(slot) { result.insert(slot - part.lowerBound) }
    return result
  }

  private static func cut(
    _ run: InventoryRun, _ part: Range<Int>, _ random: inout SplitMix64?
  ) -> [InventoryRun] {
    let from = max(Int(run.from), part.lowerBound) - part.lowerBound
    let to = min(Int(run.to), part.upperBound) - part.lowerBound
    guard from < to else { return [] }
    var whole = run
    whole.from = UInt16(from)
    whole.to = UInt16(to)
    guard to - from > 1, let isWhole = random?.oneIn(2), !isWhole,
      let middle = random?.within(from + 1...to - 1)
    else { return [whole] }
    var (first, second) = (whole, whole)
    first.to = UInt16(middle)
    second.from = UInt16(middle)
    return [first, second]
  }

  private func proof(_ observer: Int, _ part: Range<Int>) throws -> Segment {
    var rows: [ProofRow] = []
    for row in observers[observer].proofs {
      guard let (from, to) = Self.cut(row.from, row.to, part) else { continue }
      var cut = row
      (cut.from, cut.to) = (from, to)
      // Two rows of one device may now begin together: only the first can stand.
      if rows.contains(where: {
        ($0.provider, $0.from, $0.device) == (cut.provider, cut.from, cut.device)
      }) {
        continue
      }
      rows.append(cut)
    }
    let header = try Fixture.header(
      .proof, observer: observer, startSlot: part.lowerBound, slots: part.count)
    return .proof(
      try ProofSegment(
        bytes: SegmentWriter.proof(header, descriptors: Fixture.descriptors, rows: rows)))
  }

  private func lease(_ observer: Int, _ part: Range<Int>) throws -> Segment {
    var rows: [LeaseRow] = []
    for row in observers[observer].leases {
      guard let (from, to) = Self.cut(row.from, row.to, part) else { continue }
      var cut = row
      (cut.from, cut.to) = (from, to)
      rows.append(cut)
    }
    let header = try Fixture.header(
      .lease, observer: observer, startSlot: part.lowerBound, slots: part.count)
    return .lease(
      try LeaseSegment(
        bytes: SegmentWriter.lease(header, descriptors: Fixture.descriptors, rows: rows)))
  }

  private func price(_ observer: Int) throws -> Segment {
    let header = try Fixture.header(.price, observer: observer, slots: slots)
    return .price(
      try PriceSegment(
        bytes: SegmentWriter.price(
          header, sources: [Label("a"), Label("b"), Label("c")],
          rows: observers[observer].prices)))
  }

  private static func cut(
    _ from: UInt32, _ to: UInt32, _ part: Range<Int>
  ) -> (UInt32, UInt32)? {
    let low = UInt32(part.lowerBound * 10)
    let high = UInt32(part.upperBound * 10)
    let (first, end) = (max(from, low), min(to, high))
    return first < end ? (first - low, end - low) : nil
  }

  func input(_ segments: [Segment]) throws -> TallyInput {
    TallyInput(
      span: try span, slotSeconds: Fixture.slotSeconds, quorum: quorum, rosterSize: 8,
      segments: Fixture.named(segments), tracks: Self.tracks, classify: Fixture.classify,
      priceRule: PriceWindowRule(windowSeconds: 100, minimumSamples: 2, minimumSources: 2))
  }
}
