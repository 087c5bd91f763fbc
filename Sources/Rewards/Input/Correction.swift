public import Quantities

/// What a corrected statement of an earlier epoch changes, claim by claim (O-54).
public struct Correction: Hashable, Sendable {
  /// The epoch corrected.
  public let epoch: Int
  /// The digest of the statement replaced.
  public let replaces: Digest
  /// The digest of the statement that replaces it.
  public let statement: Digest
  /// The differences that are not 0, ascending by claim.
  public let claims: [ClaimDifference]

  /// One claim's difference, in micro-units of the pool's currency.
  public struct ClaimDifference: Hashable, Sendable {
    /// The claim.
    public let claim: Label
    /// Corrected minus replaced.
    public let micros: Int64
    /// The line that its part stands on.
    public let line: LineKey
    /// Why an amount is held in the corrected statement, or else in the one replaced.
    public let hold: PartReason?

    /// Takes every field as it is.
    public init(claim: Label, micros: Int64, line: LineKey, hold: PartReason? = nil) {
      self.claim = claim
      self.line = line
      self.micros = micros
      self.hold = hold
    }
  }

  /// Takes every field as it is.
  public init(epoch: Int, replaces: Digest, statement: Digest, claims: [ClaimDifference]) {
    self.epoch = epoch
    self.replaces = replaces
    self.statement = statement
    self.claims = claims
  }

  /// Compares two statements of one epoch; nil when they are of different pools or epochs.
  ///
  ///     difference(claim) = amount(claim, corrected) − amount(claim, replaced)
  ///
  /// A statement that lacks the claim counts as 0.
  public init?(
    replacing replaced: Statement, named replaces: Digest, by corrected: Statement,
    named statement: Digest
  ) {
    guard replaced.pool == corrected.pool, replaced.epoch == corrected.epoch else { return nil }
    func parts(_ statement: Statement, sign: Int64) -> [(Label, ClaimDifference)] {
      statement.lines.flatMap { line in
        line.parts.map { part in
          let difference = ClaimDifference(
            claim: part.claim, micros: sign * part.amountMicros, line: line.key,
            hold: part.amountMicros > 0 ? part.holdReason : nil)
          return (part.claim, difference)
        }
      }
    }
    // Amounts are within 0…10^18, so that their difference never overflows.
    let pairs = parts(corrected, sign: 1) + parts(replaced, sign: -1)
    let claims = SortedMap(pairs) { (new, old) in
      ClaimDifference(
        claim: new.claim, micros: new.micros &+ old.micros, line: new.line,
        hold: new.hold ?? old.hold)
    }
    self.init(
      epoch: replaced.epoch, replaces: replaces, statement: statement,
      claims: claims.values.filter { $0.micros != 0 })
  }
}
