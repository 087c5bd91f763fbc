/// A function-like body: its name, first line, and the number of lines from signature to brace.
struct FunctionLength: Hashable {
  let name: String
  let line: Int
  let count: Int
}

/// Measures functions, initialisers and accessors by matching braces in code.
enum FunctionLengths {
  static func measure(_ source: SourceText) -> [FunctionLength] {
    let tokens = source.allTokens
    var found: [FunctionLength] = []
    for (index, token) in tokens.enumerated() {
      guard let name = functionName(tokens, index),
        let open = bodyStart(tokens, after: index),
        let close = matchingBrace(tokens, open)
      else { continue }
      found.append(
        FunctionLength(
          name: name, line: token.line, count: tokens[close].line - token.line + 1))
    }
    return found
  }

  private static func functionName(_ tokens: [Token], _ index: Int) -> String? {
    let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
    let previous = index > 0 ? tokens[index - 1].text : ""
    switch tokens[index].text {
    case "func": return next
    case "init" where previous != "." && ["(", "<", "?", "!"].contains(next): return "init"
    case "deinit" where next == "{": return "deinit"
    case "subscript" where ["(", "<"].contains(next): return "subscript"
    case "var": return next
    default: return nil
    }
  }

  /// The brace that opens the body, or nil where the declaration has none.
  private static func bodyStart(_ tokens: [Token], after index: Int) -> Int? {
    var depth = 0
    var position = index + 1
    let isVariable = tokens[index].text == "var"
    while position < tokens.count {
      let token = tokens[position]
      switch token.text {
      case "(", "[": depth += 1
      case ")", "]":
        depth -= 1
        if depth < 0 { return nil }
      case "{" where depth == 0: return position
      case "}" where depth == 0: return nil
      case "=" where depth == 0 && isVariable: return nil
      default:
        if depth == 0, startsDeclaration(tokens, position), position > index + 1 { return nil }
      }
      position += 1
    }
    return nil
  }

  /// Whether a token begins the next declaration, so that the one before had no body.
  private static func startsDeclaration(_ tokens: [Token], _ position: Int) -> Bool {
    let words: Set = [
      "func", "var", "let", "init", "struct", "enum", "class", "actor", "protocol", "extension",
      "case", "subscript", "typealias", "import", "static", "mutating", "public", "private",
    ]
    return words.contains(tokens[position].text)
      && tokens[position].line > tokens[position - 1].line
  }

  private static func matchingBrace(_ tokens: [Token], _ open: Int) -> Int? {
    var depth = 0
    for position in open..<tokens.count {
      if tokens[position].text == "{" { depth += 1 }
      if tokens[position].text == "}" { depth -= 1 }
      if depth == 0 { return position }
    }
    return nil
  }
}
