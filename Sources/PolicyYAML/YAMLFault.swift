/// Why a text is not YAML as policies are written in, one case per rule.
public enum YAMLFault: Hashable, Sendable {
  /// Longer than the limit.
  case tooLarge(limitBytes: Int)
  /// Bytes that are not UTF-8.
  case notUTF8
  /// A byte or character that YAML editors do not show: control characters, exotic line ends,
  /// marks.
  case controlCharacter(codePoint: UInt32)
  /// An anchor: `&name`.
  case anchor
  /// An alias: `*name`.
  case alias
  /// A tag: `!name`.
  case tag
  /// A directive: a line that begins with `%`.
  case directive
  /// A second document, or a document's end mark.
  case secondDocument
  /// Nested deeper than the limit.
  case tooDeep(limit: Int)
  /// No value at all.
  case empty
  /// A mapping's key that is not a scalar.
  case keyNotText
  /// A key twice in one mapping.
  case duplicateKey(String)
  /// Not YAML; the parser's own words.
  case syntax(String)
}

extension YAMLFault {
  /// The rule's code, as `docs/reference/errors.md` lists it.
  public var code: String {
    switch self {
    case .tooLarge: "yaml-too-large"
    case .notUTF8: "yaml-not-utf8"
    case .controlCharacter: "yaml-control-character"
    case .anchor: "yaml-anchor"
    case .alias: "yaml-alias"
    case .tag: "yaml-tag"
    case .directive: "yaml-directive"
    case .secondDocument: "yaml-second-document"
    case .tooDeep: "yaml-too-deep"
    case .empty: "yaml-empty"
    case .keyNotText: "yaml-key-not-text"
    case .duplicateKey: "yaml-key-twice"
    case .syntax: "yaml-syntax"
    }
  }

  /// What is wrong, in words.
  public var message: String {
    switch self {
    case .tooLarge(let limit): "the file is longer than \(limit) bytes"
    case .notUTF8: "bytes that are not UTF-8"
    case .controlCharacter(let codePoint):
      "an invisible character, U+\(Self.fourDigits(codePoint))"
    case .anchor: "an anchor (`&name`); policies repeat themselves rather than refer"
    case .alias: "an alias (`*name`); policies repeat themselves rather than refer"
    case .tag: "a tag (`!name`); the keys decide what a value is"
    case .directive: "a directive (`%`)"
    case .secondDocument: "a second document; a policy is one"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .empty: "the file holds no policy"
    case .keyNotText: "a key that is not plain text"
    case .duplicateKey(let key): "key `\(key)` occurs twice in one mapping"
    case .syntax(let problem): "not YAML: \(problem)"
    }
  }

  /// What to do about it.
  public var advice: String {
    switch self {
    case .tooLarge: "Move long texts to documents of their own, and name these."
    case .notUTF8: "Save the file as UTF-8."
    case .controlCharacter: "Remove it; end lines with a line feed."
    case .anchor: "Write the value out; in a text, put no letter straight after `&`."
    case .alias: "Write the value out; quote patterns: \"*/*/*/*\"."
    case .tag: "Remove it; in a text, put no `!` after a space."
    case .directive, .secondDocument: "Remove it."
    case .tooDeep: "Write it flatter."
    case .empty: "Start from `policies/akash-pilot-1.yaml`."
    case .keyNotText: "Write keys as plain words."
    case .duplicateKey: "Keep one of the two."
    case .syntax: "Check indentation, colons and quotes near this place."
    }
  }

  private static func fourDigits(_ codePoint: UInt32) -> String {
    let digits = String(codePoint, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
