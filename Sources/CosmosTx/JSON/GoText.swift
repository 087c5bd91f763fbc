import Encoding

/// Texts in JSON as Go's encoder writes them for the chain.
enum GoText {
  /// Appends a quoted text: `<`, `>` and `&` are escaped, and the two line ends of Unicode.
  ///
  /// Texts hold no control characters but tab and line feed: of others, Go's releases differ.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(contentsOf: #"\""#.utf8)
      case "\\": bytes.append(contentsOf: #"\\"#.utf8)
      case "\n": bytes.append(contentsOf: #"\n"#.utf8)
      case "\t": bytes.append(contentsOf: #"\t"#.utf8)
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        bytes.append(contentsOf: #"\u"#.utf8)
        let high = UInt8(truncatingIfNeeded: scalar.value >> 8)
        let low = UInt8(truncatingIfNeeded: scalar.value)
        bytes.append(contentsOf: Hex.text([high, low]).utf8)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
