/// Writes protobuf as the chain's tools do: by ascending numbers, empty values left out.
struct ProtobufWriter: FieldVisitor {
  private(set) var buffer: [UInt8] = []

  /// The bytes of a whole message.
  static func bytes(of message: some WireMessage) -> [UInt8] {
    var writer = ProtobufWriter()
    var message = message
    message.visit(&writer)
    return writer.buffer
  }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    buffer.append(UInt8(rest))
  }

  private mutating func tag(_ number: Int, _ wireType: UInt64) {
    varint(UInt64(number) << 3 | wireType)
  }

  mutating func delimited(_ number: Int, _ bytes: some Collection<UInt8>) {
    tag(number, 2)
    varint(UInt64(bytes.count))
    buffer.append(contentsOf: bytes)
  }

  /// Writes what `body` writes with its length before it.
  ///
  /// One byte is kept free for the length, which is enough for nearly all; the rest are moved on.
  private mutating func nested(_ number: Int, _ body: (inout ProtobufWriter) -> Void) {
    tag(number, 2)
    let start = buffer.count
    buffer.append(0)
    body(&self)
    let length = buffer.count - start - 1
    guard length >= 0x80 else {
      buffer[start] = UInt8(length)
      return
    }
    var prefix = ProtobufWriter()
    prefix.varint(UInt64(length))
    buffer.replaceSubrange(start...start, with: prefix.buffer)
  }

  mutating func text<Text: WireText>(_ number: Int, _: StaticString, _ value: inout Text) {
    delimited(number, value.wireText)
  }

  mutating func optionalText<Text: WireText>(
    _ number: Int, _: StaticString, _ value: inout Text?
  ) {
    if let value { delimited(number, value.wireText) }
  }

  mutating func note(
    _ number: Int, _: StaticString, _ value: inout String, limitBytes: Int
  ) {
    if !value.isEmpty { delimited(number, Array(value.utf8)) }
  }

  mutating func number(
    _ number: Int, _: StaticString, _ value: inout UInt64, amino: AminoRule
  ) {
    guard value != 0 else { return }
    tag(number, 0)
    varint(value)
  }

  mutating func small(_ number: Int, _: StaticString, _ value: inout UInt32) {
    guard value != 0 else { return }
    tag(number, 0)
    varint(UInt64(value))
  }

  mutating func flag(_ number: Int, _: StaticString, _ value: inout Bool) {
    guard value else { return }
    tag(number, 0)
    varint(1)
  }

  mutating func mode(_ number: Int, _: StaticString, _ value: inout SignMode) {
    tag(number, 0)
    varint(value.number)
  }

  mutating func bytes(
    _ number: Int, _: StaticString, _ value: inout [UInt8], count: ClosedRange<Int>
  ) {
    if !value.isEmpty { delimited(number, value) }
  }

  mutating func byteStrings(
    _ number: Int, _: StaticString, _ value: inout [[UInt8]], limit: Int, limitBytes: Int
  ) {
    for bytes in value { delimited(number, bytes) }
  }

  mutating func message<Message: WireMessage>(
    _ number: Int, _: StaticString, _ value: inout Message
  ) {
    nested(number) { value.visit(&$0) }
  }

  mutating func choice<Message: WireMessage>(
    _ number: Int, _: StaticString, _ value: inout Message?
  ) {
    guard var present = value else { return }
    nested(number) { present.visit(&$0) }
  }

  mutating func messages<Message: WireMessage>(
    _ number: Int, _: StaticString, _ value: inout [Message], count: ClosedRange<Int>
  ) {
    for element in value {
      var element = element
      nested(number) { element.visit(&$0) }
    }
  }

  mutating func any<Union: WireUnion>(_ number: Int, _: StaticString, _ value: inout Union) {
    nested(number) { writer in
      writer.delimited(1, value.typeURL.utf8)
      writer.nested(2) { value.visit(&$0) }
    }
  }

  mutating func anys<Union: WireUnion>(
    _ number: Int, _ name: StaticString, _ value: inout [Union], count: ClosedRange<Int>
  ) {
    for element in value {
      var element = element
      any(number, name, &element)
    }
  }

  mutating func unused(_: Int, _: StaticString, _: EmptyField) {}
}
