/// Reads protobuf strictly: what it accepts has one spelling, and holds no field that its table
/// does not name.
struct ProtobufReader: FieldVisitor {
  private let source: [UInt8]
  private var position: Int
  private let end: Int
  /// Numbers below 64 that the table named, and those that were there; the others beside.
  private var named: UInt64 = 0
  private var present: UInt64 = 0
  private var namedBeyond: [Int] = []

  private init(_ source: [UInt8], _ range: Range<Int>) {
    self.source = source
    position = range.lowerBound
    end = range.upperBound
  }

  /// Reads a message that fills the bytes.
  static func read<Message: WireMessage>(
    _ type: Message.Type, _ bytes: [UInt8], limitBytes: Int
  ) throws(TxError) -> Message {
    guard bytes.count <= limitBytes else {
      throw TxError(place: "", fault: .tooLarge(limitBytes: limitBytes))
    }
    return try read(type, bytes, bytes.indices)
  }

  private static func read<Message: WireMessage>(
    _ type: Message.Type, _ source: [UInt8], _ range: Range<Int>
  ) throws(TxError) -> Message {
    var message = Message()
    var reader = ProtobufReader(source, range)
    try message.visit(&reader)
    try reader.finish()
    if let fault = message.fault() {
      throw TxError(place: "", offset: range.lowerBound, fault: fault)
    }
    return message
  }

  private func error(_ fault: TxFault, at offset: Int? = nil) -> TxError {
    TxError(place: "", offset: offset ?? position, fault: fault)
  }

  private func varint(at start: Int) throws(TxError) -> (value: UInt64, next: Int) {
    var value: UInt64 = 0
    var offset = start
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard offset < end else { throw error(.truncated, at: start) }
      let byte = source[offset]
      offset += 1
      guard shift < 63 || byte <= 1 else { throw error(.numberTooLarge, at: start) }
      value |= UInt64(byte & 0x7F) << shift
      guard byte >= 0x80 else {
        guard byte != 0 || shift == 0 else { throw error(.overlongVarint, at: start) }
        return (value, offset)
      }
    }
    throw error(.numberTooLarge, at: start)
  }

  private func isNamed(_ number: Int) -> Bool {
    number < 64 ? named >> UInt64(number) & 1 == 1 : namedBeyond.contains(number)
  }

  /// Why a field that does not come next is there at all.
  private func misplaced(_ number: Int) -> TxError {
    if number > 0, number < 64, present >> UInt64(number) & 1 == 1 {
      return error(.duplicateField(number))
    }
    return error(isNamed(number) ? .outOfOrder(number) : .unknownField(number))
  }

  private func tag() throws(TxError) -> (number: Int, wireType: Int, next: Int) {
    let (value, next) = try varint(at: position)
    guard value <= UInt64(UInt32.max) else { throw error(.numberTooLarge) }
    return (Int(value >> 3), Int(value & 7), next)
  }

  /// Steps over the tag of a field where it comes next; false where the field is absent.
  ///
  /// What does not belong is refused in the name of the message, not of the field looked for.
  private mutating func begins(
    _ number: Int, _ name: StaticString, _ wireType: Int, again: Bool = false
  ) throws(TxError) -> Bool {
    if !again {
      if number < 64 { named |= 1 << UInt64(number) } else { namedBeyond.append(number) }
    }
    guard position < end else { return false }
    let found = try tag()
    guard found.number >= number else { throw misplaced(found.number) }
    guard found.number == number else { return false }
    guard found.wireType == wireType else {
      throw error(.wrongWireType(expected: wireType, found: found.wireType)).inside(name)
    }
    position = found.next
    if number < 64 { present |= 1 << UInt64(number) }
    return true
  }

  private func finish() throws(TxError) {
    guard position < end else { return }
    throw misplaced(try tag().number)
  }

  /// The bytes of a field whose tag was read.
  private mutating func delimited() throws(TxError) -> Range<Int> {
    let (length, next) = try varint(at: position)
    guard length <= UInt64(end - next) else { throw error(.truncated) }
    let range = next..<(next + Int(length))
    position = range.upperBound
    return range
  }

  private mutating func value() throws(TxError) -> UInt64 {
    let start = position
    let (value, next) = try varint(at: start)
    guard value != 0 else { throw error(.emptyButPresent, at: start) }
    position = next
    return value
  }

  /// Reads one field, or a place in a list, whose refusals then tell where they arose.
  private mutating func within<Value>(
    _ name: StaticString, _ index: Int? = nil,
    _ body: (inout ProtobufReader) throws(TxError) -> Value
  ) throws(TxError) -> Value {
    do {
      return try body(&self)
    } catch {
      throw error.inside(name, index)
    }
  }
}

