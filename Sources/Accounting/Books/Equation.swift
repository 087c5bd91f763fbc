public import Quantities

/// One equation of law 1 with both sides as the books have them, in micro-units.
public struct Equation: Hashable, Sendable {
  /// Which equation.
  public enum Kind: Hashable, Sendable {
    /// The obligations of a pool in one currency.
    case obligations(pool: Label, Currency)
    /// The program's tokens.
    case tokens
    /// What sales brought.
    case proceeds
  }

  /// Which equation.
  public let kind: Kind
  /// What came in.
  public let left: Int128
  /// Where it is.
  public let right: Int128

  init(_ kind: Kind, left: Int128, right: Int128) {
    self.kind = kind
    self.left = left
    self.right = right
  }

  /// Whether both sides are the same.
  public var holds: Bool { left == right }

  /// The currency of both sides.
  public var currency: Currency {
    switch kind {
    case .obligations(_, let currency): currency
    case .tokens: .uakt
    case .proceeds: .usd
    }
  }
}

extension Equation: CustomStringConvertible {
  /// The equation in the words of law 1.
  public var description: String {
    switch kind {
    case .obligations(let pool, _):
      "\(pool): authority = available + committed + accrued + vested-unpaid + held + settled"
        + " + released"
    case .tokens: "tokens: received + revenue = wallet + paid + sold + fees + returned"
    case .proceeds: "sales: proceeds = paid out + fees + in hand"
    }
  }
}
