import Encoding

/// Writes protojson as `akash tx … --generate-only` prints it: original names, every field written
/// out, 64-bit numbers as text.
struct ProtoJSONWriter: FieldVisitor {
  private var json = JSONWriter()

  /// The canonical JSON of a message.
  static func bytes(of message: some WireMessage) -> [UInt8] {
    var writer = ProtoJSONWriter()
    writer.object(message)
    return writer.json.finish()
  }

  /// The canonical JSON of what stands in an `Any`.
  static func bytes(ofAny value: some WireUnion) -> [UInt8] {
    var writer = ProtoJSONWriter()
    writer.anyObject(value)
    return writer.json.finish()
  }

  private mutating func object(_ message: some WireMessage) {
    var message = message
    json.beginObject()
    message.visit(&self)
    json.endObject()
  }

  private mutating func anyObject(_ value: some WireUnion) {
    var value = value
    json.beginObject()
    json.field("@type", value.typeURL)
    value.visit(&self)
    json.endObject()
  }

  mutating func text<Text: WireText>(_: Int, _ name: StaticString, _ value: inout Text) {
    json.field(name, ascii: value.wireText)
  }

  mutating func optionalText<Text: WireText>(
    _: Int, _ name: StaticString, _ value: inout Text?
  ) {
    json.field(name, ascii: value?.wireText ?? [])
  }

  mutating func note(
    _: Int, _ name: StaticString, _ value: inout String, limitBytes: Int
  ) {
    json.field(name, value)
  }

  mutating func number(
    _: Int, _ name: StaticString, _ value: inout UInt64, amino: AminoRule
  ) {
    json.key(name)
    json.decimalString(UInt128(value))
  }

  mutating func small(_: Int, _ name: StaticString, _ value: inout UInt32) {
    json.field(name, value)
  }

  mutating func flag(_: Int, _ name: StaticString, _ value: inout Bool) {
    json.field(name, value)
  }

  mutating func mode(_: Int, _ name: StaticString, _ value: inout SignMode) {
    json.field(name, value.name)
  }

  mutating func bytes(
    _: Int, _ name: StaticString, _ value: inout [UInt8], count: ClosedRange<Int>
  ) {
    json.field(name, Base64.text(value))
  }

  mutating func byteStrings(
    _: Int, _ name: StaticString, _ value: inout [[UInt8]], limit: Int, limitBytes: Int
  ) {
    json.array(name, value) { $0.string(Base64.text($1)) }
  }

  mutating func message<Message: WireMessage>(
    _: Int, _ name: StaticString, _ value: inout Message
  ) {
    json.key(name)
    object(value)
  }

  mutating func choice<Message: WireMessage>(
    _: Int, _ name: StaticString, _ value: inout Message?
  ) {
    guard let value else { return }
    json.key(name)
    object(value)
  }

  mutating func messages<Message: WireMessage>(
    _: Int, _ name: StaticString, _ value: inout [Message], count: ClosedRange<Int>
  ) {
    json.key(name)
    json.beginArray()
    for element in value { object(element) }
    json.endArray()
  }

  mutating func any<Union: WireUnion>(_: Int, _ name: StaticString, _ value: inout Union) {
    json.key(name)
    anyObject(value)
  }

  mutating func anys<Union: WireUnion>(
    _: Int, _ name: StaticString, _ value: inout [Union], count: ClosedRange<Int>
  ) {
    json.key(name)
    json.beginArray()
    for element in value { anyObject(element) }
    json.endArray()
  }

  mutating func unused(_: Int, _ name: StaticString, _ empty: EmptyField) {
    json.key(name)
    switch empty {
    case .flag: json.bool(false)
    case .message: json.null()
    case .list:
      json.beginArray()
      json.endArray()
    }
  }
}
