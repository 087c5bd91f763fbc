public import Evidence
public import Program
public import Quantities
public import Rewards

/// Why an epoch was not frozen, closed, verified or explained.
public enum EpochRefusal: Error, Sendable {
  /// The program cannot be read.
  case program(ProgramFailure)
  /// The program has no such epoch, or the epoch cannot be frozen now.
  case freeze(FreezeRefusal)
  /// Something is stored for an epoch that the program does not have.
  case stray(EpochID, FreezeRefusal)
  /// The epoch was frozen before; a freeze is never taken twice.
  case frozenAlready(EpochID, version: Int)
  /// The stored freeze cannot be read.
  case freezeUnreadable(EpochID, version: Int, FreezeReadingError)
  /// The stored freeze is of something else, or does not follow from facts and evidence.
  case freezeDiffers(EpochID, version: Int, [FreezeDifference])
  /// Inputs are missing; all of them are named.
  case missing(EpochID, [MissingInput])
  /// The evidence cannot be tallied.
  case tally(EpochID, TallyRefusal)
  /// The rules refuse the inputs.
  case close(EpochID, CloseRejection)
  /// A statement with other bytes is stored already.
  case closedDifferently(EpochID, version: Int)
  /// A stored statement cannot be read.
  case statementUnreadable(EpochID, version: Int, String)
  /// A statement names another one as the one before than is stored.
  case chainBroken(EpochID, previous: EpochID)
  /// A correction of an epoch replaces a statement that did not stand.
  case correctionOutOfPlace(EpochID, replaces: Digest)
  /// Only a closed epoch can be corrected or explained.
  case notClosed(EpochID)
  /// A correction changes nothing, so that there is nothing to post.
  case nothingToCorrect(EpochID)
}

/// Something that a close needs and that is not there.
public enum MissingInput: Hashable, Sendable {
  /// The freeze of the epoch.
  case freeze(EpochID, version: Int)
  /// The statement of an earlier epoch, or one that a correction names.
  case statement(EpochID, version: Int)
  /// The statement that a correction names by digest.
  case statementNamed(Digest)
  /// Lines of the facts.
  case facts(lines: Int)
  /// A blob.
  case blob(Digest, BlobRole)
  /// A blob whose bytes are not those that its name promises.
  case alteredBlob(Digest, BlobRole)
}

/// Which part of a freeze does not follow from facts and evidence.
public enum FreezeDifference: String, Hashable, Sendable, CaseIterable {
  /// Program, pool, epoch, version, span or rules.
  case identity
  /// The facts' digest.
  case facts
  /// The policy's or the catalogue's digest.
  case rules
  /// The roster.
  case roster
  /// The previous statement.
  case previous
  /// The price.
  case price
  /// The segments that count.
  case segments
  /// The segments left out.
  case leftOut
}
