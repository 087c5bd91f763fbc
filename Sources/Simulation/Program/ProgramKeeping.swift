public import Application
public import Journal
import Keys
import Program
public import Quantities

/// Where a simulated program is kept: a file of facts, or a signed journal.
public protocol ProgramKeeping: Sendable {
  /// The facts and what is computed from them.
  var records: any ProgramRecords { get }
  /// The files.
  var blobs: any BlobStore { get }
  /// Whether freezes, statements and deliveries are entries of their own.
  var isJournal: Bool { get }
  /// Takes in what is new; files come first, so that no line names one that is not yet there.
  mutating func take(_ news: ProgramWriter.News) throws(DeliveryFailure)
  /// The root of the log's tree, which a payment's memo names; facts have a digest instead.
  func root() throws(DeliveryFailure) -> Digest
  /// Has witnesses sign what there is; facts have none.
  func cosign(at time: Timestamp) throws(DeliveryFailure)
}

extension ProgramKeeping {
  /// Nobody.
  public func cosign(at time: Timestamp) throws(DeliveryFailure) {}
}

/// Facts in a file, which nobody signs.
public struct FactsKeeping: ProgramKeeping {
  /// The facts and what is computed from them.
  public let records: any ProgramRecords
  /// The files.
  public let blobs: any BlobStore
  /// No.
  public let isJournal = false

  /// Keeps facts and files there.
  public init(records: any ProgramRecords, blobs: any BlobStore) {
    self.records = records
    self.blobs = blobs
  }

  /// The SHA-256 of the facts.
  public func root() throws(DeliveryFailure) -> Digest {
    do {
      return Sha256.digest(of: try records.facts())
    } catch {
      throw .records(error)
    }
  }

  /// Appends the lines.
  public mutating func take(_ news: ProgramWriter.News) throws(DeliveryFailure) {
    try news.keepBlobs(in: blobs)
    guard !news.lines.isEmpty else { return }
    do {
      try records.appendFacts(news.lines)
    } catch {
      throw .records(error)
    }
  }
}

/// A journal: every entry is signed by its author and judged by the one writer.
public struct JournalKeeping: ProgramKeeping {
  /// The facts view, and what entries name.
  public let records: any ProgramRecords
  /// The files.
  public let blobs: any BlobStore
  /// Yes.
  public let isJournal = true
  /// The writer.
  public private(set) var writer: JournalWriter
  private let store: any JournalStore
  private let keyring: Keyring

  /// Opens a journal for a simulated log's key.
  public init(
    store: any JournalStore, blobs: any BlobStore, origin: NoteName, keyring: Keyring
  ) throws(JournalFailure) {
    self.store = store
    self.blobs = blobs
    self.keyring = keyring
    records = JournalRecords(store: store, blobs: blobs)
    let signer = sound(try NoteSigner(name: origin, purpose: .note, key: keyring.log))
    writer = try JournalWriter(store: store, blobs: blobs, signer: signer)
  }

  /// Signs and submits entries, those of one second in one batch.
  public mutating func take(_ news: ProgramWriter.News) throws(DeliveryFailure) {
    try news.keepBlobs(in: blobs)
    var rest = news.entries[...]
    while let first = rest.first {
      let batch = rest.prefix { $0.time == first.time }
      rest = rest.dropFirst(batch.count)
      try submit(Array(batch), at: first.time)
    }
  }

  /// The newest checkpoint's root.
  public func root() throws(DeliveryFailure) -> Digest {
    do {
      guard let newest = try store.newestCheckpoint() else { return .zero }
      return sound(try SignedCheckpoint(bytes: newest.note)).checkpoint.head.root
    } catch {
      throw .journal("\(error)")
    }
  }

  /// Has the witnesses that entry 0 names cosign the newest checkpoint.
  public func cosign(at time: Timestamp) throws(DeliveryFailure) {
    do {
      guard let newest = try store.newestCheckpoint() else { return }
      let checkpoint = sound(try SignedCheckpoint(bytes: newest.note))
      var lines: [JournalCosignature] = []
      for (number, key) in keyring.witnesses.enumerated() {
        let name = sound(try NoteName("witness-\(number + 1).example"))
        let signer = sound(try NoteSigner(name: name, purpose: .cosignature, key: key))
        guard let log = WitnessedLog(keys: [writer.verifier]),
          var witness = WitnessMachine(signer: signer, logs: [log]),
          let request = AddCheckpointRequest(
            oldSize: 0, proof: ConsistencyProof(path: []), checkpoint: checkpoint)
        else { continue }
        for case .answer(.cosigned(let signed)) in witness.step(now: time, request) {
          lines += signed.map { JournalCosignature(signer: name.text, line: $0.line) }
        }
      }
      try store.keep(lines, size: newest.size)
    } catch {
      throw .journal("\(error)")
    }
  }

  private mutating func submit(
    _ batch: [ProgramWriter.Entry], at time: Timestamp
  ) throws(DeliveryFailure) {
    var envelopes: [[UInt8]] = []
    for entry in batch {
      let signers = keyring.signers(for: entry.payload.header.author)
      let envelope = sound(
        try Envelope(
          payload: entry.payload.bytes, signedBy: signers, prefix: Invented.addressPrefix))
      envelopes.append(envelope.bytes)
    }
    let outcomes: [Submission]
    do {
      outcomes = try writer.submit(envelopes, now: time, takesUnknownKinds: true)
    } catch {
      throw .journal("\(error)")
    }
    for outcome in outcomes {
      guard case .logged = outcome else { throw .journal("\(outcome)") }
    }
  }
}

extension ProgramWriter.News {
  fileprivate func keepBlobs(in store: any BlobStore) throws(DeliveryFailure) {
    do {
      for blob in blobs { try store.put(blob.bytes) }
    } catch {
      throw .blobs(error)
    }
  }
}
