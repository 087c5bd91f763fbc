import Quantities

/// One line of the table: a trick, what caught it, and what it earned.
public struct TrickRow: Hashable, Sendable {
  /// The trick.
  public let trick: Trick
  /// Who did it, by its enrolment or as `observer-N`.
  public let actor: String
  /// The GPUs that it showed; 0 for observers.
  public let shownUnits: Int
  /// The GPUs that were there and its own.
  public let ownUnits: Int
  /// What it was paid over all epochs, in uakt.
  public let paidMicros: Int64
  /// The part of it that was paid for leases.
  public let leasedMicros: Int64
  /// What it was paid for being there, less what an honest provider was paid for as many GPUs as
  /// were its own; of who leases from itself also what it was paid for that, less what the chain
  /// kept of it; for a lying observer, what its rival lost.
  public let beyondMicros: Int64
  /// What noticed it, most first, in words; empty: nothing did.
  public let caughtBy: [String]

  /// Whether anything that changes pay noticed it.
  public var isCaught: Bool { !caughtBy.isEmpty }
}