extension ProtobufReader {
  private mutating func readText<Text: WireText>() throws(TxError) -> Text {
    let range = try delimited()
    guard !range.isEmpty else { throw error(.emptyButPresent, at: range.lowerBound) }
    do {
      return try Text(wireText: source[range])
    } catch {
      throw TxError(place: "", offset: range.lowerBound, fault: error)
    }
  }

  mutating func text<Text: WireText>(
    _ number: Int, _ name: StaticString, _ value: inout Text
  ) throws(TxError) {
    guard try begins(number, name, 2) else { throw error(.missing).inside(name) }
    value = try within(name) { reader throws(TxError) in
      return try reader.readText()
    }
  }

  mutating func optionalText<Text: WireText>(
    _ number: Int, _ name: StaticString, _ value: inout Text?
  ) throws(TxError) {
    guard try begins(number, name, 2) else {
      value = nil
      return
    }
    value = try within(name) { reader throws(TxError) in
      return try reader.readText()
    }
  }

  mutating func note(
    _ number: Int, _ name: StaticString, _ value: inout String, limitBytes: Int
  ) throws(TxError) {
    guard try begins(number, name, 2) else {
      value = ""
      return
    }
    value = try within(name) { reader throws(TxError) in
      let range = try reader.delimited()
      let start = range.lowerBound
      guard !range.isEmpty else { throw reader.error(.emptyButPresent, at: start) }
      guard let text = String(validating: reader.source[range], as: UTF8.self) else {
        throw reader.error(.notUTF8, at: start)
      }
      if let fault = Note.fault(in: text, limitBytes: limitBytes) {
        throw reader.error(fault, at: start)
      }
      return text
    }
  }

  mutating func number(
    _ number: Int, _ name: StaticString, _ value: inout UInt64, amino: AminoRule
  ) throws(TxError) {
    guard try begins(number, name, 0) else {
      value = 0
      return
    }
    value = try within(name) { reader throws(TxError) in try reader.value() }
  }

  mutating func small(
    _ number: Int, _ name: StaticString, _ value: inout UInt32
  ) throws(TxError) {
    guard try begins(number, name, 0) else {
      value = 0
      return
    }
    value = try within(name) { reader throws(TxError) in
      let start = reader.position
      guard let narrow = UInt32(exactly: try reader.value()) else {
        throw reader.error(.numberTooLarge, at: start)
      }
      return narrow
    }
  }

  mutating func flag(
    _ number: Int, _ name: StaticString, _ value: inout Bool
  ) throws(TxError) {
    guard try begins(number, name, 0) else {
      value = false
      return
    }
    value = try within(name) { reader throws(TxError) in
      let start = reader.position
      guard try reader.value() == 1 else { throw reader.error(.numberTooLarge, at: start) }
      return true
    }
  }

  mutating func mode(
    _ number: Int, _ name: StaticString, _ value: inout SignMode
  ) throws(TxError) {
    guard try begins(number, name, 0) else { throw error(.missing).inside(name) }
    value = try within(name) { reader throws(TxError) in
      let start = reader.position
      guard let mode = SignMode(number: try reader.value()) else {
        throw reader.error(.signMode, at: start)
      }
      return mode
    }
  }

  mutating func bytes(
    _ number: Int, _ name: StaticString, _ value: inout [UInt8], count: ClosedRange<Int>
  ) throws(TxError) {
    guard try begins(number, name, 2) else { throw error(.missing).inside(name) }
    value = try within(name) { reader throws(TxError) in
      let range = try reader.delimited()
      guard count.contains(range.count) else {
        throw reader.error(
          .wrongCount(lowest: count.lowerBound, highest: count.upperBound), at: range.lowerBound)
      }
      return Array(reader.source[range])
    }
  }

