import Keys
import Program
public import Quantities
public import Rewards

/// Computes an epoch's statement from what its freeze names, and stores it.
public struct CloseEpoch: Sendable {
  /// The program, with the facts folded so far.
  public private(set) var reader: ProgramReader

  /// Works on a program.
  public init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// Closes an epoch as frozen.
  ///
  /// Closing again gives the same bytes and changes nothing. With inputs missing it names all of
  /// them and stores nothing.
  public mutating func close(
    _ id: EpochID, version: Int = 1
  ) throws(EpochRefusal) -> ClosedEpoch {
    try reader.require(id)
    let freeze = try reader.freeze(of: id, version: version)
    let statement = RecordName(.statement, id, version: version)
    let table = RecordName(.table, id, version: version)
    guard try reader.read(statement) == nil, try reader.read(table) == nil else {
      let closed = try compute(freeze)
      try store(closed)
      return closed
    }
    return try closeFirst(freeze, table: table, statement: statement)
  }

  /// Closes an epoch of which nothing is stored that could differ: the table goes to the disk while
  /// the statement is written. The statement comes last, so that where it is, all is.
  private mutating func closeFirst(
    _ freeze: Freeze, table: RecordName, statement: RecordName
  ) throws(EpochRefusal) -> ClosedEpoch {
    let (computed, input) = try self.statement(freeze)
    let bytes = StatementCSV.write(computed, by: Processors())
    let records = reader.records
    let (closed, stored) = Processors.both(
      { ClosedEpoch(id: table.epoch, statement: computed, input: input, table: bytes) },
      { Result { () throws(RecordFailure) in try records.write(bytes, as: table) } })
    do {
      try stored.get()
    } catch {
      throw .program(.records(error))
    }
    try reader.write(closed.bytes, as: statement)
    return closed
  }

  /// Stores a statement and its table, unless others are there already.
  func store(_ closed: ClosedEpoch) throws(EpochRefusal) {
    let version = closed.statement.version
    for (kind, bytes) in [(RecordName.Kind.table, closed.table), (.statement, closed.bytes)] {
      let name = RecordName(kind, closed.id, version: version)
      let stored = try reader.read(name)
      guard stored == nil || stored == bytes else {
        throw .closedDifferently(closed.id, version: version)
      }
    }
    try reader.write(closed.table, as: RecordName(.table, closed.id, version: version))
    try reader.write(closed.bytes, as: RecordName(.statement, closed.id, version: version))
  }

  /// The statement that a freeze gives with its bytes, stored nowhere.
  mutating func compute(_ freeze: Freeze) throws(EpochRefusal) -> ClosedEpoch {
    let (statement, input) = try self.statement(freeze)
    return ClosedEpoch(
      id: EpochID(pool: freeze.pool, number: freeze.epoch), statement: statement, input: input,
      table: StatementCSV.write(statement, by: Processors()))
  }

  /// The statement that a freeze gives, and what it was computed from.
  private mutating func statement(
    _ freeze: Freeze
  ) throws(EpochRefusal) -> (Statement, EpochInput) {
    var loading = EpochLoading(reader, freeze)
    let input = try loading.input()
    reader = loading.reader
    do {
      return (try RewardEngine.statement(for: input, by: Processors()), input)
    } catch {
      throw .close(EpochID(pool: freeze.pool, number: freeze.epoch), error)
    }
  }
}

/// A statement with its bytes.
public struct ClosedEpoch: Sendable {
  /// Which epoch.
  public let id: EpochID
  /// The statement.
  public let statement: Statement
  /// What it was computed from.
  public let input: EpochInput
  /// Its JSON.
  public let bytes: [UInt8]
  /// The SHA-256 of its JSON.
  public let digest: Digest
  /// The Merkle root over its lines.
  public let linesRoot: Digest
  /// Its CSV.
  public let table: [UInt8]

  init(id: EpochID, statement: Statement, input: EpochInput, table: [UInt8]) {
    self.id = id
    self.statement = statement
    self.input = input
    self.table = table
    let written = StatementWriter.write(statement, by: Processors()) { Sha256.digest(of: $0) }
    bytes = written.bytes
    linesRoot = written.root
    digest = Sha256.digest(of: written.bytes)
  }
}
