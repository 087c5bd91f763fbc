import Policy
import Program
public import Quantities
public import Rewards

/// Recomputes epochs from their freezes, and freezes from facts and evidence, and compares bytes.
public struct VerifyEpochs: Sendable {
  /// The program, with the facts folded so far.
  public private(set) var reader: ProgramReader
  private let blobs: KeptBlobs

  /// Works on a program; every input is decoded once while there is room.
  public init(_ reader: ProgramReader) {
    self.init(reader, KeptBlobs(reader.blobs))
  }

  init(_ reader: ProgramReader, _ blobs: KeptBlobs) {
    self.blobs = blobs
    self.reader = reader.reading(blobs, KeptInputs(limitBytes: KeptBlobs.standardBytes))
  }

  /// Every version of every epoch of which anything is stored, ascending, or of the epochs named,
  /// those of which nothing is stored included: what has no freeze does not follow from one.
  ///
  /// An epoch named that the program does not have is refused, unless something is stored under
  /// its name: then it is looked at, and found to be stray.
  public func records(of epochs: [EpochID] = []) throws(EpochRefusal) -> [RecordName] {
    let stored = try reader.names().filter { epochs.isEmpty || epochs.contains($0.epoch) }
      .map { RecordName(.freeze, $0.epoch, version: $0.version) }
    for id in epochs where !stored.contains(where: { $0.epoch == id }) { try reader.require(id) }
    let named = epochs.map { RecordName(.freeze, $0) }
    return Set(stored + named).sorted()
  }

  /// Files among the records that are none, as paths; nothing follows from anything in them.
  public func strays() throws(EpochRefusal) -> [String] {
    do {
      return try reader.records.strays()
    } catch {
      throw .program(.records(error))
    }
  }

  /// Verifies one version of one epoch.
  public mutating func verify(_ record: RecordName) throws(EpochRefusal) -> EpochVerdict {
    if let absence = reader.absence(of: record.epoch) { throw .stray(record.epoch, absence) }
    let (freeze, differences) = try judgeFreeze(record)
    return try judgeStatement(record, freeze, differences)
  }

  /// Drafts the freeze anew, from as many lines as it names.
  mutating func judgeFreeze(
    _ record: RecordName
  ) throws(EpochRefusal) -> (freeze: Freeze, differences: [FreezeDifference]) {
    let freeze = try reader.freeze(of: record.epoch, version: record.version)
    var drafting = FreezeDrafting(reader)
    // A freeze says nothing of when it was taken; that it was not too early is the log's to show.
    let drafted = try drafting.draft(
      record.epoch, version: record.version, lines: freeze.factsLines, now: .latest,
      absent: Self.absent(freeze))
    reader = drafting.reader
    return (freeze, Self.differences(freeze, drafted, isCutShort: try isCutShort(freeze)))
  }

  /// Computes the statement anew from what its freeze names.
  mutating func judgeStatement(
    _ record: RecordName, _ freeze: Freeze, _ differences: [FreezeDifference]
  ) throws(EpochRefusal) -> EpochVerdict {
    defer {
      blobs.beginTurn()
      reader.inputs.beginTurn()
    }
    let id = record.epoch
    var closing = CloseEpoch(reader)
    let closed = try closing.compute(freeze)
    reader = closing.reader
    var foundSince: [Digest] = []
    for digest in Self.absent(freeze).keys.sorted() where try isHere(digest) {
      foundSince.append(digest)
    }
    let names = (
      statement: RecordName(.statement, id, version: record.version),
      table: RecordName(.table, id, version: record.version)
    )
    let statement = Self.compare(try reader.read(names.statement), closed.bytes)
    if statement == .identical {
      // The next epoch needs it, and need not read it.
      reader.inputs.keep(closed.statement, named: closed.digest, bytes: closed.bytes.count)
    }
    return EpochVerdict(
      id: id, version: record.version, freezeDifferences: differences,
      roster: try rosterFault(of: freeze), rosterDigest: freeze.rosterDigest,
      foundSince: foundSince, statement: statement,
      table: Self.compare(try reader.read(names.table), closed.table),
      earnedMicros: closed.statement.pot.earnedMicros, digest: closed.digest,
      linesRoot: closed.linesRoot, totals: StatementTotals(closed.statement))
  }

