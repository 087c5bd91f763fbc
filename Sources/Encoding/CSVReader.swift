/// Strict CSV: RFC 4180 with CRLF or LF row ends, valid UTF-8, rows of equal width.
public struct CSVReader {
  private let bytes: [UInt8]
  private var position = 0
  private var row = 1

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads all rows, the header included; a last row without its end is accepted.
  public static func read(
    _ bytes: [UInt8], limitBytes: Int
  ) throws(CSVError) -> [[String]] {
    guard bytes.count <= limitBytes else {
      throw CSVError(row: 0, offset: limitBytes, what: .tooLarge(limitBytes: limitBytes))
    }
    var reader = CSVReader(bytes: bytes)
    var rows: [[String]] = []
    while reader.position < bytes.count {
      let start = reader.position
      let fields = try reader.readRow()
      if let first = rows.first, first.count != fields.count {
        throw CSVError(
          row: reader.row, offset: start,
          what: .unevenRow(expected: first.count, found: fields.count))
      }
      rows.append(fields)
      reader.row += 1
    }
    return rows
  }

  private func error(_ what: CSVFault) -> CSVError {
    CSVError(row: row, offset: position, what: what)
  }

  private mutating func readRow() throws(CSVError) -> [String] {
    var fields: [String] = []
    while true {
      fields.append(try readField())
      guard position < bytes.count else { return fields }
      switch bytes[position] {
      case UInt8(ascii: ","): position += 1
      case 0x0A:
        position += 1
        return fields
      case 0x0D where position + 1 < bytes.count && bytes[position + 1] == 0x0A:
        position += 2
        return fields
      case 0x0D: throw error(.bareCarriageReturn)
      default: throw error(.textAfterQuote)
      }
    }
  }

  private mutating func readField() throws(CSVError) -> String {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      return try readQuotedField()
    }
    let start = position
    scan: while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ","), 0x0A, 0x0D: break scan
      case UInt8(ascii: "\""): throw error(.quoteInsideField)
      default: position += 1
      }
    }
    return try text(bytes[start..<position])
  }

  private mutating func readQuotedField() throws(CSVError) -> String {
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
          return try text(content[...])
        }
        position += 1
      }
      content.append(byte)
    }
    throw error(.unterminatedQuote)
  }

  private func text(_ content: ArraySlice<UInt8>) throws(CSVError) -> String {
    guard let text = UTF8Text.string(content) else { throw error(.invalidUTF8) }
    return text
  }
}

/// Where and why a table was refused.
public struct CSVError: Error, Hashable, Sendable {
  /// The row, from 1; 0 for the table as a whole.
  public let row: Int
  /// The offset in bytes, from 0.
  public let offset: Int
  /// The rule broken.
  public let what: CSVFault
}

/// The rules of strict CSV, one case each.
public enum CSVFault: Hashable, Sendable {
  case tooLarge(limitBytes: Int)
  case unevenRow(expected: Int, found: Int)
  case bareCarriageReturn
  case textAfterQuote
  case quoteInsideField
  case unterminatedQuote
  case invalidUTF8
}
