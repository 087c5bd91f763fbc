/// What a rule's findings say, with the names of figures in braces, and what to do about them.
public struct FindingWording: Sendable {
  /// The rule.
  public let rule: FindingRule
  /// The sentence, in which `{name}` stands for the figure of that name.
  public let message: String
  /// What to do.
  public let advice: String

  init(_ rule: FindingRule, _ message: String, _ advice: String) {
    self.rule = rule
    self.message = message
    self.advice = advice
  }

  /// The wording of every rule.
  public static let all = budget + calendar + lines + weights + money + activity

  /// The wording of a rule.
  public static func of(_ rule: FindingRule) -> FindingWording {
    guard let wording = all.first(where: { $0.rule == rule }) else {
      preconditionFailure("Every rule has its wording.")
    }
    return wording
  }

  /// A sentence with the figures put in.
  static func filled(_ sentence: String, _ figures: FindingFigures) -> String {
    var result = ""
    var rest = sentence[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      result += figures[name]?.text ?? "?"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

extension Finding {
  /// What was found, in one or two sentences.
  public var message: String { FindingWording.filled(FindingWording.of(rule).message, figures) }

  /// What to do about it.
  public var advice: String { FindingWording.filled(FindingWording.of(rule).advice, figures) }

  /// The figures that come in rows, one line each: `h100: exact 1,810,429.20 USD, …`.
  public var details: [String] {
    figures.entries.flatMap { entry -> [String] in
      guard case .rows(let rows) = entry.value else { return [] }
      return rows.map { row in
        var entries = row.entries[...]
        var head = ""
        if case .text(let name)? = entries.first?.value {
          head = name + ": "
          entries = entries.dropFirst()
        }
        let words = entries.map { "\(Self.words($0.name)) \($0.value.text)" }
        return head + words.joined(separator: ", ")
      }
    }
  }

  /// `spanHours` as `span hours`.
  static func words(_ name: String) -> String {
    var words = ""
    for character in name {
      words += character.isUppercase ? " \(character.lowercased())" : String(character)
    }
    return words
  }
}
