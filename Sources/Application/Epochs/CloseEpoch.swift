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
    let closed = try compute(freeze)
    try store(closed)
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

  /// The statement that a freeze gives, stored nowhere.
  mutating func compute(_ freeze: Freeze) throws(EpochRefusal) -> ClosedEpoch {
    var loading = EpochLoading(reader, freeze)
    let input = try loading.input()
    reader = loading.reader
    let id = EpochID(pool: freeze.pool, number: freeze.epoch)
    do {
      let statement = try RewardEngine.statement(for: input)
      return ClosedEpoch(id: id, statement: statement, input: input)
    } catch {
      throw .close(id, error)
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

  init(id: EpochID, statement: Statement, input: EpochInput) {
    self.id = id
    self.statement = statement
    self.input = input
    let written = StatementWriter.write(statement) { Sha256.digest(of: $0) }
    bytes = written.bytes
    linesRoot = written.root
    digest = Sha256.digest(of: written.bytes)
    table = StatementCSV.write(statement)
  }
}
