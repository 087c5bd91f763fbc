import Keys
import Program
import Quantities
import Rewards

// Records and lines, with failures told as those of an epoch.
extension ProgramReader {
  /// Bytes stored under a name.
  func read(_ name: RecordName) throws(EpochRefusal) -> [UInt8]? {
    do {
      return try records.read(name)
    } catch {
      throw .program(.records(error))
    }
  }

  /// Stores bytes under a name.
  func write(_ bytes: [UInt8], as name: RecordName) throws(EpochRefusal) {
    do {
      try records.write(bytes, as: name)
    } catch {
      throw .program(.records(error))
    }
  }

  /// Keeps a blob.
  func put(_ bytes: [UInt8]) throws(EpochRefusal) {
    do {
      try blobs.put(bytes)
    } catch {
      throw .program(error.failure(of: Sha256.digest(of: bytes), .roster))
    }
  }

  /// Every name that holds bytes, ascending.
  public func names() throws(EpochRefusal) -> [RecordName] {
    do {
      return try records.names()
    } catch {
      throw .program(.records(error))
    }
  }

  /// The facts after `lines` lines; too few of them are a missing input of the epoch.
  mutating func log(epoch id: EpochID, lines: Int?) throws(EpochRefusal) -> FactsLog {
    do {
      return try log(lines: lines)
    } catch .facts(let error) {
      if case .linesMissing(let wanted) = error.fault {
        throw .missing(id, [.facts(lines: wanted)])
      }
      throw .program(.facts(error))
    } catch {
      throw .program(error)
    }
  }

  /// The highest version of an epoch that was frozen; 0 when none was.
  func latestVersion(of id: EpochID) throws(EpochRefusal) -> Int {
    try names().filter { $0.kind == .freeze && $0.epoch == id }.map(\.version).max() ?? 0
  }

  /// A stored freeze; a missing one is an input that the epoch lacks.
  func freeze(of id: EpochID, version: Int) throws(EpochRefusal) -> Freeze {
    guard let bytes = try read(RecordName(.freeze, id, version: version)) else {
      throw .missing(id, [.freeze(id, version: version)])
    }
    do {
      return try Freeze(bytes: bytes)
    } catch {
      throw .freezeUnreadable(id, version: version, error)
    }
  }

  /// A stored statement with its digest; nil when there is none.
  func statement(
    of id: EpochID, version: Int = 1
  ) throws(EpochRefusal) -> NamedStatement? {
    guard let bytes = try read(RecordName(.statement, id, version: version)) else { return nil }
    let digest = Sha256.digest(of: bytes)
    if let statement = inputs.statement(digest) {
      return NamedStatement(statement: statement, digest: digest)
    }
    do {
      let statement = try StatementReader.read(bytes).statement
      inputs.keep(statement, named: digest, bytes: bytes.count)
      return NamedStatement(statement: statement, digest: digest)
    } catch {
      throw .statementUnreadable(id, version: version, "\(error)")
    }
  }

  /// The bytes of the roster that a freeze names.
  mutating func rosterBytes(of freeze: Freeze) throws(EpochRefusal) -> [UInt8] {
    let id = EpochID(pool: freeze.pool, number: freeze.epoch)
    return try log(epoch: id, lines: freeze.factsLines).state.roster.bytes
  }
}

/// A statement under its name.
struct NamedStatement: Sendable {
  let statement: Statement
  let digest: Digest
}
