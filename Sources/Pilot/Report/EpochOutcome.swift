public import Evidence
import Quantities
public import Rewards

/// What came of one epoch of the pilot.
public struct EpochOutcome: Sendable {
  /// The epoch's number, from 1.
  public let number: Int
  /// The statement.
  public let statement: Statement
  /// What the tally found, by provider's number.
  public let findings: [TallyFinding]
  /// What each observer delivered of presence, by observer's number from 0; sleepers delivered
  /// nothing.
  public let seen: [Int: PresenceSegment]

  /// The part of an enrolment.
  func part(of claim: Label) -> StatementPart? {
    statement.lines.lazy.flatMap(\.parts).first { $0.claim == claim }
  }
}
