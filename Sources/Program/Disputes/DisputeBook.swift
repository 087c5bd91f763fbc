public import Quantities

/// Amounts that somebody disputes, each held until it is decided.
public struct DisputeBook: Hashable, Sendable {
  /// One dispute.
  public struct Dispute: Hashable, Sendable {
    /// What is disputed.
    public let body: DisputeOpened
    /// The line that opened it.
    public let line: Int
    /// How it ended; nil while it is open.
    public internal(set) var resolution: DisputeResolved?
    /// The line that ended it.
    public internal(set) var resolvedLine: Int?
  }

  /// All disputes in log order.
  public private(set) var disputes: [Dispute] = []
  private var positions: [Label: Int] = [:]
  /// The positions of those open, ascending.
  private var open: [Int] = []

  /// The dispute with an id.
  public func dispute(_ id: Label) -> Dispute? { positions[id].map { disputes[$0] } }

  /// The first that is open.
  public var firstOpen: Dispute? { open.first.map { disputes[$0] } }

  /// The open ones, in log order: what they name is not paid.
  public var held: [Dispute] { open.map { disputes[$0] } }

  /// What a provider's open disputes of an epoch hold, in millionths.
  func heldMicros(pool: Label, epoch: Int, provider: Address) -> Int64 {
    held.reduce(0) { sum, dispute in
      let body = dispute.body
      let isSame = body.pool == pool && body.epoch == epoch && body.provider == provider
      return isSame ? sum + body.amount.micros : sum
    }
  }

  mutating func add(_ body: DisputeOpened, line: Int) {
    positions[body.dispute] = disputes.count
    open.append(disputes.count)
    disputes.append(Dispute(body: body, line: line))
  }

  mutating func resolve(_ body: DisputeResolved, line: Int) {
    guard let position = positions[body.dispute] else { return }
    open.removeAll { $0 == position }
    disputes[position].resolution = body
    disputes[position].resolvedLine = line
  }
}
