import Policy

/// Refuses, before any parsing, what a policy has no use for and a parser can be hurt by.
///
/// Anchors and aliases must never reach the parser: an alias bomb used as a mapping key keeps it
/// busy for ever. The screening knows nothing of quotes on purpose, since a reader that disagreed
/// with the parser about where a text ends would let a bomb through; what it refuses in texts is
/// rare.
struct YAMLScreening {
  private let bytes: [UInt8]
  private var line = 1
  private var lineStart = 0
  private var sawContent = false

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The first fault and its place, or nil for a text that may be parsed.
  static func fault(in bytes: [UInt8]) -> (YAMLFault, SourcePosition)? {
    var screening = YAMLScreening(bytes: bytes)
    return screening.run()
  }

  private mutating func run() -> (YAMLFault, SourcePosition)? {
    guard bytes.count <= PolicyBounds.textBytes else {
      return (.tooLarge(limitBytes: PolicyBounds.textBytes), SourcePosition(line: 1, column: 1))
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      return (.notUTF8, firstInvalidPlace())
    }
    for index in bytes.indices {
      if index == lineStart, let fault = lineFault() { return (fault, place(index)) }
      if let fault = characterFault(at: index) ?? indicatorFault(at: index) {
        return (fault, place(index))
      }
      if bytes[index] == UInt8(ascii: "\n") {
        line += 1
        lineStart = index + 1
      }
    }
    return nil
  }

  private func place(_ index: Int) -> SourcePosition {
    let characters = bytes[lineStart..<index].count { $0 & 0xC0 != 0x80 }
    return SourcePosition(line: line, column: characters + 1)
  }

  private func firstInvalidPlace() -> SourcePosition {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    var column = 1
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      column = scalar == "\n" ? 1 : column + 1
      line += scalar == "\n" ? 1 : 0
    }
    return SourcePosition(line: line, column: column)
  }

  /// Directives and document marks, which count at the start of a line only.
  private mutating func lineFault() -> YAMLFault? {
    let end = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    let text = bytes[lineStart..<end]
    if text.first == UInt8(ascii: "%") { return .directive }
    if text.starts(with: Array("...".utf8)) { return .secondDocument }
    if text.starts(with: Array("---".utf8)) {
      // One mark may open the file.
      if sawContent { return .secondDocument }
      sawContent = true
    }
    let first = text.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
    if let first, first != UInt8(ascii: "#") { sawContent = true }
    return nil
  }

  private func byte(_ index: Int) -> UInt8? {
    bytes.indices.contains(index) ? bytes[index] : nil
  }

  /// Control characters, lone carriage returns, other line ends of Unicode and byte order marks.
  private func characterFault(at index: Int) -> YAMLFault? {
    let first = bytes[index]
    switch first {
    case 0x09, 0x0A: return nil
    case 0x0D: return byte(index + 1) == 0x0A ? nil : .controlCharacter(codePoint: 0x0D)
    case 0..<0x20, 0x7F: return .controlCharacter(codePoint: UInt32(first))
    case 0xC2:
      guard let second = byte(index + 1), second < 0xA0 else { return nil }
      return .controlCharacter(codePoint: UInt32(second))
    case 0xE2:
      guard byte(index + 1) == 0x80, let third = byte(index + 2), third == 0xA8 || third == 0xA9
      else { return nil }
      return .controlCharacter(codePoint: third == 0xA8 ? 0x2028 : 0x2029)
    case 0xEF:
      guard byte(index + 1) == 0xBB, byte(index + 2) == 0xBF else { return nil }
      return .controlCharacter(codePoint: 0xFEFF)
    default: return nil
    }
  }

  /// Anchors, aliases and tags: the sign where a token can begin, and a name after `&` and `*`.
  private func indicatorFault(at index: Int) -> YAMLFault? {
    let sign = bytes[index]
    guard sign == UInt8(ascii: "&") || sign == UInt8(ascii: "*") || sign == UInt8(ascii: "!") else {
      return nil
    }
    let before = index == lineStart ? nil : byte(index - 1)
    if sign == UInt8(ascii: "!") {
      guard let before else { return .tag }
      return Array(" \t[{,:?-".utf8).contains(before) ? .tag : nil
    }
    // A parser takes such a sign as text only inside a word; after letters, digits and slashes it
    // is.
    if let before, Self.isAlphanumeric(before) || before == UInt8(ascii: "/") { return nil }
    guard let after = byte(index + 1), Self.isNamePart(after) else { return nil }
    return sign == UInt8(ascii: "&") ? .anchor : .alias
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
