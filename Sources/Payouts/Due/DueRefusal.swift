/// Why no batch can be computed at all, one case per rule.
public enum DueRefusal: Error, Hashable, Sendable {
  /// A line stands twice; it would be paid twice.
  case lineTwice(DueLine.Key)
  /// An amount of a line is out of bounds or negative, or its statements are out of order.
  case lineUnsound(DueLine.Key)
  /// The amounts together leave the bounds.
  case overflow
}

extension DueRefusal: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .lineTwice(let key): "the line of \(key.payee) in pool \(key.pool) stands twice"
    case .lineUnsound(let key): "the line of \(key.payee) in pool \(key.pool) has no sound amounts"
    case .overflow: "the amounts together are out of bounds"
    }
  }
}
