import Evidence
import Policy
import Quantities
import TestSupport
import Testing

@Suite struct SegmentFuzzTests {
  private typealias Fixture = EvidenceFixture

  /// Changes bytes, cuts, doubles or moves stretches.
  private func mutated(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(4) {
      guard !bytes.isEmpty else { return bytes }
      let at = random.below(bytes.count)
      let length = min(random.below(24), bytes.count - at)
      switch random.below(7) {
      case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[at] ^= 1 << UInt8(random.below(8))
      case 2: bytes.removeSubrange(at..<at + length)
      case 3: bytes.insert(contentsOf: bytes[at..<at + length], at: random.below(bytes.count))
      case 4: bytes = Array(bytes.prefix(at))
      case 5: for index in at..<at + length { bytes[index] = random.oneIn(2) ? 0xFF : 0 }
      default:
        // A digit of the header: counts and lengths that are far from the truth.
        let digits = bytes.indices.filter { (48...57).contains(bytes[$0]) }
        guard !digits.isEmpty else { continue }
        bytes.insert(UInt8(48 + random.below(10)), at: random.pick(digits))
      }
    }
    return bytes
  }

  @Test func mutatedSegmentsAreRefusedOrReadButNeverTrap() throws {
    let originals = try SegmentType.allCases.map { ($0, try SegmentExamples.file($0)) }
    var random = SplitMix64(seed: 2_024)
    var accepted = 0
    for round in 0..<20_000 {
      let (type, bytes) = originals[round % originals.count]
      guard let segment = try? Segment(bytes: mutated(bytes, &random), type: type) else {
        continue
      }
      accepted += 1
      try use(segment)
    }
    // Salts and planes take some changes, so that what is read is used as well.
    #expect(accepted > 100)
  }

  /// Reads every row, and tallies it with three observers' more.
  private func use(_ segment: Segment) throws {
    switch segment {
    case .presence(let segment):
      for row in 0..<segment.rowCount { _ = segment.row(row) }
    case .proof(let segment):
      for row in 0..<segment.rowCount { _ = segment.row(row) }
    case .lease(let segment):
      for row in 0..<segment.rowCount { _ = segment.row(row) }
    case .price(let segment):
      for row in 0..<segment.rowCount { _ = segment.row(row) }
    case .closing(let segment):
      for row in 0..<segment.rowCount { _ = segment.row(row) }
    case .activity(let segment):
      for row in 0..<segment.rowCount { _ = segment.row(row) }
    }
    guard segment.header.slotCount <= 4_096 else { return }
    var input = try Fixture.input(
      slots: 16, quorum: QuorumRule(state: 1, count: 1, lease: 1, proof: 1), segments: [segment],
      tracks: [CountTrack(level: .challenged, homogeneous: true)])
    input.rosterSize = 64
    input.priceRule = PriceWindowRule(windowSeconds: 600, minimumSamples: 1, minimumSources: 1)
    _ = try? Tally.compute(input)
  }
}
