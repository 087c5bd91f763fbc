/// Reads the parts of an ISO 8601 duration, each unit at most once and in order.
struct DurationReader {
  enum Unit: Int, Hashable {
    case year, month, week, day, hour, minute, second
  }

  struct Part: Hashable {
    let unit: Unit
    let count: Int64
  }

  /// A count is refused beyond this many digits, far above every limit and far below overflow.
  private static let limitDigits = 10

  let bytes: [UInt8]
  private var position = 0
  private var inTime = false

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func parts() throws(QuantityError) -> [Part] {
    guard bytes.first == UInt8(ascii: "P") else { throw .malformed(.duration) }
    position = 1
    var parts: [Part] = []
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "T") {
        guard !inTime, position + 1 < bytes.count else { throw .malformed(.duration) }
        inTime = true
        position += 1
      }
      let part = try readPart()
      if let last = parts.last, last.unit.rawValue >= part.unit.rawValue {
        throw .malformed(.duration)
      }
      parts.append(part)
    }
    guard !parts.isEmpty else { throw .malformed(.duration) }
    return parts
  }

  private mutating func readPart() throws(QuantityError) -> Part {
    let start = position
    var count: Int64 = 0
    while position < bytes.count, let digit = ScaledDecimal.digitValue(bytes[position]) {
      guard position - start < Self.limitDigits else { throw .outOfBounds(.duration) }
      count = count * 10 + Int64(digit)
      position += 1
    }
    let digits = position - start
    guard digits > 0, position < bytes.count else { throw .malformed(.duration) }
    guard digits == 1 || bytes[start] != UInt8(ascii: "0") else { throw .malformed(.duration) }
    guard let unit = unit(bytes[position]) else { throw .malformed(.duration) }
    position += 1
    return Part(unit: unit, count: count)
  }

  private func unit(_ letter: UInt8) -> Unit? {
    switch (letter, inTime) {
    case (UInt8(ascii: "Y"), false): .year
    case (UInt8(ascii: "M"), false): .month
    case (UInt8(ascii: "W"), false): .week
    case (UInt8(ascii: "D"), false): .day
    case (UInt8(ascii: "H"), true): .hour
    case (UInt8(ascii: "M"), true): .minute
    case (UInt8(ascii: "S"), true): .second
    default: nil
    }
  }
}