  /// What was not at hand at the time of freezing is the freeze's own word, where no line says that
  /// files are with the log: a file found since does not contradict it, and enters by a correction.
  private static func absent(_ freeze: Freeze) -> [Digest: SegmentLook] {
    var absent: [Digest: SegmentLook] = [:]
    for segment in freeze.leftOut {
      switch segment.reason {
      case .missing: absent[segment.digest] = .missing
      case .digestMismatch: absent[segment.digest] = .digestMismatch
      default: break
      }
    }
    return absent
  }

  private func isHere(_ digest: Digest) throws(EpochRefusal) -> Bool {
    do {
      return try reader.blobs.has(digest)
    } catch {
      throw .program(error.failure(of: digest, .segment))
    }
  }

  /// What is wrong with the blob of the roster, which outsiders read segments with.
  private func rosterFault(of freeze: Freeze) throws(EpochRefusal) -> BlobFault? {
    do {
      return try reader.blobs.get(freeze.rosterDigest) == nil ? .missing : nil
    } catch {
      guard case .unavailable(let message) = error else { return .altered }
      throw .program(.blobs(message))
    }
  }

  private static func compare(_ stored: [UInt8]?, _ computed: [UInt8]) -> EpochVerdict.Outcome {
    guard let stored else { return .absent }
    if stored == computed { return .identical }
    let offset = zip(stored, computed).prefix { $0 == $1 }.count
    return .differs(atByte: offset)
  }

  /// A freeze takes in every line admitted before the epoch's end and the grace; one that stops
  /// earlier has left out what it should not.
  private mutating func isCutShort(_ freeze: Freeze) throws(EpochRefusal) -> Bool {
    let grace = reader.rules.policy.observation.graceSeconds
    guard let deadline = try? freeze.span.end.adding(seconds: grace) else { return false }
    do {
      // Times never go back, so that the next line speaks for all after it.
      let next = try reader.admittedAt(afterLine: freeze.factsLines)
      return next.map { $0 < deadline } ?? false
    } catch {
      throw .program(error)
    }
  }

  private static func differences(
    _ stored: Freeze, _ drafted: Freeze, isCutShort: Bool
  ) -> [FreezeDifference] {
    var differences: [FreezeDifference] = []
    let isSame =
      stored.program == drafted.program && stored.pool == drafted.pool
      && stored.epoch == drafted.epoch && stored.version == drafted.version
      && stored.span == drafted.span && stored.rules == drafted.rules
    if !isSame { differences.append(.identity) }
    if stored.factsDigest != drafted.factsDigest || isCutShort {
      differences.append(.facts)
    }
    if stored.policy != drafted.policy || stored.catalogue != drafted.catalogue {
      differences.append(.rules)
    }
    if stored.rosterSize != drafted.rosterSize || stored.rosterDigest != drafted.rosterDigest {
      differences.append(.roster)
    }
    if stored.previous != drafted.previous { differences.append(.previous) }
    if stored.price != drafted.price { differences.append(.price) }
    if stored.segments != drafted.segments { differences.append(.segments) }
    if stored.leftOut != drafted.leftOut { differences.append(.leftOut) }
    return differences
  }
}

/// What verifying one version of one epoch found.
public struct EpochVerdict: Sendable {
  /// Which epoch.
  public let id: EpochID
  /// Which version.
  public let version: Int
  /// What of the freeze does not follow from facts and evidence.
  public let freezeDifferences: [FreezeDifference]
  /// What is wrong with the roster's blob.
  public let roster: BlobFault?
  /// The roster's name.
  public let rosterDigest: Digest
  /// Segments left out as not at hand that are here now.
  public let foundSince: [Digest]
  /// The statement as stored, against what was computed.
  public let statement: Outcome
  /// The table as stored, against what was computed.
  public let table: Outcome
  /// What all payees earned, as computed.
  public let earnedMicros: Int64
  /// The digest of the statement, as computed.
  public let digest: Digest
  /// The Merkle root over its lines, as computed.
  public let linesRoot: Digest
  /// Its totals, as computed.
  public let totals: StatementTotals

  /// How stored bytes compare with computed ones.
  public enum Outcome: Hashable, Sendable {
    /// Byte for byte the same.
    case identical
    /// None are stored.
    case absent
    /// The first byte that differs.
    case differs(atByte: Int)
  }

  /// Whether everything stored follows from what it is said to follow from.
  public var isGood: Bool {
    freezeDifferences.isEmpty && roster == nil && statement == .identical && table == .identical
  }
}
