/// CSV as RFC 4180 has it: CRLF after each row, quotes only where a field needs them.
public struct CSVWriter: Sendable {
  private var buffer: [UInt8] = []
  private var isRowBegun = false

  /// An empty table.
  public init(reserving bytes: Int = 0) {
    buffer.reserveCapacity(bytes)
  }

  /// The bytes in hand.
  public var count: Int { buffer.count }

  /// The whole table; the last row must have been ended.
  public consuming func finish() -> [UInt8] {
    precondition(!isRowBegun, "A table ends after a row's end.")
    return buffer
  }

  /// Hands over the bytes in hand and goes on.
  public mutating func drain() -> [UInt8] {
    var drained: [UInt8] = []
    drained.reserveCapacity(buffer.count)
    swap(&drained, &buffer)
    return drained
  }

  private mutating func beginField() {
    if isRowBegun { buffer.append(UInt8(ascii: ",")) }
    isRowBegun = true
  }

  /// Writes a text field.
  public mutating func field(_ text: String) {
    beginField()
    append(utf8: Array(text.utf8))
  }

  /// Writes a field given as UTF-8, such as an id.
  public mutating func field(bytes: [UInt8]) {
    beginField()
    append(utf8: bytes)
  }

  /// Writes a whole number.
  public mutating func field(_ number: some BinaryInteger) {
    beginField()
    buffer.append(contentsOf: String(number).utf8)
  }

  /// Ends the row.
  public mutating func endRow() {
    precondition(isRowBegun, "A row has a field.")
    buffer.append(0x0D)
    buffer.append(0x0A)
    isRowBegun = false
  }

  /// Writes a row of text fields.
  public mutating func row(_ fields: [String]) {
    for text in fields { field(text) }
    endRow()
  }

  private mutating func append(utf8 bytes: [UInt8]) {
    let needsQuotes = bytes.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    guard needsQuotes else { return buffer.append(contentsOf: bytes) }
    buffer.append(UInt8(ascii: "\""))
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(UInt8(ascii: "\""))
  }
}
