import Evidence
import Keys
public import Program
public import Quantities

/// Fixes the exact inputs of an epoch: which facts, which evidence, which price.
public struct FreezeEpoch: Sendable {
  /// The program, with the facts folded so far.
  public private(set) var reader: ProgramReader

  /// Works on a program.
  public init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// Freezes version 1 of an epoch from all facts there are, and stores the freeze.
  ///
  /// The epoch before must be closed, because a freeze names its statement.
  public mutating func freeze(
    _ id: EpochID, now: Timestamp
  ) throws(EpochRefusal) -> Freeze {
    let name = RecordName(.freeze, id)
    guard try reader.read(name) == nil else { throw .frozenAlready(id, version: 1) }
    let freeze = try draft(id, version: 1, now: now)
    try store(freeze)
    return freeze
  }

  /// The freeze of a closed epoch anew, from all facts there are now, as its next version (O-54);
  /// it is not stored.
  mutating func draftAgain(
    _ id: EpochID, now: Timestamp
  ) throws(EpochRefusal) -> Freeze {
    guard try reader.read(RecordName(.statement, id)) != nil else { throw .notClosed(id) }
    return try draft(id, version: try reader.latestVersion(of: id) + 1, now: now)
  }

  private mutating func draft(
    _ id: EpochID, version: Int, now: Timestamp
  ) throws(EpochRefusal) -> Freeze {
    var drafting = FreezeDrafting(reader)
    let freeze = try drafting.draft(id, version: version, lines: nil, now: now, isTaken: true)
    reader = drafting.reader
    return freeze
  }

  /// Stores a freeze, and the roster that it names.
  mutating func store(_ freeze: Freeze) throws(EpochRefusal) {
    let id = EpochID(pool: freeze.pool, number: freeze.epoch)
    try reader.put(reader.rosterBytes(of: freeze))
    try reader.write(freeze.bytes, as: RecordName(.freeze, id, version: freeze.version))
  }
}
