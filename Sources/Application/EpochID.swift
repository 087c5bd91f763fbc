public import Quantities

/// One epoch of one pool, written `POOL/NUMBER`: `liquidity/12`.
public struct EpochID: Hashable, Comparable, Sendable {
  /// Most epochs that a pool can have; also what six digits of a file name hold.
  public static let limitNumber = 999_999

  /// The pool.
  public let pool: Label
  /// From 1.
  public let number: Int

  /// Takes pool and number.
  public init(pool: Label, number: Int) {
    precondition((1...Self.limitNumber).contains(number), "Epochs are numbered from 1.")
    self.pool = pool
    self.number = number
  }

  /// Reads `POOL/NUMBER`; `nil` when it has another shape.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let pool = try? Label(String(parts[0])),
      let first = parts[1].utf8.first, (49...57).contains(first), parts[1].utf8.count <= 6,
      let number = Int(parts[1]), number <= Self.limitNumber
    else { return nil }
    self.init(pool: pool, number: number)
  }

  /// The epoch before; `nil` for the first.
  public var previous: EpochID? { number > 1 ? EpochID(pool: pool, number: number - 1) : nil }

  /// Orders by pool, then number.
  public static func < (left: EpochID, right: EpochID) -> Bool {
    left.pool == right.pool ? left.number < right.number : left.pool < right.pool
  }
}

extension EpochID: CustomStringConvertible {
  /// `POOL/NUMBER`.
  public var description: String { "\(pool)/\(number)" }
}