  mutating func byteStrings(
    _ number: Int, _ name: StaticString, _ value: inout [[UInt8]], limit: Int, limitBytes: Int
  ) throws(TxError) {
    value = try list(number, name, count: 0...limit) { reader, range throws(TxError) in
      guard !range.isEmpty else { throw reader.error(.emptyButPresent, at: range.lowerBound) }
      guard range.count <= limitBytes else {
        throw reader.error(.tooLong(limitBytes: limitBytes), at: range.lowerBound)
      }
      return Array(reader.source[range])
    }
  }

  /// Reads the elements of a list, one after the other.
  private mutating func list<Element>(
    _ number: Int, _ name: StaticString, count: ClosedRange<Int>,
    _ element: (ProtobufReader, Range<Int>) throws(TxError) -> Element
  ) throws(TxError) -> [Element] {
    var elements: [Element] = []
    while try begins(number, name, 2, again: !elements.isEmpty) {
      let index = elements.count
      guard index < count.upperBound else {
        throw error(.wrongCount(lowest: count.lowerBound, highest: count.upperBound)).inside(name)
      }
      elements.append(
        try within(name, index) { reader throws(TxError) in
          let range = try reader.delimited()
          return try element(reader, range)
        })
    }
    guard elements.count >= count.lowerBound else {
      throw error(.wrongCount(lowest: count.lowerBound, highest: count.upperBound)).inside(name)
    }
    return elements
  }

  mutating func message<Message: WireMessage>(
    _ number: Int, _ name: StaticString, _ value: inout Message
  ) throws(TxError) {
    guard try begins(number, name, 2) else { throw error(.missing).inside(name) }
    value = try within(name) { reader throws(TxError) in
      let range = try reader.delimited()
      return try Self.read(Message.self, reader.source, range)
    }
  }

  mutating func choice<Message: WireMessage>(
    _ number: Int, _ name: StaticString, _ value: inout Message?
  ) throws(TxError) {
    guard try begins(number, name, 2) else {
      value = nil
      return
    }
    value = try within(name) { reader throws(TxError) in
      let range = try reader.delimited()
      return try Self.read(Message.self, reader.source, range)
    }
  }

  mutating func messages<Message: WireMessage>(
    _ number: Int, _ name: StaticString, _ value: inout [Message], count: ClosedRange<Int>
  ) throws(TxError) {
    value = try list(number, name, count: count) { reader, range throws(TxError) in
      try Self.read(Message.self, reader.source, range)
    }
  }

  /// An `Any`: the URL of a type that belongs here, then a message of it.
  private static func union<Union: WireUnion>(
    _ source: [UInt8], _ range: Range<Int>
  ) throws(TxError) -> Union {
    var reader = ProtobufReader(source, range)
    guard try reader.begins(1, "type_url", 2) else {
      throw reader.error(.missing).inside("type_url")
    }
    let url = try reader.delimited()
    guard let name = String(validating: source[url], as: UTF8.self) else {
      throw reader.error(.notUTF8, at: url.lowerBound).inside("type_url")
    }
    guard var value = Union.blank(name) else {
      throw reader.error(.typeNotHere(name), at: url.lowerBound)
    }
    guard try reader.begins(2, "value", 2) else { throw reader.error(.missing).inside("value") }
    let content = try reader.delimited()
    try reader.finish()
    var inner = ProtobufReader(source, content)
    try value.visit(&inner)
    try inner.finish()
    if let fault = value.fault() { throw reader.error(fault, at: content.lowerBound) }
    return value
  }

  mutating func any<Union: WireUnion>(
    _ number: Int, _ name: StaticString, _ value: inout Union
  ) throws(TxError) {
    guard try begins(number, name, 2) else { throw error(.missing).inside(name) }
    value = try within(name) { reader throws(TxError) in
      let range = try reader.delimited()
      return try Self.union(reader.source, range)
    }
  }

  mutating func anys<Union: WireUnion>(
    _ number: Int, _ name: StaticString, _ value: inout [Union], count: ClosedRange<Int>
  ) throws(TxError) {
    value = try list(number, name, count: count) { reader, range throws(TxError) in
      try Self.union(reader.source, range)
    }
  }

  mutating func unused(
    _ number: Int, _ name: StaticString, _ empty: EmptyField
  ) throws(TxError) {
    guard position < end else {
      if number < 64 { named |= 1 << UInt64(number) } else { namedBeyond.append(number) }
      return
    }
    guard try tag().number == number else {
      _ = try begins(number, name, 2)
      return
    }
    throw error(.unused).inside(name)
  }
}
