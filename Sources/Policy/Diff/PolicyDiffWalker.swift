import Encoding
import Quantities

/// Walks two policies' JSON side by side; elements of named lists meet by name, others by place.
struct PolicyDiffWalker {
  private(set) var changes: [PolicyChange] = []

  mutating func compare(
    _ old: JSONValue?, _ new: JSONValue?, at path: JSONPath, context: PolicyValueText
  ) {
    if old == new { return }
    let context = context.entering(old ?? new)
    switch (old, new) {
    case (.object(let left)?, .object(let right)?) where !PolicyValueText.isMoney(left):
      for key in keys(left, right) {
        compare(
          old?[key], new?[key], at: .member(path, key), context: context.member(key))
      }
    case (.array(let left)?, .array(let right)?):
      compare(left, right, at: path, context: context)
    case (.object(let members)?, nil) where !PolicyValueText.isMoney(members):
      for member in members {
        compare(
          member.value, nil, at: .member(path, member.key), context: context.member(member.key))
      }
    case (nil, .object(let members)?) where !PolicyValueText.isMoney(members):
      for member in members {
        compare(
          nil, member.value, at: .member(path, member.key), context: context.member(member.key))
      }
    default:
      changes.append(
        PolicyChange(
          path: path, old: old.map { context.text($0) }, new: new.map { context.text($0) }))
    }
  }

  private func keys(_ left: [JSONMember], _ right: [JSONMember]) -> [String] {
    let first = left.map(\.key)
    return first + right.map(\.key).filter { !first.contains($0) }
  }

  private mutating func compare(
    _ left: [JSONValue], _ right: [JSONValue], at path: JSONPath, context: PolicyValueText
  ) {
    guard let before = names(left), let after = names(right) else {
      for index in 0..<max(left.count, right.count) {
        compare(
          index < left.count ? left[index] : nil, index < right.count ? right[index] : nil,
          at: .element(path, index), context: context)
      }
      return
    }
    if before != after, Set(before) == Set(after) {
      changes.append(
        PolicyChange(
          path: path, old: before.joined(separator: ", "), new: after.joined(separator: ", ")))
    }
    for name in before + after.filter({ !before.contains($0) }) {
      compare(
        before.firstIndex(of: name).map { left[$0] }, after.firstIndex(of: name).map { right[$0] },
        at: .member(path, name), context: context)
    }
  }

  /// The names of a list whose elements all have one, each once; nil for other lists.
  private func names(_ elements: [JSONValue]) -> [String]? {
    var names: [String] = []
    for element in elements {
      guard case .string(let name)? = element["name"], !names.contains(name) else { return nil }
      names.append(name)
    }
    return names
  }
}

/// Turns a canonical value back into what people write, by its key and its pool's currency.
struct PolicyValueText {
  private var key = ""
  private var parent = ""
  private var currency = Currency.usd

  /// Inside a pool, amounts count in the pool's currency.
  func entering(_ value: JSONValue?) -> PolicyValueText {
    var result = self
    if let value, value["kind"]?.kind == .string, let amount = value["amount"],
      case .string(let name)? = amount["currency"], let currency = Currency(rawValue: name)
    {
      result.currency = currency
    }
    return result
  }

  func member(_ key: String) -> PolicyValueText {
    var result = self
    result.parent = self.key
    result.key = key
    return result
  }

  static func isMoney(_ members: [JSONMember]) -> Bool {
    members.map(\.key) == PolicyKeys.money
  }

  func text(_ value: JSONValue) -> String {
    switch value {
    case .null: return "none"
    case .bool(let truth): return truth ? "true" : "false"
    case .integer(let number): return text(number)
    case .string(let text): return price(text) ?? text
    case .array(let elements):
      return "[" + elements.map { self.text($0) }.joined(separator: ", ") + "]"
    case .object(let members):
      if Self.isMoney(members), case .integer(let micros)? = value["micros"],
        case .string(let name)? = value["currency"]
      {
        return FigureText.money(micros, Currency(rawValue: name) ?? .usd)
      }
      let pairs = members.map { "\($0.key): \(member($0.key).text($0.value))" }
      return "{" + pairs.joined(separator: ", ") + "}"
    }
  }

  private func text(_ number: Int128) -> String {
    switch key {
    case "amount", "rate", "stated", "beneficiaryAmount":
      return FigureText.money(number, currency)
    case "perHour", "low", "high": return FigureText.money(number, .usd)
    case "share", "unobservedAllowance", "arbitrageMultiple", "weight", "beneficiaryShare",
      "factor":
      return FigureText.ratio(number)
    case "from" where parent == "curve": return FigureText.ratio(number)
    case "start", "end", "first", "by":
      if let time = Int64(exactly: number).flatMap({ try? Timestamp(seconds: $0) }) {
        return FigureText.time(time)
      }
    case "slot", "grace", "allowance", "notice": return "\(number) s"
    case "window" where parent == "price": return "\(number) s"
    default: break
    }
    return FigureText.count(number)
  }

  private func price(_ text: String) -> String? {
    guard key == "akt" || key == "fundingPrice",
      let scaled = try? DecimalText.integer(text, scale: 0), scaled > 0
    else { return nil }
    return DecimalText.text(scaled, scale: 18, minimumDecimals: 2) + " USD"
  }
}
