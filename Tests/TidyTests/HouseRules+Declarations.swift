extension HouseRules {
  private static let declaring: Set = [
    "func", "var", "let", "init", "subscript", "struct", "enum", "class", "actor", "protocol",
    "typealias",
  ]

  private static let typeDeclaring: Set = [
    "struct", "enum", "class", "actor", "protocol", "typealias", "associatedtype",
  ]

  /// Every public declaration has a documentation comment right above it or its attributes.
  static func documentation(_ source: SourceText) -> [Violation] {
    source.code.indices.compactMap { index in
      let words = source.tokens(index).filter(\.isWord).map(\.text)
      guard words.contains("public"), let kind = words.first(where: declaring.contains),
        let position = words.firstIndex(of: kind),
        words[..<position].contains("public")
      else { return nil }
      return isDocumented(source, index)
        ? nil : source.violation(index + 1, "public \(kind) without documentation")
    }
  }

  private static func isDocumented(_ source: SourceText, _ index: Int) -> Bool {
    var above = index - 1
    while above >= 0 {
      let line = source.lines[above].drop { $0 == " " }
      if line.hasPrefix("///") || line.hasSuffix("*/") { return true }
      guard line.hasPrefix("@") else { return false }
      above -= 1
    }
    return false
  }

  /// A type named like a module hides the module from whoever imports both.
  static func typeNames(_ source: SourceText, modules: Set<String>) -> [Violation] {
    let tokens = source.allTokens
    return tokens.indices.dropLast().compactMap { index in
      let name = tokens[index + 1]
      guard typeDeclaring.contains(tokens[index].text), modules.contains(name.text) else {
        return nil
      }
      return source.violation(name.line, "type \(name.text) is named like a module")
    }
  }

  // MARK: Order

  /// Walks over a `Dictionary` or `Set`, whose order changes from process to process.
  ///
  /// It knows the names that the file itself declares with such a type. Asking, counting and
  /// sorting are free; walking is not.
  static func unorderedWalks(_ source: SourceText) -> [Violation] {
    let tokens = source.allTokens
    let names = unorderedNames(tokens)
    guard !names.isEmpty else { return [] }
    return tokens.indices.compactMap { index in
      guard names.contains(tokens[index].text), walks(tokens, index) else { return nil }
      return source.violation(tokens[index].line, "\(tokens[index].text) is walked unsorted")
    }
  }

  private static let walking: Set = [
    "map", "flatMap", "compactMap", "forEach", "reduce", "first", "enumerated", "makeIterator",
    "prefix", "dropFirst", "popFirst", "joined", "lazy",
  ]

  private static func walks(_ tokens: [Token], _ index: Int) -> Bool {
    let rest = tokens[(index + 1)...].prefix(4).map(\.text)
    let isLooped = index > 0 && tokens[index - 1].text == "in" && isForLoop(tokens, index)
    if rest.first == "." {
      let member = rest.dropFirst().first ?? ""
      if walking.contains(member) { return true }
      guard member == "keys" || member == "values" else { return false }
      if rest.count == 4, rest[2] == "." { return walking.contains(rest[3]) }
      return isLooped
    }
    return isLooped && (rest.first == "{" || rest.first == "where")
  }

  private static func isForLoop(_ tokens: [Token], _ index: Int) -> Bool {
    tokens[..<index].suffix(12).contains { $0.text == "for" }
  }

  /// Names declared as `[Key: Value]`, `Dictionary`, or `Set`, by type or by first value.
  private static func unorderedNames(_ tokens: [Token]) -> Set<String> {
    var names: Set<String> = []
    for index in tokens.indices.dropLast(3) where ["let", "var"].contains(tokens[index].text) {
      let name = tokens[index + 1].text
      guard tokens[index + 2].text == ":" || tokens[index + 2].text == "=" else { continue }
      let type = tokens[index + 3].text
      if type == "Set" || type == "Dictionary" { names.insert(name) }
      if type == "[", hasColonAtTopLevel(tokens, index + 3) { names.insert(name) }
    }
    return names
  }

  /// Whether a bracket holds a colon of its own: a dictionary's type or literal.
  private static func hasColonAtTopLevel(_ tokens: [Token], _ open: Int) -> Bool {
    var depth = 0
    for token in tokens[open...] {
      switch token.text {
      case "[", "(", "{": depth += 1
      case "]", ")", "}":
        depth -= 1
        if depth == 0 { return false }
      case ":" where depth == 1: return true
      case "?" where depth == 1: return false
      default: break
      }
    }
    return false
  }

  // MARK: Mentions

  /// Paths of one machine and hosts of registries, spelt by halves so that this file names none.
  static let unmentionable = [
    "/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "py" + "pi.org", "pythonho" + "sted.org",
    "deb" + "ian.org", "crates" + ".io", "npm" + "js.",
  ]

  static func mentions(path: String, _ text: String) -> [Violation] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().flatMap { index, line in
      unmentionable.filter { mentions(line, $0) }.map {
        Violation(path: path, line: index + 1, rule: "mentions \($0)")
      }
    }
  }

  private static func mentions(_ line: Substring, _ banned: String) -> Bool {
    var rest = line
    while let found = rest.firstRange(of: banned) {
      let before = rest[..<found.lowerBound].last
      // A path is absolute only where nothing of a longer path or address stands before it.
      let isInsidePath = before.map { $0.isLetter || $0.isNumber || "._-)}".contains($0) } ?? false
      if !banned.hasPrefix("/") || !isInsidePath { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }
}
