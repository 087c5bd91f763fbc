/// A Swift file split into code, comments and the contents of strings, line by line.
///
/// In `code` every byte of a comment or of a string's contents is a space, so that rules about code
/// never stumble over prose. The expressions interpolated into strings are code.
struct SourceText {
  let path: String
  /// The lines as written.
  let lines: [String]
  /// The lines with comments and string contents blanked, of the same length in bytes.
  let code: [String]

  init(path: String, _ text: String) {
    self.path = path
    var lexer = SwiftLexer(Array(text.utf8))
    lexer.run()
    lines = Self.split(lexer.bytes)
    code = Self.split(lexer.code)
  }

  private static func split(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  func violation(_ line: Int, _ rule: String) -> Violation {
    Violation(path: path, line: line, rule: rule)
  }

  /// The tokens of a line's code.
  func tokens(_ index: Int) -> [Token] { Token.all(in: code[index], line: index + 1) }

  /// The tokens of the whole file.
  var allTokens: [Token] { code.indices.flatMap { tokens($0) } }
}

/// A word, or one character that belongs to no word and is no space.
struct Token: Hashable {
  let text: String
  let line: Int
  /// Whether a space or a line's start stands before it.
  let afterSpace: Bool

  var isWord: Bool { text.utf8.first.map(Self.isWordByte) ?? false }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }

  static func all(in code: String, line: Int) -> [Token] {
    let bytes = Array(code.utf8)
    var tokens: [Token] = []
    var index = 0
    var afterSpace = true
    while index < bytes.count {
      if bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D {
        afterSpace = true
        index += 1
        continue
      }
      var end = index + 1
      if isWordByte(bytes[index]) {
        while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
      }
      let text = String(decoding: bytes[index..<end], as: UTF8.self)
      tokens.append(Token(text: text, line: line, afterSpace: afterSpace))
      afterSpace = false
      index = end
    }
    return tokens
  }
}
