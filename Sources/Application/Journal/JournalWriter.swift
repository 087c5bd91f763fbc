public import Journal
import Keys
public import Program
public import Quantities

/// The one writer of a journal: judges envelopes, and logs those that admission takes.
///
/// Order of a batch: the blobs that entries name are at hand before; then leaves, tiles and
/// checkpoint go in one transaction; only then is anything acknowledged.
public struct JournalWriter: Sendable {
  let store: any JournalStore
  private let blobs: any BlobStore
  private let signers: [NoteSigner]
  var fold: JournalFold
  private var tree: TileAppender
  private let takesOver: Bool
  /// Entries whose places were promised, to be logged before any other.
  var reserved = PendingBatch()
  /// Promises of an earlier run that cannot be kept.
  public internal(set) var unkept: [JournalPromise] = []
  /// Set where the store could not be read again after a failure: the fold may be ahead of it.
  private var isAstray = false

  /// Opens a journal for writing: folds what is there and resumes its tree.
  ///
  /// Refuses a key that is not the log's, and a tree that is not the checkpoint's.
  public init(
    store: any JournalStore, blobs: any BlobStore, signer: NoteSigner
  ) throws(JournalFailure) {
    try self.init(store: store, blobs: blobs, signers: [signer])
  }

  /// Opens it with several keys: the operator's, and those that may follow it.
  ///
  /// Refuses where none of them signs what is logged next, unless the log is about to be taken over
  /// by an entry that is submitted first.
  public init(
    store: any JournalStore, blobs: any BlobStore, signers: [NoteSigner], takesOver: Bool = false
  ) throws(JournalFailure) {
    precondition(!signers.isEmpty, "A writer has a key.")
    self.store = store
    self.blobs = blobs
    self.signers = signers
    self.takesOver = takesOver
    let opened = try JournalOpening(store: store, blobs: blobs).open()
    fold = opened.fold
    tree = opened.tree
    guard let operators = fold.log?.state.operators, !takesOver else { return }
    guard signer(of: operators.current) != nil || operators.announced.map(holds) == true else {
      throw Self.otherKey(operators)
    }
    try takeUpPromises()
  }

  /// How many entries there are.
  public var size: Int64 { Int64(tree.size) }

  /// Size and root.
  public var head: TreeHead { tree.head }

  /// What the entries say; nil before entry 0.
  public var state: ProgramState? { fold.log?.state }

  /// Whoever signs for the log now, where this writer has its key.
  public var signer: NoteSigner? {
    guard let operators = fold.log?.state.operators else { return signers.first }
    return signer(of: operators.current)
  }

  /// The name and key that the log signs with, as far as this writer can sign with it.
  public var verifier: VerifierKey { (signer ?? signers[0]).verifier }

  /// Whether a blob is for everybody to read: an entry names it as one that must be there, or
  /// statements are, or may be, computed from it.
  public func publishes(_ blob: Digest, at time: Timestamp) -> Bool {
    fold.publishes(blob, at: time)
  }

