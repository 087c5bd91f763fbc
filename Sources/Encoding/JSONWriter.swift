/// Canonical JSON straight into bytes: fields in the order given, no white space, fewest escapes.
///
/// Nothing is formatted by way of a string: statements of tens of megabytes are written by this.
/// Misuse, such as two keys in a row, is a bug of ours and stops.
public struct JSONWriter: Sendable {
  private var buffer: [UInt8] = []
  private var needsComma = false
  private var hasKey = false
  private var depth = 0

  /// An empty document; `reserving` bytes avoids growth where the size is known.
  public init(reserving bytes: Int = 0) {
    buffer.reserveCapacity(bytes)
  }

  /// The bytes in hand.
  public var count: Int { buffer.count }

  /// The whole document; everything begun must have been ended.
  public consuming func finish() -> [UInt8] {
    precondition(depth == 0 && !hasKey, "A document ends where everything begun has ended.")
    return buffer
  }

  /// Hands over the bytes in hand and goes on: a document need not be held whole.
  public mutating func drain() -> [UInt8] {
    var drained: [UInt8] = []
    drained.reserveCapacity(buffer.count)
    swap(&drained, &buffer)
    return drained
  }

  private mutating func beginValue() {
    if hasKey {
      hasKey = false
    } else if needsComma {
      precondition(depth > 0, "A document holds one value.")
      buffer.append(UInt8(ascii: ","))
    }
    needsComma = true
  }

  private mutating func open(_ byte: UInt8) {
    beginValue()
    buffer.append(byte)
    needsComma = false
    depth += 1
  }

  private mutating func close(_ byte: UInt8) {
    precondition(depth > 0 && !hasKey, "What ends was begun.")
    buffer.append(byte)
    needsComma = true
    depth -= 1
  }

  /// Begins an object.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  /// Ends an object.
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Begins an array.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  /// Ends an array.
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  private mutating func beginKey() {
    precondition(depth > 0 && !hasKey, "A key stands in an object, before its value.")
    if needsComma { buffer.append(UInt8(ascii: ",")) }
    hasKey = true
  }

