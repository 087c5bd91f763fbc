import Encoding
import Evidence
import Quantities

extension SpoolRecord {
  /// Writes a tag and the fields.
  func write(to writer: inout ByteWriter) {
    switch self {
    case .opened(let opening):
      writer.u8(1)
      writer.u8(SpoolOpening.form)
      writer.write(opening.program.bytes)
      writer.u64(UInt64(bitPattern: opening.slotSeconds))
      writer.write(opening.secret.bytes)
    case .chain(let head):
      writer.u8(2)
      writer.write(head.key.bytes.bytes)
      writer.u8(head.type.rawValue)
      writer.u64(head.sequence)
      writer.write(head.digest.bytes)
      writer.time(head.end)
    case .sealedBefore(let slots):
      writer.u8(3)
      writer.slots(slots)
    case .ticket(let ticket, let isPublished):
      writer.u8(4)
      ticket.write(to: &writer)
      writer.u8(isPublished ? 1 : 0)
    case .period(let start, let stage):
      writer.u8(5)
      writer.u64(UInt64(bitPattern: start))
      writer.u8(stage.rawValue)
    default: writeOutcome(to: &writer)
    }
  }

  private func writeOutcome(to writer: inout ByteWriter) {
    switch self {
    case .up(let provider, let slot, let mention):
      writer.u8(6)
      writer.u32(provider.rawValue)
      writer.u64(UInt64(bitPattern: slot))
      mention.write(to: &writer)
    case .down(let provider, let slot, let reason):
      writer.u8(7)
      writer.u32(provider.rawValue)
      writer.u64(UInt64(bitPattern: slot))
      writer.u8(reason.rawValue)
    case .blind(let slots, let reason):
      writer.u8(8)
      writer.slots(slots)
      writer.u8(reason == .clock ? 1 : 0)
    case .price(let at, let source, let price):
      writer.u8(9)
      writer.time(at)
      writer.text(source.bytes)
      writer.u64(UInt64(truncatingIfNeeded: price.scaled))
      writer.u64(UInt64(truncatingIfNeeded: price.scaled >> 64))
    case .lease(let sighting):
      writer.u8(10)
      sighting.write(to: &writer)
    case .sealed(let slots, let tickets):
      writer.u8(11)
      writer.slots(slots)
      writer.u8(UInt8(tickets.count))
      for ticket in tickets { ticket.write(to: &writer) }
    case .published(let digest):
      writer.u8(12)
      writer.write(digest.bytes)
    case .closed(let digest):
      writer.u8(13)
      writer.write(digest.bytes)
    case .closing(let closing):
      writer.u8(14)
      closing.write(to: &writer)
    case .leasesRead(let until):
      writer.u8(15)
      writer.time(until)
    case .opened, .chain, .sealedBefore, .ticket, .period:
      preconditionFailure("These records are written by their own function.")
    }
  }

  /// Reads one record; throws whatever is wrong with it as one thing.
  static func read(_ cursor: inout ByteCursor) throws(SpoolFault) -> SpoolRecord {
    switch try cursor.byte() {
    case 1: return .opened(try SpoolOpening(&cursor))
    case 2:
      return .chain(
        ChainHead(
          key: ObserverKey(bytes: try cursor.digest()), type: try cursor.type(),
          sequence: try cursor.sequence(), digest: try cursor.digest(), end: try cursor.time()))
    case 3: return .sealedBefore(try cursor.slots())
    case 4:
      let ticket = try SegmentTicket(&cursor)
      return .ticket(ticket, isPublished: try cursor.flag())
    case 5:
      let start = try cursor.time().seconds
      guard let stage = PeriodStage(rawValue: try cursor.byte()) else { throw .unreadable }
      return .period(start: start, stage)
    case 6:
      let provider = try cursor.provider()
      let slot = try cursor.slot()
      return .up(provider, slot: slot, try Mention(&cursor))
    case 7:
      let provider = try cursor.provider()
      let slot = try cursor.slot()
      guard let reason = DownReason(rawValue: try cursor.byte()) else { throw .unreadable }
      return .down(provider, slot: slot, reason)
    case 8:
      let slots = try cursor.slots()
      return .blind(slots, try cursor.flag() ? .clock : .ownNetwork)
    case 9:
      let at = try cursor.time()
      let source = try cursor.label()
      return .price(at: at, source: source, price: try cursor.price())
    case 10: return .lease(try LeaseSighting(&cursor))
    case 11:
      let slots = try cursor.slots()
      var tickets: [SegmentTicket] = []
      for _ in 0..<(try cursor.byte()) { tickets.append(try SegmentTicket(&cursor)) }
      return .sealed(slots, tickets)
    case 12: return .published(try cursor.digest())
    case 13: return .closed(try cursor.digest())
    case 14: return .closing(try LeaseClosing(&cursor))
    case 15: return .leasesRead(until: try cursor.time())
    default: throw .unreadable
    }
  }
}

