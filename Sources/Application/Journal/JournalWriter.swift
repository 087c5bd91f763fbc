public import Journal
import Keys
public import Program
public import Quantities

/// The one writer of a journal: judges envelopes, and logs those that admission takes.
///
/// Order of a batch: the blobs that entries name are at hand before; then leaves, tiles and
/// checkpoint go in one transaction; only then is anything acknowledged.
public struct JournalWriter: Sendable {
  private let store: any JournalStore
  private let blobs: any BlobStore
  private let signer: NoteSigner
  private var fold: JournalFold
  private var tree: TileAppender

  /// Opens a journal for writing: folds what is there and resumes its tree.
  ///
  /// Refuses a key that is not the log's, and a tree that is not the checkpoint's.
  public init(
    store: any JournalStore, blobs: any BlobStore, signer: NoteSigner
  ) throws(JournalFailure) {
    self.store = store
    self.blobs = blobs
    self.signer = signer
    let opened = try JournalOpening(store: store, blobs: blobs).open(by: [signer.verifier])
    fold = opened.fold
    tree = opened.tree
    if let state = fold.log?.state { try requireLogKey(state) }
  }

  /// How many entries there are.
  public var size: Int64 { Int64(tree.size) }

  /// Size and root.
  public var head: TreeHead { tree.head }

  /// What the entries say; nil before entry 0.
  public var state: ProgramState? { fold.log?.state }

  /// The name and key that the log signs with.
  public var verifier: VerifierKey { signer.verifier }

  /// Whether a blob is for everybody to read: an entry names it as one that must be there, or
  /// statements are, or may be, computed from it.
  public func publishes(_ blob: Digest, at time: Timestamp) -> Bool {
    fold.named?.contains(blob) ?? false
      || fold.log?.state.isComputedInput(blob, at: time) ?? false
  }

  /// Judges envelopes in order and logs the admitted ones in one batch.
  ///
  /// What throws has logged nothing, unless the store cannot tell; opening again tells. Entries of
  /// kinds unknown here are refused, critical or not, unless the caller answers for them: readers
  /// skip them, but nobody could say who may write them, and anybody could fill the log.
  public mutating func submit(
    _ envelopes: [[UInt8]], now: Timestamp, takesUnknownKinds: Bool = false
  ) throws(JournalFailure) -> [Submission] {
    var batch = PendingBatch()
    var outcomes: [Submission] = []
    do {
      for bytes in envelopes {
        outcomes.append(
          try judge(bytes, now: now, takesUnknownKinds: takesUnknownKinds, into: &batch))
      }
      try commit(batch)
    } catch {
      try reopen()
      throw error
    }
    return outcomes
  }

  private struct PendingBatch {
    var leaves: [Leaf] = []
    var places: [Digest: Int64] = [:]
  }

  private mutating func judge(
    _ bytes: [UInt8], now: Timestamp, takesUnknownKinds: Bool, into batch: inout PendingBatch
  ) throws(JournalFailure) -> Submission {
    let envelope: Envelope
    do {
      envelope = try Envelope(bytes: bytes)
    } catch {
      return .malformed(code: error.code, message: error.description)
    }
    let identity = envelope.identity
    if let index = try index(of: identity, in: batch) {
      return .duplicate(index: index, identity: identity)
    }
    let read: (payload: Payload, signers: Signers)
    do {
      read = try fold.read(envelope)
    } catch {
      return Self.outcome(of: error, identity)
    }
    guard takesUnknownKinds || read.payload.body != nil else {
      return Self.refused(.kindUnknown(read.payload.kind), identity)
    }
    let missing = try missingBlobs(of: read.payload)
    guard missing.isEmpty else { return .blobsMissing(identity: identity, missing) }
    let time = max(now, fold.log?.state.lastAdmittedAt ?? now)
    do {
      let leaf = try Leaf(admittedAt: time, envelope: envelope)
      _ = try fold.admit(read.payload, read.signers, at: time)
      if size == 0, batch.leaves.isEmpty, let state = fold.log?.state { try requireLogKey(state) }
      let index = size + Int64(batch.leaves.count)
      batch.leaves.append(leaf)
      batch.places[identity] = index
      return .logged(index: index, identity: identity)
    } catch let error as AdmissionFailure {
      switch error {
      case .refused(let rejection): return Self.refused(rejection, identity)
      case .failed(let failure): throw failure
      }
    } catch let error as JournalFailure {
      throw error
    } catch let error as LeafRefusal {
      return .malformed(code: error.code, message: error.description)
    } catch {
      preconditionFailure("Judging throws one of these three: \(error)")
    }
  }

  private func index(
    of identity: Digest, in batch: PendingBatch
  ) throws(JournalFailure) -> Int64? {
    if let index = batch.places[identity] { return index }
    do {
      return try store.index(of: identity)
    } catch {
      throw .store(error)
    }
  }

  private static func outcome(of fault: LeafFault, _ identity: Digest) -> Submission {
    switch fault {
    case .payload(let rejection): refused(rejection, identity)
    case .leaf(let refusal):
      .malformed(code: refusal.code, message: refusal.description)
    case .signature(let refusal):
      .malformed(code: refusal.code, message: refusal.description)
    }
  }

  private static func refused(_ rejection: Rejection, _ identity: Digest) -> Submission {
    let wording = rejection.wording
    return .refused(
      identity: identity, code: rejection.rule.rawValue, message: wording.what,
      advice: wording.advice)
  }

  private func missingBlobs(of payload: Payload) throws(JournalFailure) -> [Digest] {
    var missing: [Digest] = []
    for blob in payload.body?.neededBlobs ?? [] {
      do {
        guard try blobs.has(blob) else {
          missing.append(blob)
          continue
        }
      } catch {
        throw .program(error.failure(of: blob, .segment))
      }
    }
    return missing
  }

  private mutating func commit(_ batch: PendingBatch) throws(JournalFailure) {
    guard !batch.leaves.isEmpty else { return }
    let old = size
    let tiles = tree.append(batch.leaves.map(\.hash))
    let checkpoint = SignedCheckpoint(tree.head, by: signer)
    do {
      try store.append(
        JournalBatch(
          expectedSize: old,
          leaves: batch.leaves.map {
            JournalLeaf(identity: $0.envelope.identity, bytes: $0.bytes)
          },
          tiles: tiles.compactMap(JournalTile.init), checkpoint: checkpoint.bytes))
    } catch {
      throw .store(error)
    }
  }

  /// Goes back to what the store holds.
  private mutating func reopen() throws(JournalFailure) {
    self = try JournalWriter(store: store, blobs: blobs, signer: signer)
  }

  private func requireLogKey(_ state: ProgramState) throws(JournalFailure) {
    guard let log = state.operators.current else { return }
    guard log.origin == signer.verifier.name.text, log.key.text == signer.verifier.key.text else {
      throw .logKeyOther(expected: "\(log.origin) \(log.key.text)")
    }
  }
}

extension JournalTile {
  /// A tile as the tree gave it.
  init?(_ tile: ProducedTile) {
    guard case .hashes(let level) = tile.address.content else { return nil }
    self.init(
      place: TilePlace(level: level, number: Int64(tile.address.index)), hashes: tile.tile.bytes)
  }
}
