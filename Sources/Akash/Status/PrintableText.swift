/// What a stranger wrote, made fit to be repeated to a reader.
enum PrintableText {
  /// The printable ASCII of a text, at most `limit` bytes; everything else is a question mark.
  static func excerpt(_ text: String, limit: Int = 120) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8.prefix(limit) {
      bytes.append(byte >= 0x20 && byte < 0x7F ? byte : UInt8(ascii: "?"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text itself where it is short enough, or else as many whole characters as fit.
  static func cut(_ text: String, limitBytes: Int) -> String {
    guard text.utf8.count > limitBytes else { return text }
    var kept = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += UTF8.width(scalar)
      guard count <= limitBytes else { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept
  }
}
