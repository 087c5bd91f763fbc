import Encoding
public import Quantities

/// One line of a facts file: `{"admittedAt":T,"payload":{…}}`, in exactly these bytes.
public struct FactsLine: Sendable {
  /// The most bytes of a line, its line feed not counted: the frame and the longest payload.
  public static let limitBytes = Payload.limitBytes + 1_024

  private static let head = Array(#"{"admittedAt":"#.utf8)
  private static let middle = Array(#","payload":"#.utf8)

  /// When the log admitted the entry.
  public let admittedAt: Timestamp
  /// The entry's bytes.
  public let payload: [UInt8]

  /// Joins a time and a payload's bytes.
  public init(admittedAt: Timestamp, payload: [UInt8]) {
    self.admittedAt = admittedAt
    self.payload = payload
  }

  /// The line with its line feed.
  public var bytes: [UInt8] {
    var bytes = Self.head
    bytes.reserveCapacity(payload.count + 48)
    bytes.append(contentsOf: String(admittedAt.seconds).utf8)
    bytes.append(contentsOf: Self.middle)
    bytes.append(contentsOf: payload)
    bytes.append(UInt8(ascii: "}"))
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// Reads a line without its line feed.
  public static func read(_ line: ArraySlice<UInt8>) throws(FactsFault) -> FactsLine {
    try checkText(line)
    guard line.starts(with: head) else {
      throw .frame(offset: commonLength(line, head))
    }
    var index = line.startIndex + head.count
    let digits = line[index...].prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    index = digits.endIndex
    guard !digits.isEmpty, digits.count == 1 || digits.first != UInt8(ascii: "0") else {
      throw .frame(offset: digits.startIndex - line.startIndex)
    }
    guard line[index...].starts(with: middle) else {
      throw .frame(offset: index - line.startIndex + commonLength(line[index...], middle))
    }
    index += middle.count
    guard line.count > index - line.startIndex, line.last == UInt8(ascii: "}") else {
      throw .frame(offset: line.count)
    }
    let payload = line[index..<(line.endIndex - 1)]
    guard digits.count <= 12,
      let admittedAt = try? Timestamp(seconds: digits.reduce(0) { $0 * 10 + Int64($1 - 48) })
    else { throw .admittedAt }
    return FactsLine(admittedAt: admittedAt, payload: Array(payload))
  }

  private static func checkText(_ line: ArraySlice<UInt8>) throws(FactsFault) {
    guard line.count <= limitBytes else { throw .lineTooLong(limit: limitBytes) }
    guard line.last != UInt8(ascii: "\r") else { throw .carriageReturn }
    guard !line.starts(with: [0xEF, 0xBB, 0xBF]) else { throw .byteOrderMark }
    if line.contains(where: { $0 >= 0x80 }), UTF8Text.string(line) == nil { throw .notUTF8 }
  }

  private static func commonLength(_ left: ArraySlice<UInt8>, _ right: [UInt8]) -> Int {
    zip(left, right).prefix { $0 == $1 }.count
  }
}
