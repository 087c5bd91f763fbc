public import Payouts
public import Quantities

/// Why nobody can say what is due.
public enum DueFailure: Error, Sendable {
  /// The program or its statements cannot be read.
  case epoch(EpochRefusal)
  /// A plan that an entry names is not at hand.
  case planMissing(Digest)
  /// A plan that an entry names is none.
  case planUnreadable(Digest, PayoutPlanError)
  /// The blobs cannot be read for a reason of the world outside.
  case blobs(String)
  /// A pool's statements do not follow one another.
  case roll(Label, DueRoll.Refusal)
  /// The lines have no sound amounts.
  case due(DueRefusal)
}