extension SpoolRecord.Mention {
  fileprivate func write(to writer: inout ByteWriter) {
    switch self {
    case .none: writer.u8(0)
    case .same: writer.u8(1)
    case .given(let inventory):
      writer.u8(2)
      inventory.write(to: &writer)
    }
  }

  fileprivate init(_ cursor: inout ByteCursor) throws(SpoolFault) {
    switch try cursor.byte() {
    case 0: self = .none
    case 1: self = .same
    case 2: self = .given(try Inventory(&cursor))
    default: throw .unreadable
    }
  }
}

extension SpoolOpening {
  fileprivate init(_ cursor: inout ByteCursor) throws(SpoolFault) {
    let form = try cursor.byte()
    guard form == Self.form else { throw .formUnknown(form) }
    program = try cursor.digest()
    slotSeconds = try cursor.number()
    guard (1...SegmentHeader.limitSlotSeconds).contains(slotSeconds),
      let secret = ObserverSecret(try cursor.bytes(ObserverSecret.byteCount))
    else { throw .unreadable }
    self.secret = secret
  }
}

extension SegmentTicket {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(key.bytes.bytes)
    writer.u8(type.rawValue)
    writer.time(span.start)
    writer.time(span.end)
    writer.u64(sequence)
    writer.u8(previous == nil ? 0 : 1)
    if let previous { writer.write(previous.bytes) }
    writer.write(digest.bytes)
    writer.u64(UInt64(bitPattern: lengthBytes))
  }

  fileprivate init(_ cursor: inout ByteCursor) throws(SpoolFault) {
    key = ObserverKey(bytes: try cursor.digest())
    type = try cursor.type()
    let start = try cursor.time()
    guard let span = try? TimeSpan(start: start, end: try cursor.time()) else {
      throw .unreadable
    }
    self.span = span
    sequence = try cursor.sequence()
    previous = try cursor.flag() ? try cursor.digest() : nil
    digest = try cursor.digest()
    lengthBytes = try cursor.number()
  }
}

extension Inventory {
  func write(to writer: inout ByteWriter) {
    writer.u32(UInt32(lines.count))
    for line in lines {
      writer.text(line.node)
      writer.u8(line.device == nil ? 0 : 1)
      if let device = line.device { writer.text(device.bytes) }
      writer.u32(line.capacity)
      writer.u32(line.allocatable)
      writer.u32(line.allocated)
    }
  }

  fileprivate init(_ cursor: inout ByteCursor) throws(SpoolFault) {
    let count = try cursor.word()
    guard count <= Self.limitLines else { throw .unreadable }
    var lines: [Line] = []
    for _ in 0..<count {
      let node = try cursor.text()
      var device: DeviceKey?
      if try cursor.flag() {
        guard let key = DeviceKey(bytes: try cursor.text()) else { throw .unreadable }
        device = key
      }
      lines.append(
        Line(
          node: node, device: device, capacity: UInt32(truncatingIfNeeded: try cursor.word()),
          allocatable: UInt32(truncatingIfNeeded: try cursor.word()),
          allocated: UInt32(truncatingIfNeeded: try cursor.word())))
    }
    guard let checked = Inventory(checked: lines) else { throw .unreadable }
    self = checked
  }
}
