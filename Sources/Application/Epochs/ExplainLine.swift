import Policy
import Program
public import Quantities
public import Rewards

/// Tells one payee's or provider's part in a closed epoch.
public struct ExplainLine: Sendable {
  private let reader: ProgramReader

  /// Works on a program.
  public init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// The explanation; the epoch must be closed.
  public func explain(
    _ id: EpochID, version: Int = 1, _ address: Address, asProvider: Bool = false
  ) throws(EpochRefusal) -> Explanation {
    try reader.require(id)
    guard let newest = reader.pools.first(where: { $0.name == id.pool }) else {
      preconditionFailure("An epoch that the program has is of one of its pools.")
    }
    guard let closed = try reader.statement(of: id, version: version) else {
      if version == 1 { throw .notClosed(id) }
      throw .missing(id, [.statement(id, version: version)])
    }
    let pool = try rules(of: closed.statement).policy.pool(named: id.pool) ?? newest
    return asProvider
      ? Explanation(ofProvider: address, in: closed.statement, pool: pool)
      : Explanation(of: address, in: closed.statement, pool: pool)
  }

  /// Law 6: an epoch is explained under the rules that its statement names, amended since or not.
  private func rules(of statement: Statement) throws(EpochRefusal) -> ProgramRules {
    if reader.rules.policyDigest == statement.policy { return reader.rules }
    do {
      return try ProgramReader.rules(
        policy: statement.policy, catalogue: statement.catalogue, blobs: reader.blobs)
    } catch {
      throw .program(error)
    }
  }
}
