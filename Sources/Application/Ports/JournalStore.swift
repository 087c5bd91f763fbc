public import Quantities

/// The signed log of one program as stored bytes: leaves, tiles, checkpoints, promises.
///
/// It knows nothing of what the bytes mean, so that a database, a server or memory can keep them.
/// What it promises, every adapter proves by the same contract suite: a batch is there whole or not
/// at all; what `append` returned from survives a loss of power; no leaf, full tile or checkpoint
/// ever changes; one identity stands in the log once.
public protocol JournalStore: Sendable {
  /// What an append that returned is safe from, read from the store's own settings.
  func durability() throws(JournalStoreFailure) -> JournalDurability

  /// Number of leaves.
  func size() throws(JournalStoreFailure) -> Int64

  /// Leaves as stored, in order; those of the range that are there.
  func leaves(_ range: Range<Int64>) throws(JournalStoreFailure) -> [[UInt8]]

  /// The identities kept beside those leaves, in order.
  func identities(_ range: Range<Int64>) throws(JournalStoreFailure) -> [Digest]

  /// Where the leaf of an identity stands, counted from 0; nil when it is not in the log.
  func index(of identity: Digest) throws(JournalStoreFailure) -> Int64?

  /// Adds leaves, the tiles above them that change and the checkpoint of the new size, all or
  /// nothing.
  ///
  /// Promises to log what the batch holds are kept by it and go. Refused: `conflict` where the log
  /// has another size than the batch was made for, `alreadyLogged`, `malformed`, `unconfirmed`
  /// after a restore. After `unavailable` the outcome is unknown until the store is opened again.
  func append(_ batch: JournalBatch) throws(JournalStoreFailure)

  /// Fills an empty log, all or nothing, with what is given part by part until there is no more,
  /// keeps its checkpoint, and marks it as restored.
  func install(
    _ checkpoint: JournalCheckpoint, at time: Timestamp,
    parts: () throws(JournalStoreFailure) -> JournalPart?
  ) throws(JournalStoreFailure)

  /// The first `width` hashes of a tile; nil when the log does not have as many.
  func tile(_ place: TilePlace, width: Int) throws(JournalStoreFailure) -> [UInt8]?

  /// The checkpoint of the present size; nil for an empty log.
  func newestCheckpoint() throws(JournalStoreFailure) -> JournalCheckpoint?

  /// The checkpoint of a size that the log once had after a batch.
  func checkpoint(size: Int64) throws(JournalStoreFailure) -> JournalCheckpoint?

  /// Keeps witnesses' lines for a checkpoint, each in place of an earlier one of the same signer.
  func keep(
    _ cosignatures: [JournalCosignature], size: Int64
  ) throws(JournalStoreFailure)

  /// Witnesses' lines for the checkpoint of a size, ascending by signer.
  func cosignatures(size: Int64) throws(JournalStoreFailure) -> [JournalCosignature]

  /// The largest size whose checkpoint has a cosignature.
  func newestCosignedSize() throws(JournalStoreFailure) -> Int64?

  /// Keeps a promise to log an entry; one for the same identity stays as it was first made.
  func promise(_ promise: JournalPromise) throws(JournalStoreFailure)

  /// Promises not yet kept, the most urgent first.
  func promises() throws(JournalStoreFailure) -> [JournalPromise]

  /// Ends a promise that was answered by a signed refusal.
  func dropPromise(_ identity: Digest) throws(JournalStoreFailure)

  /// Whether this log was restored from a backup and has not yet been held against a checkpoint.
  func restoration() throws(JournalStoreFailure) -> JournalRestoration?

  /// Ends the mark of a restored log: it was found to hold the newest cosigned checkpoint.
  func confirmRestoration() throws(JournalStoreFailure)
}

/// What a store's acknowledgement is worth.
public enum JournalDurability: Hashable, Sendable {
  /// Every acknowledged write has reached the disk.
  case synced
  /// The process, or the machine, takes acknowledged writes with it.
  case unsynced
}

/// Why a journal store did not do what it was asked.
public enum JournalStoreFailure: Error, Hashable, Sendable {
  /// The batch was made for a log of another size.
  case conflict(expected: Int64, actual: Int64)
  /// An entry of that identity stands in the log.
  case alreadyLogged(Digest, index: Int64)
  /// The batch breaks a rule of the store; says which.
  case malformed(String)
  /// The log was restored from a backup and must first be held against a cosigned checkpoint.
  case unconfirmed
  /// Nothing can be written there.
  case readOnly
  /// No space is left.
  case full
  /// What is stored is not what was written; says what.
  case damaged(String)
  /// A newer release wrote the store: its schema, and the newest that this release knows.
  case newer(found: Int, known: Int)
  /// Another process writes; its process id where it is known.
  case busy(process: Int32?)
  /// The world outside failed: what was tried and what the system said.
  case unavailable(String)
}
