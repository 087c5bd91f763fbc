/// What a search asks for: conditions joined by AND, such as `transfer.recipient='…'`.
struct TransactionQuery: Sendable {
  /// How a value is compared.
  enum Comparison: String, CaseIterable, Sendable {
    // The longer first, so that none is read as the beginning of another.
    case atMost = "<="
    case atLeast = ">="
    case equal = "="
    case below = "<"
    case above = ">"
  }

  private let conditions: [(key: String, comparison: Comparison, value: String)]

  init(_ text: String) throws(ChainError) {
    var conditions: [(key: String, comparison: Comparison, value: String)] = []
    var rest = Substring(text)
    while true {
      rest = rest.drop { $0 == " " }
      let key = rest.prefix { !" <>=".contains($0) }
      rest = rest.dropFirst(key.count).drop { $0 == " " }
      guard !key.isEmpty,
        let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) })
      else { throw .invalid("failed to parse query: \(text)") }
      rest = rest.dropFirst(comparison.rawValue.count).drop { $0 == " " }
      let value: Substring
      if rest.first == "'" {
        value = rest.dropFirst().prefix { $0 != "'" }
        guard rest.count > value.count + 1 else {
          throw .invalid("failed to parse query: \(text)")
        }
        rest = rest.dropFirst(value.count + 2)
      } else {
        value = rest.prefix { $0 != " " }
        rest = rest.dropFirst(value.count)
      }
      conditions.append((String(key), comparison, String(value)))
      rest = rest.drop { $0 == " " }
      guard !rest.isEmpty else { break }
      guard rest.hasPrefix("AND ") else { throw .invalid("failed to parse query: \(text)") }
      rest = rest.dropFirst(4)
    }
    self.conditions = conditions
  }

  func matches(_ record: TransactionRecord) -> Bool {
    matches { Self.values(of: $0, in: record) }
  }

  /// Whether a block did that by itself.
  func matches(blockOf height: Int64, _ events: [ChainEvent]) -> Bool {
    matches { $0 == "block.height" ? ["\(height)"] : Self.values(of: $0, in: events) }
  }

  private func matches(_ values: (String) -> [String]) -> Bool {
    conditions.allSatisfy { condition in
      values(condition.key).contains {
        Self.compares($0, condition.comparison, condition.value)
      }
    }
  }

  private static func values(of key: String, in record: TransactionRecord) -> [String] {
    switch key {
    case "tx.height": return ["\(record.height)"]
    case "tx.hash": return [record.transaction.hash]
    default: return values(of: key, in: record.events)
    }
  }

  private static func values(of key: String, in events: [ChainEvent]) -> [String] {
    events.flatMap { event in
      event.attributes.filter { "\(event.type).\($0.key)" == key }.map(\.value)
    }
  }

  private static func compares(_ found: String, _ comparison: Comparison, _ value: String) -> Bool {
    if comparison == .equal { return found == value }
    guard let found = Int64(found), let value = Int64(value) else { return false }
    switch comparison {
    case .atMost: return found <= value
    case .atLeast: return found >= value
    case .below: return found < value
    case .above: return found > value
    case .equal: return found == value
    }
  }
}
