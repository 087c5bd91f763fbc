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

  private struct Pair: Hashable {
    let replaces: Digest
    let statement: Digest
  }

  /// All corrections in log order.
  public private(set) var corrections: [Correction] = []
  private var positions: [Pair: Int] = [:]
  private var statements: Set<Digest> = []

  /// The correction that puts one statement in another's place.
  public func correction(replaces: Digest, statement: Digest) -> Correction? {
    positions[Pair(replaces: replaces, statement: statement)].map { corrections[$0] }
  }

  /// Whether a correction names the statement on either side.
  func names(_ statement: Digest) -> Bool { statements.contains(statement) }

  mutating func post(_ body: CorrectionPosted, line: Int) {
    positions[Pair(replaces: body.replaces, statement: body.statement)] = corrections.count
    statements.formUnion([body.replaces, body.statement])
    corrections.append(Correction(body: body, line: line))
  }
}
