public import Encoding
import Policy
public import Quantities

/// `statement.published/1`: the outcome of an epoch, by digest, with the totals that books need.
///
/// That the statement follows from the freeze is the closer's work and `verify`'s; the fold only
/// holds its totals against each other and against the epoch before.
public struct StatementPublished: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.statementPublished
  /// The pool.
  public var pool: Label
  /// The epoch's number, from 1.
  public var epoch: Int
  /// The version of the freeze.
  public var version: Int
  /// The SHA-256 of the freeze that it follows from.
  public var freeze: Digest
  /// The SHA-256 of the statement.
  public var statement: Digest
  /// The SHA-256 of its table (CSV).
  public var table: Digest
  /// The Merkle root over its lines.
  public var lines: Digest
  /// Its sums.
  public var figures: StatementFigures

  /// Takes every field as it is.
  public init(
    pool: Label, epoch: Int, version: Int, freeze: Digest, statement: Digest, table: Digest,
    lines: Digest, figures: StatementFigures
  ) {
    self.pool = pool
    self.epoch = epoch
    self.version = version
    self.freeze = freeze
    self.statement = statement
    self.table = table
    self.lines = lines
    self.figures = figures
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    pool = try fields.required("pool").label()
    epoch = try fields.required("epoch").epochNumber()
    version = try fields.required("version").epochNumber()
    freeze = try fields.required("freeze").digest()
    statement = try fields.required("statement").digest()
    table = try fields.required("table").digest()
    lines = try fields.required("lines").digest()
    figures = try StatementFigures(from: &fields)
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("pool", pool)
    writer.field("epoch", epoch)
    writer.field("version", version)
    writer.field("freeze", freeze)
    writer.field("statement", statement)
    writer.field("table", table)
    writer.field("lines", lines)
    figures.write(to: &writer)
  }
}

extension StatementPublished {
  /// The statement and its table.
  public var neededBlobs: [Digest] { [statement, table] }

  /// The statement, which the next one is computed from, and its table.
  public var computedInputs: [Digest] { [statement, table] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses a statement without its freeze, a second one, and totals that do not add up.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let place = try state.requireEpoch(epoch, of: pool)
    let frozen = state.epochs.frozen(pool: pool, epoch: epoch, version: version)
    guard let frozen, frozen.body.freeze == freeze else { throw .freezeUnknown(freeze) }
    if let published = frozen.statement { throw .statementTaken(line: published.line) }
    let previous = state.epochs.statement(pool: pool, epoch: epoch - 1, version: 1)
    if let broken = figures.broken(after: previous?.body.figures) {
      throw .statementUnbalanced(broken)
    }
    let limit = place.pool.amount.amount.micros
    guard figures.accrued <= limit else {
      throw .statementBeyondPool(accrued: figures.accrued, limit: limit, pool: pool)
    }
  }

  /// Adds the statement.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.epochs.publish(self, admittedAt: frame.admittedAt, line: frame.line)
  }
}
