extension JSONReader {
  /// Reads a whole number; the sign and the first digit have been seen.
  mutating func readInteger() throws(JSONError) -> Int128 {
    let start = position
    let isNegative = current == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let firstDigit = position
    var magnitude: UInt128 = 0
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      let (tenfold, high) = magnitude.multipliedReportingOverflow(by: 10)
      // The limit is 2^127, so that a tenfold within 128 bits cannot wrap when a digit is added
      // without passing it.
      let (sum, carry) = tenfold.addingReportingOverflow(UInt128(byte - UInt8(ascii: "0")))
      guard !high, !carry, sum < 1 << 127 else { throw error(.numberTooLarge, at: start) }
      magnitude = sum
      position += 1
    }
    guard position > firstDigit else { throw unexpected() }
    if position - firstDigit > 1, bytes[firstDigit] == UInt8(ascii: "0") {
      throw error(.leadingZero, at: firstDigit)
    }
    if let byte = current, byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
      throw error(.notWhole)
    }
    if isNegative, magnitude == 0 { throw error(.negativeZero, at: start) }
    return isNegative ? -Int128(magnitude) : Int128(magnitude)
  }

  /// Reads a string; its opening quote has been seen.
  mutating func readString() throws(JSONError) -> String {
    position += 1
    let start = position
    while let byte = current {
      if byte == UInt8(ascii: "\"") {
        let text = try validated(bytes[start..<position], at: start)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try readEscapedString(from: start) }
      guard byte >= 0x20 else { throw error(.controlCharacter) }
      position += 1
    }
    throw error(.unexpectedEnd)
  }

  private func validated(
    _ slice: ArraySlice<UInt8>, at start: Int
  ) throws(JSONError) -> String {
    // Most strings are ASCII, which needs no validation.
    let ascii = slice.withUnsafeBufferPointer { bytes -> String? in
      bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : nil
    }
    if let ascii { return ascii }
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw error(.invalidUTF8, at: start + UTF8Text.firstInvalidOffset(slice))
    }
    return text
  }

  /// Goes on with a string at its first backslash.
  private mutating func readEscapedString(from start: Int) throws(JSONError) -> String {
    var unescaped: [UInt8] = []
    var runStart = start
    while let byte = current {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        // Raw runs are validated piece by piece, so that an error names its own offset.
        let run = bytes[runStart..<position]
        _ = try validated(run, at: runStart)
        unescaped.append(contentsOf: run)
        position += 1
        if byte == UInt8(ascii: "\"") { return String(decoding: unescaped, as: UTF8.self) }
        try readEscape(into: &unescaped)
        runStart = position
        continue
      }
      guard byte >= 0x20 else { throw error(.controlCharacter) }
      position += 1
    }
    throw error(.unexpectedEnd)
  }

  private mutating func readEscape(into unescaped: inout [UInt8]) throws(JSONError) {
    let start = position - 1
    guard let letter = current else { throw error(.unexpectedEnd) }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(letter)
    case UInt8(ascii: "b"): unescaped.append(0x08)
    case UInt8(ascii: "f"): unescaped.append(0x0C)
    case UInt8(ascii: "n"): unescaped.append(0x0A)
    case UInt8(ascii: "r"): unescaped.append(0x0D)
    case UInt8(ascii: "t"): unescaped.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try readUnicodeEscape(from: start)
      unescaped.append(contentsOf: String(Character(scalar)).utf8)
    default: throw error(.invalidEscape, at: start)
    }
  }

  private mutating func readUnicodeEscape(from start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try readFourHexDigits(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw error(.loneSurrogate, at: start) }
    position += 2
    let second = try readFourHexDigits(from: position - 2)
    guard second >= 0xDC00, second <= 0xDFFF,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error(.loneSurrogate, at: start) }
    return scalar
  }

  private mutating func readFourHexDigits(from start: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current else { throw error(.unexpectedEnd) }
      guard let digit = Hex.value(ofAnyCase: byte) else { throw error(.invalidEscape, at: start) }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
