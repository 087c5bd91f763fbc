import Policy
import Quantities

/// Reads the fixed form of a statement byte by byte; anything else is refused where it stands.
///
/// A tree of values would take gigabytes at the design point; this takes none.
struct StatementScanner {
  let bytes: [UInt8]
  private(set) var position = 0
  private var lastClass: (name: ArraySlice<UInt8>, gpuClass: GPUClass)?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Passes over exactly these characters.
  mutating func expect(_ text: StaticString) throws(StatementError) {
    guard skip(text) else { throw malformed(.text("\(text)")) }
  }

  /// Passes over the characters if they stand here.
  mutating func skip(_ text: StaticString) -> Bool {
    guard isNext(text, at: position) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// Passes over a key with its quotes and colon, after a comma unless it is the first, if exactly
  /// that stands here.
  mutating func skipKey(_ name: StaticString, isFirst: Bool) -> Bool {
    let quote: StaticString = isFirst ? "\"" : ",\""
    let nameStart = position + quote.utf8CodeUnitCount
    let nameEnd = nameStart + name.utf8CodeUnitCount
    guard isNext(quote, at: position), isNext(name, at: nameStart), isNext("\":", at: nameEnd)
    else { return false }
    position = nameEnd + 2
    return true
  }

  private func isNext(_ text: StaticString, at start: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard start + count <= bytes.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<count where bytes[start + index] != text.utf8Start[index] { return false }
      return true
    }
  }

  func malformed(_ expected: StatementError.Expected) -> StatementError {
    .malformed(offset: position, expected)
  }

  mutating func end() throws(StatementError) {
    guard position == bytes.count else { throw malformed(.end) }
  }

  /// A whole number without idle zeros, within bounds.
  mutating func integer(
    _ name: StaticString, _ bounds: ClosedRange<Int64>
  ) throws(StatementError) -> Int64 {
    let start = position
    let isNegative = skip("-")
    let magnitude = try digits(limit: UInt128(UInt64(1) << 63), .integer)
    guard !(isNegative && magnitude == 0) else {
      throw .malformed(offset: start, .integer)
    }
    let value = isNegative ? -Int128(magnitude) : Int128(magnitude)
    guard value >= Int128(bounds.lowerBound), value <= Int128(bounds.upperBound) else {
      throw .outOfBounds(offset: start, "\(name)")
    }
    return Int64(value)
  }

  /// A whole number as a string.
  mutating func decimalString(
    _ name: StaticString, limit: UInt128
  ) throws(StatementError) -> UInt128 {
    let start = position
    try expect("\"")
    let value = try digits(limit: limit, .decimalString)
    try expect("\"")
    guard value <= limit else { throw .outOfBounds(offset: start, "\(name)") }
    return value
  }

  /// Digits; beyond the limit the value sticks just above it.
  private mutating func digits(
    limit: UInt128, _ expected: StatementError.Expected
  ) throws(StatementError) -> UInt128 {
    let start = position
    var value: UInt128 = 0
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 {
      let digit = UInt128(bytes[position] &- UInt8(ascii: "0"))
      if value <= limit {
        let (tenfold, isOver) = value.multipliedReportingOverflow(by: 10)
        let (sum, isOverToo) = tenfold.addingReportingOverflow(digit)
        value = isOver || isOverToo ? .max : sum
      }
      position += 1
    }
    guard position > start, position == start + 1 || bytes[start] != UInt8(ascii: "0") else {
      throw .malformed(offset: start, expected)
    }
    return value
  }

  /// The characters between two quotes; none of them may need an escape.
  mutating func text() throws(StatementError) -> ArraySlice<UInt8> {
    try expect("\"")
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      let byte = bytes[position]
      guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else {
        throw malformed(.text("\""))
      }
      position += 1
    }
    let end = position
    try expect("\"")
    return bytes[start..<end]
  }

  mutating func identifier<Identifier: ASCIIIdentifier>(
    _ type: Identifier.Type, _ name: StaticString
  ) throws(StatementError) -> Identifier {
    let start = position
    let text = try text()
    do {
      return try Identifier(bytes: text)
    } catch {
      throw .malformed(offset: start, .identifier("\(name)"))
    }
  }

  /// A value that one of its names stands for.
  mutating func named<Value>(
    _ name: StaticString, _ read: (String) -> Value?
  ) throws(StatementError) -> Value {
    let start = position
    let text = String(decoding: try text(), as: UTF8.self)
    guard let value = read(text) else {
      throw .malformed(offset: start, .identifier("\(name)"))
    }
    return value
  }

  /// A class; neighbours mostly have the same, which is then not read again.
  mutating func gpuClass() throws(StatementError) -> GPUClass {
    let start = position
    let text = try text()
    if let last = lastClass, last.name.elementsEqual(text) { return last.gpuClass }
    guard let gpuClass = GPUClass(String(decoding: text, as: UTF8.self)) else {
      throw .malformed(offset: start, .identifier("class"))
    }
    lastClass = (text, gpuClass)
    return gpuClass
  }

  mutating func digest() throws(StatementError) -> Digest {
    let start = position
    let text = String(decoding: try text(), as: UTF8.self)
    do {
      return try Digest(hex: text)
    } catch {
      throw .malformed(offset: start, .digest)
    }
  }

  mutating func time(_ name: StaticString) throws(StatementError) -> Timestamp {
    let start = position
    let seconds = try integer(name, 0...Timestamp.limitSeconds)
    do {
      return try Timestamp(seconds: seconds)
    } catch {
      throw .outOfBounds(offset: start, "\(name)")
    }
  }

  mutating func micros(_ name: StaticString) throws(StatementError) -> Int64 {
    try integer(name, -Amount.limitMicros...Amount.limitMicros)
  }

  /// A list: `body` is called for each element between the brackets.
  mutating func array(
    _ body: (inout StatementScanner) throws(StatementError) -> Void
  ) throws(StatementError) {
    try expect("[")
    if skip("]") { return }
    while true {
      try body(&self)
      if skip("]") { return }
      try expect(",")
    }
  }
}