  /// Judges envelopes in order and logs the admitted ones in one batch.
  ///
  /// What throws has logged nothing, unless the store cannot tell; opening again tells. Entries of
  /// kinds unknown here are refused, critical or not, unless the caller answers for them: readers
  /// skip them, but nobody could say who may write them, and anybody could fill the log.
  public mutating func submit(
    _ envelopes: [[UInt8]], now: Timestamp, takesUnknownKinds: Bool = false
  ) throws(JournalFailure) -> [Submission] {
    try comeBack()
    var batch = reserved
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

  struct PendingBatch {
    var leaves: [Leaf] = []
    var places: [Digest: Int64] = [:]
  }

  mutating func judge(
    _ bytes: [UInt8], now: Timestamp, takesUnknownKinds: Bool = false,
    into batch: inout PendingBatch
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
    if let key = absentKey(after: read, at: time) { return .logKeyAbsent(identity, key: key) }
    do {
      let leaf = try Leaf(admittedAt: time, envelope: envelope)
      _ = try fold.admit(read.payload, read.signers, at: time)
      if size == 0, batch.leaves.isEmpty, signer == nil, let state = fold.log?.state {
        throw Self.otherKey(state.operators)
      }
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

  mutating func commit(_ batch: PendingBatch) throws(JournalFailure) {
    guard !batch.leaves.isEmpty else { return }
    let old = size
    let leaves = batch.leaves.map {
      JournalLeaf(identity: $0.envelope.identity, hash: $0.hash, bytes: $0.bytes)
    }
    let tiles = tree.append(leaves.map(\.hash))
    guard let signer else { throw Self.otherKey(fold.log?.state.operators) }
    let checkpoint = SignedCheckpoint(tree.head, by: signer)
    do {
      try store.append(
        JournalBatch(
          expectedSize: old, leaves: leaves, tiles: tiles.compactMap(JournalTile.init),
          checkpoint: checkpoint.bytes))
    } catch {
      throw .store(error)
    }
    reserved = PendingBatch()
  }

  /// Goes back to what the store holds.
  mutating func reopen() throws(JournalFailure) {
    isAstray = true
    self = try JournalWriter(
      store: store, blobs: blobs, signers: signers, takesOver: takesOver)
  }

  /// Reads the store again where that failed before: nothing is judged by entries that may not be
  /// in the log.
  mutating func comeBack() throws(JournalFailure) {
    if isAstray { try reopen() }
  }
}

// MARK: - Who signs

extension JournalWriter {
  private func signer(of term: OperatorRoll.Term?) -> NoteSigner? {
    guard let term else { return nil }
    return signer(origin: term.origin, key: term.key)
  }

  private func signer(origin: String, key: PublicKeyText) -> NoteSigner? {
    signers.first { $0.verifier.name.text == origin && $0.verifier.key.text == key.text }
  }

  private func holds(_ next: OperatorRoll.Announced) -> Bool {
    signer(origin: next.origin, key: next.key) != nil
  }

  private static func otherKey(_ operators: OperatorRoll?) -> JournalFailure {
    .logKeyOther(
      expected: operators?.current.map { "\($0.origin) \($0.key.text)" } ?? "not stated")
  }

  /// The key that would have to sign the tree that ends with an entry, where this writer has not
  /// got it; nil too for an entry that admission refuses.
  private func absentKey(
    after read: (payload: Payload, signers: Signers), at time: Timestamp
  ) -> String? {
    guard !takesOver, let state = fold.log?.state else { return nil }
    let next: (origin: String, key: PublicKeyText)
    if let body = read.payload.body as? OperatorSucceeded, (body.from ?? time) <= time {
      next = (body.origin, body.key)
    } else if let announced = state.operators.successor(at: time) {
      next = (announced.origin, announced.key)
    } else if let current = state.operators.current {
      next = (current.origin, current.key)
    } else {
      return nil
    }
    guard signer(origin: next.origin, key: next.key) == nil,
      state.refusal(of: read.payload, admittedAt: time, signers: read.signers) == nil
    else { return nil }
    return "\(next.origin) \(next.key.text)"
  }
}

extension OperatorRoll.Term {
  /// The verifier key of its checkpoints; nil where the key is no log's.
  public var verifier: VerifierKey? {
    guard let key = try? PublicKey(text: key.text), let name = try? NoteName(origin) else {
      return nil
    }
    return try? VerifierKey(name: name, purpose: .note, key: key)
  }
}

extension JournalTile {
  /// A tile as the tree gave it; nil for one of leaves' hashes, which stand beside the leaves.
  init?(_ tile: ProducedTile) {
    guard case .hashes(let level) = tile.address.content, level > 0 else { return nil }
    self.init(
      place: TilePlace(level: level, number: Int64(tile.address.index)), hashes: tile.tile.bytes)
  }
}
