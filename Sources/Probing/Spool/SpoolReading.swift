import Encoding
import Evidence
import Quantities

/// What a spool holds, read part by part: the state, and where to go on writing.
struct SpoolReading: Sendable {
  private(set) var state: ObserverState
  /// The part to go on with, and how many of its bytes are good.
  private(set) var part: UInt64
  private(set) var offset: Int
  /// The bytes of a torn last write.
  private(set) var tornBytes = 0
  /// The highest slot of an outcome in each part, ascending by part; nil: none.
  private(set) var partSlots: [(part: UInt64, lastSlot: Int64?)] = []
  /// Whether the spool's own secret was read.
  private var hasOpening = false
  /// Slots that have an outcome or are blind.
  private(set) var begun = SlotRanges()

  /// Reads all parts; throws where one is damaged or is not this observer's.
  init(
    _ parts: [SpoolPart], program: Quantities.Digest, slotSeconds: Int64, secret: ObserverSecret,
    limitInventoryBytes: Int
  ) throws(SpoolRefusal) {
    state = ObserverState(
      numbering: SlotNumbering(slotSeconds: slotSeconds), secret: secret,
      limitInventoryBytes: limitInventoryBytes)
    part = parts.first?.number ?? 0
    offset = 0
    for (index, next) in parts.enumerated() {
      guard next.number == part &+ (index == 0 ? 0 : 1) else { throw .partMissing(part &+ 1) }
      part = next.number
      try read(next, isLast: index == parts.count - 1, program: program)
    }
  }

  private mutating func read(
    _ part: SpoolPart, isLast: Bool, program: Quantities.Digest
  ) throws(SpoolRefusal) {
    partSlots.append((part.number, nil))
    offset = 0
    var mask = SpoolFrame.firstMask
    while offset < part.bytes.count {
      guard let payload = SpoolFrame.payload(part.bytes, at: offset, mask: mask) else {
        let known = hasOpening ? state.secret.frameMask : nil
        guard isLast, !SpoolFrame.follows(part.bytes, after: offset, mask: known) else {
          throw .damaged(part: part.number, offset: offset)
        }
        tornBytes = part.bytes.count - offset
        return
      }
      try take(payload, of: part.number, program: program)
      offset += SpoolFrame.headBytes + payload.count
      mask = state.secret.frameMask
    }
    guard isLast || offset > 0 else { throw .unopened(part: part.number) }
  }

  private mutating func take(
    _ payload: ArraySlice<UInt8>, of part: UInt64, program: Quantities.Digest
  ) throws(SpoolRefusal) {
    var cursor = ByteCursor(payload)
    var isFirst = offset == 0
    while !cursor.isAtEnd {
      let record: SpoolRecord
      do { record = try SpoolRecord.read(&cursor) } catch {
        switch error {
        case .unreadable: throw .recordUnreadable(part: part, offset: offset)
        case .formUnknown(let form): throw .formUnknown(form)
        }
      }
      if case .opened(let opening) = record {
        guard isFirst else { throw .recordUnreadable(part: part, offset: offset) }
        guard opening.program == program else { throw .otherProgram(opening.program) }
        guard opening.slotSeconds == state.numbering.slotSeconds else {
          throw .otherSlot(seconds: opening.slotSeconds)
        }
        hasOpening = true
      } else if isFirst {
        throw .unopened(part: part)
      }
      isFirst = false
      _ = state.apply(record)
      note(record)
    }
  }

  private mutating func note(_ record: SpoolRecord) {
    if let slot = record.lastSlot(state.numbering) {
      let known = partSlots[partSlots.count - 1].lastSlot ?? slot
      partSlots[partSlots.count - 1].lastSlot = max(known, slot)
    }
    switch record {
    case .up(_, let slot, _), .down(_, let slot, _): begun.insert(slot..<slot + 1)
    case .blind(let slots, _): begun.insert(slots)
    default: break
    }
  }
}

extension SpoolRecord {
  /// The last slot of which an outcome speaks; nil for all other records.
  func lastSlot(_ numbering: SlotNumbering) -> Int64? {
    switch self {
    case .up(_, let slot, _), .down(_, let slot, _): slot
    case .price(let at, _, _): numbering.slot(holding: at)
    case .closing(let closing): numbering.slot(holding: closing.at)
    case .lease(let sighting):
      max(0, numbering.slot(from: sighting.span.end) - 1)
    default: nil
    }
  }
}
