import Encoding

/// Reads a message's bytes as a node does.
///
/// A node is strict about the outermost message alone: its fields ascend and its numbers are as
/// short as they can be. Inside, order is free and the last value of a field counts; a field that
/// is not known is refused unless its number marks it as one that may be ignored.
struct ProtoReader {
  /// How deep messages may stand in each other.
  static let limitDepth = 12

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// How a message is judged.
  struct Rules {
    /// Whether fields ascend and numbers are short.
    var isOrdered = false
    /// Whether unknown fields of certain numbers pass.
    var ignoresUncritical = false
  }

  static func read(
    _ bytes: [UInt8], as name: String, _ rules: Rules = Rules()
  ) throws(TransactionRefusal) -> ProtoMessage {
    try read(bytes[...], as: .known(name), rules, depth: 0)
  }

  private static func read(
    _ bytes: ArraySlice<UInt8>, as schema: ProtoSchema, _ rules: Rules, depth: Int
  ) throws(TransactionRefusal) -> ProtoMessage {
    guard depth < limitDepth else { throw .unreadable("too many nested messages") }
    var reader = ProtoReader(bytes)
    var message = ProtoMessage(schema)
    var last = 0
    while reader.position < bytes.endIndex {
      let tag = try reader.varint(isShort: rules.isOrdered)
      guard tag >> 3 > 0, tag >> 3 < 1 << 29 else { throw .unreadable("illegal tag \(tag)") }
      let (number, type) = (Int(tag >> 3), Int(tag & 7))
      guard !rules.isOrdered || number >= last else {
        throw .unreadable("fields must be in ascending order")
      }
      last = number
      guard let field = schema.field(number) else {
        guard rules.ignoresUncritical, number & 1 << 10 != 0 else {
          throw .unreadable("errUnknownField \"\(schema.name)\": {TagNum: \(number)}")
        }
        try reader.skip(type)
        continue
      }
      guard type == field.wireType else {
        throw .unreadable("wrong wireType = \(type) for field \(field.name)")
      }
      message.set(try reader.value(of: field, rules, depth), field)
    }
    return message
  }

  private mutating func value(
    of field: ProtoField, _ rules: Rules, _ depth: Int
  ) throws(TransactionRefusal) -> ProtoValue {
    if field.wireType == 0 { return .number(try varint(isShort: rules.isOrdered)) }
    let bytes = try chunk()
    // Only the outermost message is held to its order.
    let inner = Rules(ignoresUncritical: rules.ignoresUncritical)
    switch field.kind {
    case .text:
      guard let text = UTF8Text.string(bytes) else {
        throw .unreadable("field \(field.name) contains invalid UTF-8")
      }
      return .text(text)
    case .message(let name):
      return .message(try Self.read(bytes, as: .known(name), inner, depth: depth + 1))
    case .any: return .message(try Self.any(bytes, inner, depth: depth + 1))
    default: return .bytes(Array(bytes))
    }
  }

  /// What stands in an `Any`: a type and its bytes.
  private static func any(
    _ bytes: ArraySlice<UInt8>, _ rules: Rules, depth: Int
  ) throws(TransactionRefusal) -> ProtoMessage {
    var reader = ProtoReader(bytes)
    var url = ""
    var value: ArraySlice<UInt8> = []
    while reader.position < bytes.endIndex {
      switch try reader.varint(isShort: false) {
      case 0x0A:
        guard let text = UTF8Text.string(try reader.chunk()) else {
          throw .unreadable("a type URL contains invalid UTF-8")
        }
        url = text
      case 0x12: value = try reader.chunk()
      case let tag: throw .unreadable("errUnknownField \"Any\": {TagNum: \(tag >> 3)}")
      }
    }
    guard let schema = ProtoSchema.at(url) else {
      throw .unreadable("unable to resolve type URL \(url)")
    }
    return try read(value, as: schema, rules, depth: depth)
  }

  private mutating func varint(isShort: Bool) throws(TransactionRefusal) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.endIndex, shift < 64 {
      let byte = bytes[position]
      position += 1
      if shift == 63, byte > 1 { throw .unreadable("integer overflow") }
      number |= UInt64(byte & 127) << shift
      if byte < 128 {
        guard !isShort || byte != 0 || shift == 0 else {
          throw .unreadable("a number is longer than it need be")
        }
        return number
      }
      shift += 7
    }
    throw .unreadable(position < bytes.endIndex ? "integer overflow" : "unexpected EOF")
  }

  private mutating func chunk() throws(TransactionRefusal) -> ArraySlice<UInt8> {
    let count = try varint(isShort: false)
    guard count <= UInt64(bytes.endIndex - position) else { throw .unreadable("unexpected EOF") }
    let start = position
    position += Int(count)
    return bytes[start..<position]
  }

  private mutating func skip(_ type: Int) throws(TransactionRefusal) {
    switch type {
    case 0: _ = try varint(isShort: false)
    case 1, 5:
      let count = type == 1 ? 8 : 4
      guard bytes.endIndex - position >= count else { throw .unreadable("unexpected EOF") }
      position += count
    case 2: _ = try chunk()
    default: throw .unreadable("illegal wireType \(type)")
    }
  }
}
