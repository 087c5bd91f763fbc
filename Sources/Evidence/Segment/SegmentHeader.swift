import Encoding
public import Quantities

/// What stands in the first line of every segment, apart from the directory of its tables.
public struct SegmentHeader: Hashable, Sendable {
  /// The longest header, its line end included.
  public static let limitHeaderBytes = 8_192
  /// The longest segment.
  public static let limitFileBytes = 1 << 30
  /// The most slots of a segment.
  public static let limitSlots = 65_535
  /// The longest slot: a day.
  public static let limitSlotSeconds: Int64 = 86_400
  /// The highest sequence number, which every JSON reader holds exactly.
  public static let limitSequence: UInt64 = (1 << 53) - 1
  /// The bytes of the salt.
  public static let saltBytes = 16

  /// What kind of evidence it is.
  public let type: SegmentType
  /// The program's id.
  public let program: Digest
  /// Whose evidence it is.
  public let observer: ObserverKey
  /// The first second of slot 0; a multiple of the slot.
  public let start: Timestamp
  /// Seconds per slot, 1…86,400.
  public let slotSeconds: Int64
  /// The number of slots, 1…65,535.
  public let slotCount: Int
  /// The lines of the roster that the observer knew; providers are numbered below it.
  public let rosterSize: UInt32
  /// SHA-256 of exactly those lines.
  public let rosterDigest: Digest
  /// The observer's own counter over its segments of this type, from 0.
  public let sequence: UInt64
  /// The digest of the segment before, nil at 0.
  public let previous: Digest?
  /// 128 random bits.
  public let salt: [UInt8]

  /// Checks the fields against each other; throws what a reader would.
  public init(
    type: SegmentType, program: Digest, observer: ObserverKey, start: Timestamp,
    slotSeconds: Int64, slotCount: Int, rosterSize: UInt32, rosterDigest: Digest,
    sequence: UInt64, previous: Digest?, salt: [UInt8]
  ) throws(SegmentRejection) {
    self.type = type
    self.program = program
    self.observer = observer
    self.start = start
    self.slotSeconds = slotSeconds
    self.slotCount = slotCount
    self.rosterSize = rosterSize
    self.rosterDigest = rosterDigest
    self.sequence = sequence
    self.previous = previous
    self.salt = salt
    try check()
  }

  private func check() throws(SegmentRejection) {
    func require(_ holds: Bool, _ key: String) throws(SegmentRejection) {
      guard holds else {
        throw .headerField(
          JSONFieldError(path: .member(.root, key), what: .refused("out of range")))
      }
    }
    try require((1...Self.limitSlotSeconds).contains(slotSeconds), "slot")
    try require((1...Self.limitSlots).contains(slotCount), "slots")
    try require(salt.count == Self.saltBytes, "salt")
    try require(sequence <= Self.limitSequence, "sequence")
    guard start.seconds % slotSeconds == 0 else {
      throw .startOffSlot(start: start.seconds, slotSeconds: slotSeconds)
    }
    guard start.seconds + slotSeconds * Int64(slotCount) <= Timestamp.limitSeconds else {
      throw .endOutOfBounds
    }
    guard (sequence == 0) == (previous == nil) else { throw .previousMismatch(sequence: sequence) }
  }

  /// The seconds that the segment covers.
  public var span: TimeSpan {
    do {
      return try TimeSpan(start: start, end: start.adding(seconds: lengthSeconds))
    } catch {
      preconditionFailure("A header's end was checked when it was made.")
    }
  }

  /// The seconds of all slots.
  public var lengthSeconds: Int64 { slotSeconds * Int64(slotCount) }

  /// The bytes of one provider's row in a plane.
  var planeRowBytes: Int { (slotCount + 7) / 8 }
}

extension SegmentHeader {
  /// The header line with its line end, for tables of these lengths.
  func encoded(lengths: [(table: SegmentTable, bytes: Int)]) -> [UInt8] {
    var writer = JSONWriter(reserving: 2_048)
    writer.object { writer in
      writer.field("segment", 1)
      writer.field("type", type.name)
      writer.field("program", program.hex)
      writer.field("observer", observer.text)
      writer.field("start", start.seconds)
      writer.field("slot", slotSeconds)
      writer.field("slots", slotCount)
      writer.object("roster") { writer in
        writer.field("size", rosterSize)
        writer.field("digest", rosterDigest.hex)
      }
      writer.field("sequence", sequence)
      writer.key("previous")
      if let previous { writer.string(previous.hex) } else { writer.null() }
      writer.field("salt", hex: salt)
      writer.array("tables", lengths) { writer, entry in
        writer.object { writer in
          writer.field("name", entry.table.rawValue)
          writer.field("length", entry.bytes)
        }
      }
    }
    return writer.finish() + [UInt8(ascii: "\n")]
  }

