/// The rules of the house as functions of text; each answers with the places that break it.
enum HouseRules {
  static let limitColumns = 100
  static let limitSourceLines = 600
  static let limitTestLines = 1_000
  static let limitFunctionLines = 70
  static let limitFileBytes = 256 * 1_024

  // MARK: Imports

  /// Modules of the system, open to every target but the pure rooms.
  static let systemModules: Set = [
    "Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization",
  ]

  static func importedModules(_ source: SourceText) -> [(module: String, line: Int)] {
    let kinds: Set = ["struct", "class", "enum", "func", "var", "let", "typealias", "protocol"]
    return source.code.indices.compactMap { index in
      let words = source.tokens(index).filter(\.isWord).map(\.text)
      guard let position = words.firstIndex(of: "import"),
        words[..<position].allSatisfy(modifiersOfImport.contains)
      else { return nil }
      let rest = words[(position + 1)...].drop { kinds.contains($0) }
      return rest.first.map { ($0, index + 1) }
    }
  }

  private static let modifiersOfImport: Set = [
    "public", "internal", "private", "fileprivate", "testable", "preconcurrency",
  ]

  static func imports(_ source: SourceText, target: PackageManifest.Target) -> [Violation] {
    var allowed = target.dependencies
    if !target.isPure { allowed.formUnion(systemModules) }
    if target.isTest { allowed.insert("Testing") }
    return importedModules(source).filter { !allowed.contains($0.module) }.map {
      source.violation($0.line, "import of \($0.module), no dependency of \(target.name)")
    }
  }

  // MARK: Purity

  /// Words that a pure room does not use: floating point, platform types, clocks and chance.
  static let impureWords: Set = [
    "Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Date", "Clock", "ContinuousClock",
    "SuspendingClock", "SystemRandomNumberGenerator", "Double", "Float", "Float16", "Float32",
    "Float64", "Float80", "CGFloat", "Decimal", "UUID", "SHA256", "SHA512", "FileManager",
    "FileHandle", "ProcessInfo", "Task", "package",
  ]

  /// Functions that a pure room does not call.
  static let impureCalls: Set = [
    "print", "debugPrint", "dump", "readLine", "random", "randomElement", "shuffled", "shuffle",
  ]

  static func purity(_ source: SourceText) -> [Violation] {
    let tokens = source.allTokens
    return tokens.indices.compactMap { index in
      let token = tokens[index]
      let isCall = index + 1 < tokens.count && tokens[index + 1].text == "("
      let isDeclared = index > 0 && ["func", "case", "."].contains(tokens[index - 1].text)
      if impureWords.contains(token.text), !isDeclared {
        return source.violation(token.line, "\(token.text) in a pure room")
      }
      let isChance = token.text.hasPrefix("random") || token.text.hasPrefix("shuffle")
      if impureCalls.contains(token.text), isCall, !isDeclared || isChance {
        return source.violation(token.line, "call of \(token.text) in a pure room")
      }
      return nil
    }
  }

  // MARK: Bans

  /// Sequences of tokens that occur in no source, with the name of each.
  private static let bannedSequences: [[String]] = [
    ["try", "!"], ["as", "!"], ["fatalError"], ["@", "unchecked", "Sendable"],
    ["nonisolated", "(", "unsafe", ")"],
  ]

  static func bans(_ source: SourceText) -> [Violation] {
    sequences(bannedSequences, in: source) + markers(source)
  }

  /// Notes to self, which belong in no file; spelt by halves, so that this file has none.
  private static func markers(_ source: SourceText) -> [Violation] {
    let words = ["FIX" + "ME", "TO" + "DO", "XX" + "X"]
    return source.lines.indices.flatMap { index in
      let written = Set(Token.all(in: source.lines[index], line: index + 1).map(\.text))
      return words.filter(written.contains).map { source.violation(index + 1, $0) }
    }
  }

  /// Clock, identity and chance: only the composition root hands them in.
  private static let ambientSequences: [[String]] = [
    ["Date", "(", ")"], ["Date", ".", "now"], [".", "now"], ["ContinuousClock"],
    ["SuspendingClock"],
    ["UUID"], ["SystemRandomNumberGenerator"], ["clock_gettime"], ["gettimeofday"],
    ["time", "(", "nil"],
    ["arc4random"], ["getrandom"], ["randomElement", "(", ")"], ["shuffled", "(", ")"],
    ["shuffle", "(", ")"], ["ProcessInfo"],
  ]

  static func ambient(_ source: SourceText) -> [Violation] {
    sequences(ambientSequences, in: source)
  }

  private static func sequences(_ banned: [[String]], in source: SourceText) -> [Violation] {
    let tokens = source.allTokens
    return tokens.indices.flatMap { index in
      banned.filter { tokens[index...].prefix($0.count).map(\.text) == $0 }.map {
        source.violation(tokens[index].line, $0.joined())
      }
    }
  }

  // MARK: Lengths

  static func fileLength(_ source: SourceText, limit: Int) -> [Violation] {
    source.lines.count > limit
      ? [source.violation(0, "\(source.lines.count) lines, more than \(limit)")] : []
  }

  static func columns(_ source: SourceText) -> [Violation] {
    source.lines.indices.filter { source.lines[$0].count > limitColumns }.map {
      source.violation($0 + 1, "\(source.lines[$0].count) columns, more than \(limitColumns)")
    }
  }

  static func functionLengths(_ source: SourceText) -> [Violation] {
    FunctionLengths.measure(source).filter { $0.count > limitFunctionLines }.map {
      source.violation(
        $0.line, "\($0.name) has \($0.count) lines, more than \(limitFunctionLines)")
    }
  }

  static func fileSize(path: String, bytes: Int, exempt: Set<String>) -> [Violation] {
    guard bytes > limitFileBytes, !exempt.contains(path) else { return [] }
    return [Violation(path: path, line: 0, rule: "\(bytes) bytes, more than \(limitFileBytes)")]
  }
}
