public import Encoding
import Policy
public import Quantities

/// `correction.posted/1`: an earlier statement was recomputed; the difference follows (O-54).
public struct CorrectionPosted: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.correctionPosted
  /// The pool.
  public var pool: Label
  /// The corrected epoch's number, from 1.
  public var epoch: Int
  /// The digest of the statement that was wrong.
  public var replaces: Digest
  /// The digest of the statement that takes its place.
  public var statement: Digest

  /// Takes every field as it is.
  public init(pool: Label, epoch: Int, replaces: Digest, statement: Digest) {
    self.pool = pool
    self.epoch = epoch
    self.replaces = replaces
    self.statement = statement
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    pool = try fields.required("pool").label()
    epoch = try fields.required("epoch").epochNumber()
    replaces = try fields.required("replaces").digest()
    statement = try fields.required("statement").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("pool", pool)
    writer.field("epoch", epoch)
    writer.field("replaces", replaces)
    writer.field("statement", statement)
  }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses statements that are not in the log where statements are, a correction that changes
  /// nothing, and one of a statement that does not stand: it was replaced before, or was never put
  /// in the place of version 1.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard state.rules.policy.pool(named: pool) != nil else { throw .poolUnknown(pool) }
    // Without a journal statements are files, which the fold does not know.
    if frame.isSigned || state.epochs.latestStatement(pool: pool, epoch: epoch) != nil {
      for digest in [replaces, statement]
      where !state.epochs.states(digest, pool: pool, epoch: epoch) {
        throw .statementUnknown(digest)
      }
    }
    guard replaces != statement else { throw .correctionSame(statement) }
    // Corrections of an epoch are a chain, so that no difference is posted twice.
    if let last = state.corrections.last(pool: pool, epoch: epoch),
      last.body.statement != replaces
    {
      throw .correctionTaken(line: last.line)
    }
    // What was paid rests on version 1 until a correction says otherwise: the difference between
    // two later versions would be paid on top of it.
    if state.corrections.last(pool: pool, epoch: epoch) == nil,
      let first = state.epochs.statement(pool: pool, epoch: epoch, version: 1),
      first.body.statement != replaces
    {
      throw .correctionNotStanding(replaces)
    }
  }

  /// Adds the correction.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.corrections.post(self, line: frame.line)
  }
}
