/// Strict JSON: whole numbers, valid UTF-8, no duplicate keys, bounded depth and size.
public struct JSONReader {
  /// The nesting accepted where no other limit is given.
  public static let defaultLimitDepth = 32

  let bytes: [UInt8]
  let limitDepth: Int
  var position = 0
  var depth = 0

  private init(bytes: [UInt8], limitDepth: Int) {
    self.bytes = bytes
    self.limitDepth = limitDepth
  }

  /// Reads one value that fills the bytes, white space around it allowed.
  public static func read(
    _ bytes: [UInt8], limitBytes: Int, limitDepth: Int = defaultLimitDepth
  ) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes: bytes, limitDepth: limitDepth)
    guard bytes.count <= limitBytes else { throw reader.error(.tooLarge(limitBytes: limitBytes)) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw reader.error(.byteOrderMark) }
    let value = try reader.readValue()
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.error(.trailingBytes) }
    return value
  }

  /// Reads one value from a string's UTF-8.
  public static func read(
    _ text: String, limitBytes: Int, limitDepth: Int = defaultLimitDepth
  ) throws(JSONError) -> JSONValue {
    try read(Array(text.utf8), limitBytes: limitBytes, limitDepth: limitDepth)
  }

  func error(_ what: JSONFault, at offset: Int? = nil) -> JSONError {
    let offset = offset ?? position
    var line = 1
    var lineStart = 0
    for index in 0..<min(offset, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    return JSONError(offset: offset, line: line, column: offset - lineStart + 1, what: what)
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  func unexpected() -> JSONError {
    guard let byte = current else { return error(.unexpectedEnd) }
    return error(.unexpectedByte(byte))
  }

  mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func readValue() throws(JSONError) -> JSONValue {
    skipSpace()
    guard let first = current else { throw unexpected() }
    switch first {
    case UInt8(ascii: "{"): return try readObject()
    case UInt8(ascii: "["): return try readArray()
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readLiteral("true", as: .bool(true))
    case UInt8(ascii: "f"): return try readLiteral("false", as: .bool(false))
    case UInt8(ascii: "n"): return try readLiteral("null", as: .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .integer(try readInteger())
    default: throw unexpected()
    }
  }

  private mutating func readLiteral(
    _ literal: StaticString, as value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for index in 0..<literal.utf8CodeUnitCount {
      guard current == literal.utf8Start[index] else { throw unexpected() }
      position += 1
    }
    return value
  }

  private mutating func enter() throws(JSONError) {
    guard depth < limitDepth else { throw error(.tooDeep(limit: limitDepth)) }
    depth += 1
    position += 1
  }

  private mutating func readArray() throws(JSONError) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var elements: [JSONValue] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      position += 1
      return .array(elements)
    }
    while true {
      elements.append(try readValue())
      if try endsAfterElement(UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func readObject() throws(JSONError) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var members: [JSONMember] = []
    var keys = JSONKeySet()
    skipSpace()
    if current == UInt8(ascii: "}") {
      position += 1
      return .object(members)
    }
    while true {
      skipSpace()
      let keyOffset = position
      guard current == UInt8(ascii: "\"") else { throw unexpected() }
      let key = try readString()
      guard keys.insert(key, into: members) else {
        throw error(.duplicateKey(key), at: keyOffset)
      }
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw unexpected() }
      position += 1
      members.append(JSONMember(key, try readValue()))
      if try endsAfterElement(UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func endsAfterElement(_ close: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard let byte = current, byte == close || byte == UInt8(ascii: ",") else {
      throw unexpected()
    }
    position += 1
    return byte == close
  }
}
