public import Program
public import Quantities
import Rewards

/// Computes a closed epoch anew from what is known now, and says what to post (O-54).
///
/// The old statement stays as it is; the difference reaches a later epoch by a
/// `correction.posted` fact, which is the administrator's to write.
public struct CorrectEpoch: Sendable {
  /// The program, with the facts folded so far.
  public private(set) var reader: ProgramReader

  /// Works on a program.
  public init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// Freezes and closes the next version of an epoch.
  ///
  /// A correction of a correction replaces the newest version.
  public mutating func correct(
    _ id: EpochID, now: Timestamp
  ) throws(EpochRefusal) -> CorrectedEpoch {
    try reader.require(id)
    let replaced = try standing(id)
    var freezing = FreezeEpoch(reader)
    let freeze = try freezing.draftAgain(id, now: now)
    var closing = CloseEpoch(freezing.reader)
    let closed = try closing.compute(freeze)
    reader = closing.reader
    let differences = Correction(
      replacing: replaced.statement, named: replaced.digest, by: closed.statement,
      named: closed.digest)
    guard let differences, !differences.claims.isEmpty else { throw .nothingToCorrect(id) }
    // Nothing is stored before it is known that there is something to post.
    try freezing.store(freeze)
    try closing.store(closed)
    return CorrectedEpoch(
      closed: closed,
      fact: CorrectionPosted(
        pool: id.pool, epoch: id.number, replaces: replaced.digest, statement: closed.digest),
      differences: Self.named(differences.claims, closed.input.claims))
  }

  /// Differences with their payees, by claim.
  private static func named(
    _ differences: [Correction.ClaimDifference], _ claims: [Claim]
  ) -> [CorrectedEpoch.Difference] {
    let payees = SortedMap(claims.map { ($0.id, $0.payee) }) { first, _ in first }
    return differences.compactMap { difference in
      payees[difference.claim].map { payee in
        CorrectedEpoch.Difference(
          claim: difference.claim, payee: payee, micros: difference.micros)
      }
    }
  }

  /// What a correction replaces: what the last one posted put in place, at first version 1.
  private mutating func standing(_ id: EpochID) throws(EpochRefusal) -> NamedStatement {
    let corrections = try reader.log(epoch: id, lines: nil).state.corrections
    let posted = corrections.last(pool: id.pool, epoch: id.number)?.body.statement
    var version = 1
    while let candidate = try reader.statement(of: id, version: version) {
      if posted == nil || candidate.digest == posted { return candidate }
      version += 1
    }
    guard version > 1, let posted else { throw .notClosed(id) }
    throw .missing(id, [.statementNamed(posted)])
  }
}

/// A corrected statement, and the fact that brings it into a later epoch.
public struct CorrectedEpoch: Sendable {
  /// The corrected statement.
  public let closed: ClosedEpoch
  /// What the administrator posts.
  public let fact: CorrectionPosted
  /// What changed, ascending by claim.
  public let differences: [Difference]

  /// What one claim gains or loses.
  public struct Difference: Hashable, Sendable {
    /// The claim.
    public let claim: Label
    /// The payee of that epoch; what comes of the difference is booked on the payee of the day.
    public let payee: Address
    /// Corrected minus replaced, in micro-units of the pool's currency.
    public let micros: Int64
  }
}
