import Evidence
import Policy
import Quantities

/// Small worlds with short slots, and a catalogue of three classes known by one letter.
enum EvidenceFixture {
  static let slotSeconds: Int64 = 10
  static let origin: Int64 = 1_000_000

  static let descriptors = ["a", "A", "b", "c", "x", "y"].map {
    DeviceDescriptor(vendor: "v", name: $0, modelID: "1", interface: "i", memorySize: "16Gi")
  }

  /// `a` and `A` are class 0, `b` 1, `c` 2; `y` is ambiguous and all else unknown.
  static func classify(_ device: DeviceDescriptor) -> ClassMatch {
    switch device.name {
    case "a", "A": .known(ClassIndex(0))
    case "b": .known(ClassIndex(1))
    case "c": .known(ClassIndex(2))
    case "y": .ambiguous([ClassIndex(0), ClassIndex(1)], missing: [.memory])
    default: .unknown(.nothingSaid)
    }
  }

  static func digest(_ number: UInt64) -> Digest { Digest(bigEndianWords: number, 1, 2, 3) }

  static func observer(_ number: Int) -> ObserverKey {
    ObserverKey(bytes: Digest(bigEndianWords: 9, 9, 9, UInt64(number)))
  }

  static func header(
    _ type: SegmentType, observer: Int = 0, startSlot: Int = 0, slots: Int, roster: UInt32 = 8,
    sequence: UInt64 = 0, salt: UInt8 = 7, slotSeconds: Int64 = EvidenceFixture.slotSeconds
  ) throws -> SegmentHeader {
    try SegmentHeader(
      type: type, program: digest(77), observer: Self.observer(observer),
      start: Timestamp(seconds: origin + Int64(startSlot) * slotSeconds),
      slotSeconds: slotSeconds, slotCount: slots, rosterSize: roster, rosterDigest: digest(5),
      sequence: sequence, previous: sequence == 0 ? nil : digest(6),
      salt: Array(repeating: salt, count: 16))
  }

  static func set(_ ranges: [Range<Int>], slots: Int) -> SlotSet {
    var set = SlotSet(slotCount: slots)
    for range in ranges { set.insert(range) }
    return set
  }

  static func span(slots: Int, from: Int = 0) throws -> TimeSpan {
    let start = try Timestamp(seconds: origin + Int64(from) * slotSeconds)
    return try TimeSpan(
      start: start, end: start.adding(seconds: Int64(slots) * slotSeconds))
  }

  /// A presence segment of an observer with one inventory run per provider.
  static func presence(
    observer: Int, slots: Int, rows: [PresenceRow], startSlot: Int = 0
  ) throws -> Segment {
    try .presence(
      PresenceSegment(
        bytes: SegmentWriter.presence(
          header(.presence, observer: observer, startSlot: startSlot, slots: slots),
          descriptors: descriptors, rows: rows)))
  }

  static func run(
    _ node: UInt16 = 0, _ descriptor: UInt16, _ count: UInt32, _ slots: Range<Int>
  ) -> InventoryRun {
    InventoryRun(
      node: node, descriptor: descriptor, from: UInt16(slots.lowerBound),
      to: UInt16(slots.upperBound), capacity: count, allocatable: count, allocated: 0)
  }

  static func named(_ segments: [Segment]) -> [NamedSegment] {
    segments.enumerated().map {
      NamedSegment(digest: digest(UInt64($0) + 1_000), segment: $1)
    }
  }

  static func input(
    slots: Int, quorum: QuorumRule = QuorumRule(state: 2, count: 2, lease: 1, proof: 2),
    segments: [Segment], tracks: [CountTrack] = []
  ) throws -> TallyInput {
    TallyInput(
      span: try span(slots: slots), slotSeconds: slotSeconds, quorum: quorum, rosterSize: 8,
      segments: named(segments), tracks: tracks, classify: classify)
  }
}
