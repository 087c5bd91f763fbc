import Encoding
import Quantities

// Each takes an optional node, so that a missing key is reported once, where it was asked for.
extension PolicyReader {
  /// The characters of a scalar that is written as text in both forms.
  mutating func text(_ node: PolicyNode?) -> String? {
    guard let node else { return nil }
    guard let text = node.scalar else {
      report(.wrongKind(expected: .text, found: node.tree.shape), at: node)
      return nil
    }
    return text
  }

  /// A text of people, bounded.
  mutating func freeText(_ node: PolicyNode?) -> String? {
    guard let node, let text = text(node) else { return nil }
    guard text.utf8.count <= PolicyBounds.textFieldBytes else {
      report(.tooLong(limitBytes: PolicyBounds.textFieldBytes), at: node)
      return nil
    }
    return text
  }

  /// A text read by a quantity's own reader.
  mutating func quantity<Value>(
    _ node: PolicyNode?, _ kind: PolicyQuantity, decimals: Int = 0,
    _ read: (String) throws(QuantityError) -> Value
  ) -> Value? {
    guard let node, let text = text(node) else { return nil }
    do throws(QuantityError) {
      return try read(text)
    } catch {
      report(Self.fault(error, kind, decimals: decimals), at: node)
      return nil
    }
  }

  static func fault(
    _ error: QuantityError, _ kind: PolicyQuantity, decimals: Int
  ) -> PolicyFault {
    switch error {
    case .outOfBounds, .overflow: .outOfBounds(kind)
    case .tooFine: .tooFine(kind, decimals: decimals)
    case .negative: .negative
    case .endsBeforeStart: .endsBeforeStart
    case .malformed, .currencyMismatch: .malformed(kind)
    }
  }

  mutating func label(_ node: PolicyNode?) -> Label? {
    quantity(node, .label) { text throws(QuantityError) in try Label(text) }
  }

  mutating func date(_ node: PolicyNode?) -> CivilDate? {
    quantity(node, .date) { text throws(QuantityError) in try CivilDate(text) }
  }

  mutating func digest(_ node: PolicyNode?) -> Digest? {
    quantity(node, .digest) { text throws(QuantityError) in try Digest(hex: text) }
  }

  mutating func duration(_ node: PolicyNode?) -> CalendarDuration? {
    quantity(node, .duration) { text throws(QuantityError) in try CalendarDuration(text) }
  }

  mutating func pattern(_ node: PolicyNode?) -> ClassPattern? {
    guard let node, let text = text(node) else { return nil }
    guard let pattern = ClassPattern(text) else {
      report(.malformed(.classPattern), at: node)
      return nil
    }
    return pattern
  }

  /// One of a type's own names.
  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ node: PolicyNode?, _ type: Value.Type
  ) -> Value? where Value.RawValue == String {
    choice(node, type.allCases.map { ($0.rawValue, $0) })
  }

  mutating func choice<Value>(_ node: PolicyNode?, _ choices: [(String, Value)]) -> Value? {
    guard let node, let text = text(node) else { return nil }
    if let match = choices.first(where: { $0.0.utf8.elementsEqual(text.utf8) }) { return match.1 }
    let names = choices.map { $0.0 }
    report(.notOneOf(names, nearest: NearestName.among(names, to: text)), at: node)
    return nil
  }

  mutating func bool(_ node: PolicyNode?) -> Bool? {
    guard let node else { return nil }
    switch (node.tree, form) {
    case (.bool(let truth), .canonical): return truth
    case (.plain("true"), .written): return true
    case (.plain("false"), .written): return false
    default:
      report(.wrongKind(expected: .truth, found: node.tree.shape), at: node)
      return nil
    }
  }

  /// A whole number of either form, unbounded.
  mutating func wholeNumber(_ node: PolicyNode?) -> Int128? {
    guard let node else { return nil }
    switch (node.tree, form) {
    case (.integer(let number), .canonical): return number
    case (.plain(let text), .written):
      if let number = try? DecimalText.integer(text, scale: 0) { return number }
    default: break
    }
    report(.wrongKind(expected: .number, found: node.tree.shape), at: node)
    return nil
  }

  mutating func number(_ node: PolicyNode?, in bounds: ClosedRange<Int64>) -> Int64? {
    guard let node, let number = wholeNumber(node) else { return nil }
    guard let narrow = Int64(exactly: number), bounds.contains(narrow) else {
      report(.notWithin(lowest: bounds.lowerBound, highest: bounds.upperBound), at: node)
      return nil
    }
    return narrow
  }

  mutating func count(_ node: PolicyNode?, in bounds: ClosedRange<Int>) -> Int? {
    number(node, in: Int64(bounds.lowerBound)...Int64(bounds.upperBound)).map { Int($0) }
  }

  /// A ratio of at most the limit: ppm in canonical form, `40%` or `0.4` as written.
  mutating func ratio(
    _ node: PolicyNode?, limitPPM: UInt64 = PolicyBounds.factorPPM
  ) -> Ratio? {
    guard let node else { return nil }
    let ratio: Ratio?
    switch form {
    case .canonical:
      ratio = number(node, in: 0...Int64(Ratio.limitPPM)).flatMap { try? Ratio(ppm: UInt64($0)) }
    case .written:
      ratio = quantity(node, .ratio, decimals: 6) { text throws(QuantityError) in
        try Ratio(text)
      }
    }
    guard let ratio else { return nil }
    guard ratio.ppm <= limitPPM else {
      report(limitPPM == Ratio.ppmPerOne ? .aboveWhole : .outOfBounds(.ratio), at: node)
      return nil
    }
    return ratio
  }

  /// A time: seconds in canonical form, ISO 8601 as written.
  mutating func time(_ node: PolicyNode?) -> Timestamp? {
    switch form {
    case .canonical:
      return number(node, in: 0...Timestamp.limitSeconds).flatMap { try? Timestamp(seconds: $0) }
    case .written:
      return quantity(node, .time) { text throws(QuantityError) in try Timestamp(text) }
    }
  }

  /// A fixed length: seconds in canonical form, a duration without months as written.
  mutating func seconds(_ node: PolicyNode?, in bounds: ClosedRange<Int64>) -> Int64? {
    guard form == .written else { return number(node, in: bounds) }
    // A duration is never zero, but an allowance may be.
    if let node, node.scalar == "PT0S", bounds.contains(0) { return 0 }
    guard let node, let duration = duration(node) else { return nil }
    guard let seconds = duration.fixedSeconds else {
      report(.notFixedLength, at: node)
      return nil
    }
    guard bounds.contains(seconds) else {
      report(.outOfBounds(.duration), at: node)
      return nil
    }
    return seconds
  }

  mutating func span(_ node: PolicyNode?) -> TimeSpan? {
    guard let node, let object = object(node, PolicyKeys.span) else { return nil }
    let start = time(required(object, "start"))
    let end = time(required(object, "end"))
    guard let start, let end else { return nil }
    guard let span = try? TimeSpan(start: start, end: end) else {
      report(.endsBeforeStart, at: node)
      return nil
    }
    return span
  }
}
