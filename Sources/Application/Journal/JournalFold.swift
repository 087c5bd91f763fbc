import Journal
public import Program
import Quantities

/// A journal's entries folded one after the other, signatures, roles and rules judged at each.
///
/// The facts view of its leaves is byte for byte what a `facts.jsonl` of the same entries would be,
/// so that everything computed from facts is computed from a journal in the same way.
public struct JournalFold: Sendable {
  private let blobs: any BlobStore
  private var reader = EntryReader()
  /// State and digest of the facts view; nil before entry 0.
  public private(set) var log: FactsLog?
  /// The books after every entry; balances alone.
  public private(set) var books = Books(keepsTransactions: false)
  /// The blobs that entries name as ones that must be there; nil where nobody asks.
  private(set) var named: Set<Digest>?

  /// Begins before entry 0; the policies that entries name are read from the blobs.
  public init(blobs: any BlobStore) { self.init(blobs: blobs, keepsNames: false) }

  /// Begins before entry 0, and keeps the names of blobs where they are asked for.
  init(blobs: any BlobStore, keepsNames: Bool) {
    self.blobs = blobs
    named = keepsNames ? [] : nil
  }

  /// How many entries were taken in.
  public var size: Int64 { Int64(log?.lineCount ?? 0) }

  /// Takes in a stored leaf; throws what is wrong with it, and then changes nothing.
  ///
  /// The answer is its line of the facts view.
  @discardableResult
  public mutating func take(leaf bytes: [UInt8]) throws(JournalFailure) -> [UInt8] {
    let index = size
    let entry: LoggedEntry
    do {
      entry = try reader.read(leaf: bytes)
    } catch {
      throw .leaf(index: index, error)
    }
    return try take(entry)
  }

  /// Takes in an entry that was read.
  @discardableResult
  public mutating func take(_ entry: LoggedEntry) throws(JournalFailure) -> [UInt8] {
    let index = size
    do {
      return try admit(entry.payload, entry.signers, at: entry.leaf.admittedAt)
    } catch {
      switch error {
      case .refused(let rejection): throw .entry(index: index, rejection)
      case .failed(let failure): throw failure
      }
    }
  }

  /// Takes in an entry whose signatures and role were judged before, by whoever trusts that.
  mutating func take(
    judged payload: Payload, at time: Timestamp
  ) throws(JournalFailure) {
    let index = size
    do {
      try admit(payload, nil, at: time)
    } catch {
      switch error {
      case .refused(let rejection): throw .entry(index: index, rejection)
      case .failed(let failure): throw failure
      }
    }
  }

  /// Verifies an envelope's signatures and decodes what it says.
  mutating func read(
    _ envelope: Envelope
  ) throws(LeafFault) -> (payload: Payload, signers: Signers) {
    // The first entry that is admitted gives the prefix, not the first that is offered.
    if log == nil { reader = EntryReader() }
    return try reader.read(envelope)
  }

  /// Admits an entry that was read.
  @discardableResult
  mutating func admit(
    _ payload: Payload, _ signers: Signers?, at time: Timestamp
  ) throws(AdmissionFailure) -> [UInt8] {
    if log == nil { try begin(with: payload) }
    let roster: Digest?
    do {
      roster = named == nil ? nil : try Self.roster(namedBy: payload, blobs)
    } catch {
      throw .failed(.program(error))
    }
    // Taken out, so that the fold changes it in place.
    guard var log = self.log.take() else {
      preconditionFailure("Entry 0 begins the fold.")
    }
    do {
      try Self.learn(payload, signers, at: time, &log, blobs)
    } catch {
      self.log = log
      throw .failed(.program(error))
    }
    do {
      let line = try log.append(payload, admittedAt: time, signers: signers)
      books.take(payload, state: log.state)
      self.log = log
      named?.formUnion(payload.body?.neededBlobs ?? [])
      if let roster { named?.insert(roster) }
      return line
    } catch {
      self.log = log.lineCount > 0 ? log : nil
      throw .refused(error)
    }
  }

  /// The roster that a freeze names and no entry does: readers open its segments with it.
  private static func roster(
    namedBy payload: Payload, _ blobs: any BlobStore
  ) throws(ProgramFailure) -> Digest? {
    guard let frozen = payload.body as? EpochFrozen else { return nil }
    do {
      return try blobs.get(frozen.freeze).flatMap { try? Freeze(bytes: $0).rosterDigest }
    } catch {
      // What is altered names nothing; `doctor` tells of it.
      guard case .unavailable(let message) = error else { return nil }
      throw .blobs(message)
    }
  }

  /// Whether a blob is for everybody to read: an entry, or a freeze, names it as one that must be
  /// there, or statements are, or may be, computed from it. Never one that was withdrawn, nor an
  /// observer's file before its deadline, also where it was delivered.
  func publishes(_ blob: Digest, at time: Timestamp) -> Bool {
    guard let state = log?.state, !state.isWithdrawn(blob), !state.isSealed(blob, at: time) else {
      return false
    }
    return named?.contains(blob) ?? false || state.isComputedInput(blob, at: time)
  }

  /// Reads the rules that an amendment names, where nothing but they are missing.
  ///
  /// Who has no right to amend makes nobody read files; and a disk that fails for a moment is no
  /// reason to refuse.
  static func learn(
    _ payload: Payload, _ signers: Signers?, at time: Timestamp, _ log: inout FactsLog,
    _ blobs: any BlobStore
  ) throws(ProgramFailure) {
    guard let amended = payload.body as? ProgramAmended,
      case .rulesUnknown = log.state.refusal(of: payload, admittedAt: time, signers: signers)
    else { return }
    do {
      log.know(
        try ProgramReader.rules(
          policy: amended.policy, catalogue: amended.catalogue, blobs: blobs))
    } catch {
      if case .blobs = error { throw error }
      // Where they are not there, or are no rules, admission says so.
    }
  }

  private mutating func begin(with payload: Payload) throws(AdmissionFailure) {
    guard let created = payload.body as? ProgramCreated else {
      throw .refused(.createdMissing(payload.kind))
    }
    do {
      log = FactsLog(rules: try ProgramReader.rules(created, blobs: blobs))
    } catch {
      throw .failed(.program(error))
    }
  }
}

/// Why an entry was not admitted.
enum AdmissionFailure: Error {
  /// A rule is broken.
  case refused(Rejection)
  /// It could not be judged.
  case failed(JournalFailure)
}
