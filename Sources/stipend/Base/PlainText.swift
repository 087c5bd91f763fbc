/// Text as a terminal may be given it.
enum PlainText {
  /// The text with everything that steers a terminal, or turns the direction of what follows,
  /// written out as `\u{1B}`.
  ///
  /// Names of fields, origins and answers come from whoever publishes a record: what they hold must
  /// not move the cursor over a verdict, colour it, or make it read the other way round.
  static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isSteering) else { return text }
    var plain = ""
    for scalar in text.unicodeScalars {
      if isSteering(scalar) {
        plain += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\t": false
    default:
      switch scalar.properties.generalCategory {
      // Format characters are those that have no shape: marks of direction, joiners, tags.
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
      default: false
      }
    }
  }
}
