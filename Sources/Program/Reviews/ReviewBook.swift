public import Quantities

/// Decisions on held parts.
public struct ReviewBook: Hashable, Sendable {
  /// One decision with its line.
  public struct Review: Hashable, Sendable {
    /// What was decided.
    public let body: ReviewDecided
    /// The line that says so.
    public let line: Int
  }

  private struct Key: Hashable {
    let pool: Label
    let epoch: Int
    let provider: Address
  }

  /// All decisions in log order.
  public private(set) var reviews: [Review] = []
  private var positions: [Key: Int] = [:]

  /// The decision on a provider's held parts of an epoch.
  public func review(pool: Label, epoch: Int, provider: Address) -> Review? {
    positions[Key(pool: pool, epoch: epoch, provider: provider)].map { reviews[$0] }
  }

  mutating func decide(_ body: ReviewDecided, line: Int) {
    positions[Key(pool: body.pool, epoch: body.epoch, provider: body.provider)] = reviews.count
    reviews.append(Review(body: body, line: line))
  }
}