  /// Writes a key known when we write the code; its characters need no escape.
  public mutating func key(_ name: StaticString) {
    beginKey()
    let count = name.utf8CodeUnitCount
    // One piece with its quotes and colon: keys are most of what is written.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 3) { piece in
      piece[0] = UInt8(ascii: "\"")
      for index in 0..<count { piece[index + 1] = name.utf8Start[index] }
      piece[count + 1] = UInt8(ascii: "\"")
      piece[count + 2] = UInt8(ascii: ":")
      buffer.append(contentsOf: UnsafeBufferPointer(piece))
    }
  }

  /// Writes a key that is data.
  public mutating func key(text: String) {
    beginKey()
    appendQuoted(text)
    buffer.append(UInt8(ascii: ":"))
  }

  /// Writes a string.
  public mutating func string(_ text: String) {
    beginValue()
    appendQuoted(text)
  }

  /// Writes a string of printable ASCII without quote or backslash, such as an id, as its bytes.
  public mutating func ascii(_ bytes: [UInt8]) {
    beginValue()
    buffer.append(UInt8(ascii: "\""))
    for byte in bytes {
      precondition(
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\"),
        "An id is printable ASCII that needs no escape.")
    }
    buffer.append(contentsOf: bytes)
    buffer.append(UInt8(ascii: "\""))
  }

  /// Writes bytes as lower-case hexadecimal digits.
  public mutating func hex(_ bytes: [UInt8]) {
    beginValue()
    buffer.append(UInt8(ascii: "\""))
    for byte in bytes {
      buffer.append(Self.hexDigit(byte >> 4))
      buffer.append(Self.hexDigit(byte & 15))
    }
    buffer.append(UInt8(ascii: "\""))
  }

  /// Writes a whole number.
  public mutating func integer(_ number: Int64) {
    beginValue()
    if number < 0 { buffer.append(UInt8(ascii: "-")) }
    appendDigits(number.magnitude)
  }

  /// Writes a whole number.
  public mutating func integer(_ number: Int) { integer(Int64(number)) }

  /// Writes a whole number.
  public mutating func integer(_ number: UInt64) {
    beginValue()
    appendDigits(number)
  }

  /// Writes a whole number.
  public mutating func integer(_ number: UInt32) { integer(UInt64(number)) }

  /// Writes a whole number.
  public mutating func integer(_ number: Int128) {
    beginValue()
    if number < 0 { buffer.append(UInt8(ascii: "-")) }
    appendDigits(number.magnitude)
  }

  /// Writes a whole number below 2^127, the reader's bound.
  public mutating func integer(_ number: UInt128) {
    precondition(number < 1 << 127, "A number in JSON is below 2^127.")
    beginValue()
    appendDigits(number)
  }

  /// Writes a whole number below 2^127 as a string, for readers that hold only 53 bits exactly.
  public mutating func decimalString(_ number: UInt128) {
    precondition(number < 1 << 127, "A number in JSON is below 2^127.")
    beginValue()
    buffer.append(UInt8(ascii: "\""))
    appendDigits(number)
    buffer.append(UInt8(ascii: "\""))
  }

  /// Writes a truth value.
  public mutating func bool(_ truth: Bool) {
    beginValue()
    buffer.append(contentsOf: truth ? [0x74, 0x72, 0x75, 0x65] : [0x66, 0x61, 0x6C, 0x73, 0x65])
  }

  /// Writes null.
  public mutating func null() {
    beginValue()
    buffer.append(contentsOf: [0x6E, 0x75, 0x6C, 0x6C])
  }

  /// Writes a value whose canonical bytes are at hand.
  public mutating func raw(_ canonical: some Sequence<UInt8>) {
    beginValue()
    buffer.append(contentsOf: canonical)
  }

  /// Writes a whole tree, members in their order.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let truth): bool(truth)
    case .integer(let number): integer(number)
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(text: member.key)
        self.value(member.value)
      }
      endObject()
    }
  }
}

extension JSONWriter {
  private mutating func appendDigits(_ number: UInt128) {
    if let narrow = UInt64(exactly: number) { return appendDigits(narrow) }
    let chunk: UInt128 = 10_000_000_000_000_000_000
    let (upper, lower) = number.quotientAndRemainder(dividingBy: chunk)
    // 2^127 < 1.8 · 10^38, so that the upper part fits 64 bits.
    appendDigits(UInt64(upper))
    var divisor: UInt64 = 1_000_000_000_000_000_000
    var rest = UInt64(lower)
    while divisor > 0 {
      buffer.append(UInt8(ascii: "0") + UInt8(rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }

  private mutating func appendDigits(_ number: UInt64) {
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { scratch in
      var position = 20
      var rest = number
      repeat {
        position -= 1
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        scratch[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      } while rest > 0
      buffer.append(contentsOf: scratch[position..<20])
    }
  }

  private mutating func appendQuoted(_ text: String) {
    buffer.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      var runStart = 0
      for (index, byte) in bytes.enumerated() where Self.needsEscape(byte) {
        buffer.append(contentsOf: bytes[runStart..<index])
        appendEscape(byte)
        runStart = index + 1
      }
      buffer.append(contentsOf: bytes[runStart...])
    }
    buffer.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func appendEscape(_ byte: UInt8) {
    buffer.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): buffer.append(byte)
    case 0x08: buffer.append(UInt8(ascii: "b"))
    case 0x09: buffer.append(UInt8(ascii: "t"))
    case 0x0A: buffer.append(UInt8(ascii: "n"))
    case 0x0C: buffer.append(UInt8(ascii: "f"))
    case 0x0D: buffer.append(UInt8(ascii: "r"))
    default:
      buffer.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
      buffer.append(Self.hexDigit(byte >> 4))
      buffer.append(Self.hexDigit(byte & 15))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
