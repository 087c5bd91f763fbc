/// Why a quantity was refused, one case per rule.
public enum QuantityError: Error, Hashable, Sendable {
  /// The text does not have the one form that this kind is written in.
  case malformed(QuantityKind)
  /// The value is well formed but outside the kind's bounds.
  case outOfBounds(QuantityKind)
  /// The text has more decimals than the kind can hold exactly.
  case tooFine(QuantityKind)
  /// A sum, difference or product left the kind's bounds.
  case overflow(QuantityKind)
  /// Two amounts of different currencies met.
  case currencyMismatch(Currency, Currency)
  /// A value that must not be negative was.
  case negative(QuantityKind)
  /// A span would end before it starts.
  case endsBeforeStart
}

extension QuantityError: CustomStringConvertible {
  /// The refusal as one fragment of a sentence.
  public var description: String {
    switch self {
    case .malformed(let kind): "not a well-formed \(kind.rawValue)"
    case .outOfBounds(let kind): "\(kind.rawValue) out of bounds"
    case .tooFine(let kind): "\(kind.rawValue) has more decimals than can be held exactly"
    case .overflow(let kind): "\(kind.rawValue) arithmetic leaves its bounds"
    case .currencyMismatch(let left, let right):
      "currencies differ: \(left.rawValue) and \(right.rawValue)"
    case .negative(let kind): "\(kind.rawValue) must not be negative"
    case .endsBeforeStart: "span ends before it starts"
    }
  }
}
