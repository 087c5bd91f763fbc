public import Quantities

/// Corrections of earlier epochs.
public struct CorrectionBook: Hashable, Sendable {
  /// One correction with its line.
  public struct Correction: Hashable, Sendable {
    /// What was posted.
    public let body: CorrectionPosted
    /// The line that posted it.
    public let line: Int
  }

  /// All corrections in log order.
  public private(set) var corrections: [Correction] = []
  private var statements: Set<Digest> = []

  /// The newest correction of an epoch: what the next one replaces.
  public func last(pool: Label, epoch: Int) -> Correction? {
    corrections.last { $0.body.pool == pool && $0.body.epoch == epoch }
  }

  /// Whether a correction names the statement on either side.
  func names(_ statement: Digest) -> Bool { statements.contains(statement) }

  mutating func post(_ body: CorrectionPosted, line: Int) {
    statements.formUnion([body.replaces, body.statement])
    corrections.append(Correction(body: body, line: line))
  }
}