  /// Reads a header line without its line end, and the directory.
  static func read(
    _ line: [UInt8]
  ) throws(SegmentRejection) -> (header: SegmentHeader, lengths: [Int]) {
    let value: JSONValue
    do { value = try JSONReader.read(line, limitBytes: limitHeaderBytes, limitDepth: 4) } catch {
      throw .headerNotJSON(error)
    }
    let draft: HeaderDraft
    do { draft = try HeaderDraft(JSONNode(value)) } catch { throw .headerField(error) }
    let header = try draft.header()
    let layout = TableLayout.tables(of: header.type)
    for (position, expected) in layout.enumerated() {
      guard position < draft.tables.count,
        draft.tables[position].name.utf8.elementsEqual(expected.table.rawValue.utf8)
      else { throw .directoryWrong(position: position) }
    }
    guard draft.tables.count == layout.count else { throw .directoryWrong(position: layout.count) }
    let lengths = draft.tables.map(\.length)
    let canonical = header.encoded(lengths: zip(layout, lengths).map { ($0.table, $1) })
    guard canonical.dropLast().elementsEqual(line) else { throw .headerNotCanonical }
    return (header, lengths)
  }
}

/// A header's fields as read, each in its own range but not yet held against the others.
private struct HeaderDraft {
  let type: SegmentType
  let program: Digest
  let observer: ObserverKey
  let start: Timestamp
  let slotSeconds: Int64
  let slotCount: Int
  let rosterSize: UInt32
  let rosterDigest: Digest
  let sequence: UInt64
  let previous: Digest?
  let salt: [UInt8]
  let tables: [(name: String, length: Int)]

  init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    _ = try fields.required("segment").integer(Int.self, in: 1...1)
    let typeNode = try fields.required("type")
    guard let type = SegmentType(name: try typeNode.string()) else {
      throw typeNode.error(.refused("no type of segment"))
    }
    self.type = type
    program = try fields.required("program").parse(Digest.init(hex:))
    let observerNode = try fields.required("observer")
    guard let observer = ObserverKey(try observerNode.string()) else {
      throw observerNode.error(.refused("not ed25519: and 64 lower-case digits"))
    }
    self.observer = observer
    start = try fields.required("start").parse(Int64.self, Timestamp.init(seconds:))
    slotSeconds = try fields.required("slot").integer(in: 1...SegmentHeader.limitSlotSeconds)
    slotCount = try fields.required("slots").integer(in: 1...SegmentHeader.limitSlots)
    var roster = try fields.required("roster").fields()
    rosterSize = try roster.required("size").integer()
    rosterDigest = try roster.required("digest").parse(Digest.init(hex:))
    try roster.finish()
    sequence = try fields.required("sequence").integer(in: 0...SegmentHeader.limitSequence)
    let previousNode = try fields.required("previous")
    previous = previousNode.isNull ? nil : try previousNode.parse(Digest.init(hex:))
    let saltNode = try fields.required("salt")
    salt = try saltNode.parse(Hex.bytes)
    guard salt.count == SegmentHeader.saltBytes else {
      throw saltNode.error(.refused("not 32 lower-case digits"))
    }
    tables = try fields.required("tables").array(limit: 32) { node throws(JSONFieldError) in
      var entry = try node.fields()
      let name = try entry.required("name").string(limitBytes: 64)
      let length = try entry.required("length").integer(
        Int.self, in: 0...SegmentHeader.limitFileBytes)
      try entry.finish()
      return (name, length)
    }
    try fields.finish()
  }

  func header() throws(SegmentRejection) -> SegmentHeader {
    try SegmentHeader(
      type: type, program: program, observer: observer, start: start, slotSeconds: slotSeconds,
      slotCount: slotCount, rosterSize: rosterSize, rosterDigest: rosterDigest,
      sequence: sequence, previous: previous, salt: salt)
  }
}
