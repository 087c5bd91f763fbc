/// Text for files: what a terminal shows, without its colours.
enum Plain {
  /// The lines, each ended, without escape sequences.
  static func text(_ lines: [String]) -> String {
    lines.map { strip($0) + "\n" }.joined()
  }

  private static func strip(_ line: String) -> String {
    var text = ""
    var isEscape = false
    for character in line {
      if character == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        // A colour sequence ends with the letter m.
        isEscape = character != "m"
      } else {
        text.append(character)
      }
    }
    return text
  }
}
