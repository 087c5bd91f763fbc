/// Reads the ids of scenarios that a test file claims to cover.
enum ScenarioIDs {
  static func covered(by text: String) -> Set<String> {
    var ids: Set<String> = []
    var expectsName = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("//") {
        ids.formUnion(leading(line.drop { $0 == "/" || $0 == " " }))
        continue
      }
      for opening in ["@Test(", "@Suite("] where line.hasPrefix(opening) {
        ids.formUnion(quoted(line.dropFirst(opening.count)))
        expectsName = line == opening
      }
      if expectsName, line.hasPrefix("\"") {
        ids.formUnion(quoted(line))
        expectsName = false
      }
    }
    return ids
  }

  private static func quoted(_ text: Substring) -> Set<String> {
    text.first == "\"" ? leading(text.dropFirst()) : []
  }

  /// The ids at a text's start: one, a list, or a range.
  private static func leading(_ text: Substring) -> Set<String> {
    var ids: Set<String> = []
    var rest = text
    var previous: Int?
    while let (id, number, after) = next(rest) {
      if let start = previous, start < number {
        for between in start...number { ids.insert(name(between)) }
      }
      ids.insert(id)
      previous = nil
      rest = after
      for separator in ["–", ", ", ",", " and ", " & ", "/", "+"] where rest.hasPrefix(separator) {
        if separator == "–" { previous = number }
        rest = rest.dropFirst(separator.count)
        break
      }
    }
    return ids
  }

  private static func next(_ text: Substring) -> (id: String, number: Int, rest: Substring)? {
    guard text.hasPrefix("O-") else { return nil }
    let digits = text.dropFirst(2).prefix { $0.isASCII && $0.isNumber }
    guard digits.utf8.count == 2, let number = Int(digits) else { return nil }
    let rest = text.dropFirst(4)
    let isLettered = rest.first == "b" && rest.dropFirst().first?.isLetter != true
    return (name(number) + (isLettered ? "b" : ""), number, isLettered ? rest.dropFirst() : rest)
  }

  private static func name(_ number: Int) -> String {
    "O-" + (number < 10 ? "0" : "") + "\(number)"
  }
}
