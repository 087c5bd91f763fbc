import Journal
public import Program
public import Quantities

/// Copies a published log into a folder of the same layout, and trusts nothing that it copies.
///
/// Every bundle is proven under the log's checkpoint, every entry judged, every blob hashed; the
/// checkpoint is written last. A run that was cut off goes on where it was; a later one follows.
public struct MirrorLog: Sendable {
  private let source: any LogSource
  private let copy: any LogSource
  private let target: any ExportTarget
  private let blobs: FetchedBlobs
  private let removable: (any RemovableBlobs)?
  private let pinned: Digest?
  private let limits: VerifyLimits

  /// What a run did.
  public struct Summary: Sendable {
    /// Entries that the copy has.
    public internal(set) var size = 0
    /// How many of them are new.
    public internal(set) var added = 0
    /// Blobs that were fetched.
    public internal(set) var fetched = 0
    /// Blobs that entries need and nobody withdrew, which the source has not got as they are named.
    public internal(set) var missing: [Digest] = []
    /// Other blobs that the source has, and not as their entries name them; they were left out.
    public internal(set) var unfit: [Digest] = []
    /// How many witnesses of the program cosigned.
    public internal(set) var cosigned = 0
    /// Whether the source has fewer entries than the copy.
    public internal(set) var isSourceBehind = false
    /// The program; nil only where nothing was read.
    public internal(set) var program: Digest?
    /// Who signed what, in log order.
    public internal(set) var operators: [OperatorRoll.Term] = []
  }

  /// Copies from a log and its blobs; `copy` reads what `target` writes.
  public init(
    from source: any LogSource, blobs sourceBlobs: any BlobStore, copy: any LogSource,
    target: any ExportTarget, blobs: any BlobStore, pinned: Digest? = nil,
    limits: VerifyLimits = VerifyLimits()
  ) {
    self.source = source
    self.copy = copy
    self.target = target
    self.blobs = FetchedBlobs(kept: blobs, source: sourceBlobs)
    removable = blobs as? any RemovableBlobs
    self.pinned = pinned
    self.limits = limits
  }

  /// Copies what is there now; tells entries taken in, of how many.
  ///
  /// Blobs that were copied before are hashed again, and damaged ones fetched again, unless the
  /// caller did so a moment ago.
  public func run(
    trustingCopiedBlobs: Bool = false, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(MirrorFailure) -> Summary {
    let offered = try Self.checkpoint(of: source)
    let head = offered.checkpoint.head
    guard head.size <= limits.entries else { throw .tooLong(limits) }
    var run = Run(walk: LogWalk(blobs: blobs), trustsCopiedBlobs: trustingCopiedBlobs)
    let kept = try takeCopy(&run, upTo: head.size)
    if let kept, kept.checkpoint.head.size > head.size {
      guard run.marked == head else { throw forked(kept, offered, run) }
      var summary = try finish(run)
      summary.isSourceBehind = true
      return summary
    }
    let added = head.size - run.walk.frontier.size
    try follow(offered, after: kept, &run, progress)
    try judge(offered, run)
    var summary = try finish(run)
    summary.added = added
    summary.cosigned = try publish(offered, in: run)
    return summary
  }

  /// What one run has seen.
  private struct Run {
    var walk: LogWalk
    let trustsCopiedBlobs: Bool
    var wanted: [MentionedBlob] = []
    var missing: [Digest] = []
    var unfit: [Digest] = []
    var withdrawn: [Digest] = []
    var fetched = 0
    /// Bytes taken from the source: bundles, and blobs as decompressed.
    var bytes: Int64 = 0
    /// The tree at the size of a source that is behind.
    var marked: TreeHead?

    mutating func note(_ entry: LoggedEntry) {
      wanted += MentionedBlob.of(entry.payload)
      if let body = entry.payload.body as? BlobWithdrawn { withdrawn.append(body.digest) }
    }

    mutating func lack(_ blob: MentionedBlob, isThere: Bool) {
      if blob.isNeeded {
        missing.append(blob.digest)
      } else if isThere {
        unfit.append(blob.digest)
      }
    }
  }
}

// MARK: - What was copied before

extension MirrorLog {
  private static func checkpoint(
    of source: any LogSource
  ) throws(MirrorFailure) -> SignedCheckpoint {
    let bytes: [UInt8]
    do {
      bytes = try source.checkpoint()
    } catch {
      throw .source(error)
    }
    guard bytes.count <= JournalBatch.limitNoteBytes else {
      throw .checkpoint("it has \(bytes.count) bytes")
    }
    do {
      let checkpoint = try SignedCheckpoint(bytes: bytes)
      guard checkpoint.checkpoint.head.size > 0 else {
        throw MirrorFailure.checkpoint("the log has no entry")
      }
      return checkpoint
    } catch let failure as MirrorFailure {
      throw failure
    } catch {
      throw .checkpoint("\(error)")
    }
  }

  /// The copy's own checkpoint, once its entries were found to lead to its root.
  private func takeCopy(
    _ run: inout Run, upTo size: Int
  ) throws(MirrorFailure) -> SignedCheckpoint? {
    let kept: SignedCheckpoint
    do {
      kept = try SignedCheckpoint(bytes: copy.checkpoint())
    } catch LogSourceFailure.missing {
      return nil
    } catch let failure as LogSourceFailure {
      throw .copy(failure)
    } catch {
      throw .damaged("its checkpoint is none: \(error)")
    }
    let head = kept.checkpoint.head
    while let address = run.walk.nextBundle(under: head) {
      let leaves = try copied(address)
      var rest = run.walk.rest(leaves, of: address)
      if (run.walk.frontier.size..<run.walk.frontier.size + rest.count).contains(size) {
        try take(rest.prefix(size - run.walk.frontier.size), &run)
        run.marked = run.walk.frontier.head
        rest = run.walk.rest(leaves, of: address)
      }
      try take(rest, &run)
    }
    guard run.walk.frontier.head == head else {
      throw .damaged("its entries do not lead to the root of its checkpoint")
    }
    return kept
  }

  private func copied(_ address: TileAddress) throws(MirrorFailure) -> [[UInt8]] {
    do {
      guard let bytes = try copy.tile(address) else {
        throw MirrorFailure.damaged("\(address) is not there")
      }
      return try EntryBundle.entries(bytes, of: address)
    } catch let failure as LogSourceFailure {
      throw .copy(failure)
    } catch let failure as MirrorFailure {
      throw failure
    } catch {
      throw .damaged("\(address): \(error)")
    }
  }

  private func take(
    _ leaves: some Sequence<[UInt8]>, _ run: inout Run
  ) throws(MirrorFailure) {
    var noted: [LoggedEntry] = []
    do {
      try run.walk.take(leaves) { noted.append($0) }
    } catch {
      throw .entries(error)
    }
    for entry in noted { run.note(entry) }
    if let pinned, run.walk.state?.program != pinned {
      throw .programOther(expected: pinned, found: run.walk.state?.program)
    }
    try fetch(&run)
  }
}

// MARK: - What is new

extension MirrorLog {
  private func follow(
    _ offered: SignedCheckpoint, after kept: SignedCheckpoint?, _ run: inout Run,
    _ progress: (Int, Int) -> Void
  ) throws(MirrorFailure) {
    let head = offered.checkpoint.head
    let old = run.walk.frontier.head
    guard old != head else { return }
    do {
      var tiles = try TileHashReader(head, from: PublishedTiles(source))
      if let kept {
        let proof = try ConsistencyProof(from: old.size, to: head.size, in: &tiles)
        guard (try? proof.verify(from: old, to: head)) != nil else {
          throw forked(kept, offered, run)
        }
      }
      var tree = try appender(at: old)
      while let address = run.walk.nextBundle(under: head) {
        let leaves = try bundle(address, &tiles)
        run.bytes += leaves.reduce(0) { $0 + Int64($1.count) }
        guard run.bytes <= limits.bytes else { throw MirrorFailure.tooLong(limits) }
        let rest = Array(run.walk.rest(leaves, of: address))
        try take(rest, &run)
        try write(leaves, at: address)
        try write(tree.append(rest.map { TreeHash.leaf($0) }), under: head)
        progress(run.walk.frontier.size, head.size)
      }
    } catch let failure as TileFailure<LogSourceFailure> {
      switch failure {
      case .source(let failure): throw .source(failure)
      case .refused(let refusal): throw .tiles(refusal)
      }
    } catch let failure as MirrorFailure {
      throw failure
    } catch {
      preconditionFailure("Copying throws one of these two: \(error)")
    }
  }

  /// A bundle that a run which was cut off had copied, else the log's own.
  private func bundle(
    _ address: TileAddress, _ tiles: inout TileHashReader<PublishedTiles>
  ) throws(TileFailure<LogSourceFailure>) -> [[UInt8]] {
    if address.isFull,
      let leaves = try? LogWalk.bundle(address, from: copy, provenBy: &tiles)
    {
      return leaves
    }
    return try LogWalk.bundle(address, from: source, provenBy: &tiles)
  }

  private func appender(at head: TreeHead) throws(MirrorFailure) -> TileAppender {
    guard head.size > 0 else { return TileAppender() }
    do {
      return try TileAppender(resuming: head, from: PublishedTiles(copy))
    } catch {
      throw .damaged("its tiles: \(error)")
    }
  }

  private func write(
    _ leaves: [[UInt8]], at address: TileAddress
  ) throws(MirrorFailure) {
    guard let bytes = try? EntryBundle.encode(leaves) else {
      throw .damaged("\(address) has an entry that is longer than any")
    }
    try write(bytes, at: address)
  }

  /// Full tiles, and the partial ones that the head's tree has.
  private func write(
    _ tiles: [ProducedTile], under head: TreeHead
  ) throws(MirrorFailure) {
    let edge = Set(TileGeometry.edge(size: head.size))
    for tile in tiles where tile.address.isFull || edge.contains(tile.address) {
      try write(tile.tile.bytes, at: tile.address)
    }
  }

  private func write(_ bytes: [UInt8], at address: TileAddress) throws(MirrorFailure) {
    do {
      try target.write(bytes, at: address)
    } catch {
      throw .unwritten(error.message)
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws(MirrorFailure) {
    do {
      try target.write(bytes, to: path)
    } catch {
      throw .unwritten(error.message)
    }
  }

  /// Looks for what entries name, then for what freezes name; nothing else leads on to more.
  private func fetch(_ run: inout Run) throws(MirrorFailure) {
    var wanted = run.wanted[...]
    run.wanted = []
    while let blob = wanted.popFirst() {
      guard let bytes = try fetch(blob, &run), let freeze = try? Freeze(bytes: bytes) else {
        continue
      }
      for named in MentionedBlob.of(freeze) { _ = try fetch(named, &run) }
    }
  }

  /// Makes sure of one blob; gives the bytes of a freeze.
  private func fetch(
    _ blob: MentionedBlob, _ run: inout Run
  ) throws(MirrorFailure) -> [UInt8]? {
    let isWithdrawn = run.walk.state?.isWithdrawn(blob.digest) ?? false
    guard !isWithdrawn else { return nil }
    let isKept: Bool
    let bytes: [UInt8]?
    do {
      isKept = try blobs.has(blob.digest)
      if isKept, run.trustsCopiedBlobs, !blob.isFreeze { return nil }
      bytes = try self.bytes(of: blob)
    } catch {
      // One file that is not what it should be, whoever saw to that, keeps nobody from the others.
      switch error {
      case .unavailable: throw .blob(blob.digest, error)
      case .altered, .tooLarge: run.lack(blob, isThere: true)
      }
      return nil
    }
    guard let bytes else {
      run.lack(blob, isThere: false)
      return nil
    }
    if !isKept {
      run.fetched += 1
      run.bytes += Int64(bytes.count)
    }
    guard run.bytes <= limits.bytes else { throw .tooLong(limits) }
    return blob.isFreeze ? bytes : nil
  }

  /// The blob that its name says, whatever an entry says of its length.
  private func bytes(of blob: MentionedBlob) throws(BlobFailure) -> [UInt8]? {
    do {
      return try blobs.get(blob.digest, lengthBytes: blob.lengthBytes)
    } catch {
      guard case .altered = error, blob.lengthBytes != nil else { throw error }
      return try blobs.get(blob.digest, lengthBytes: nil)
    }
  }
}

// MARK: - What it comes to

extension MirrorLog {
  private func forked(
    _ kept: SignedCheckpoint, _ offered: SignedCheckpoint, _ run: Run
  ) -> MirrorFailure {
    .forked(kept: kept, offered: offered, former: former(of: offered, run))
  }

  /// The operator that signed it and does not sign trees of its size.
  private func former(of offered: SignedCheckpoint, _ run: Run) -> OperatorRoll.Term? {
    guard let operators = run.walk.state?.operators else { return nil }
    let present = operators.term(ofSize: offered.checkpoint.head.size)
    return operators.terms.first { term in
      guard term != present, let key = term.verifier else { return false }
      return (try? offered.verify(log: [key])) != nil
    }
  }

  private func judge(_ offered: SignedCheckpoint, _ run: Run) throws(MirrorFailure) {
    let term = run.walk.state?.operators.term(ofSize: offered.checkpoint.head.size)
    do {
      try offered.verify(log: term?.verifier.map { [$0] } ?? [])
    } catch {
      throw .notByOperator(offered, former: former(of: offered, run))
    }
  }

  private func finish(_ run: Run) throws(MirrorFailure) -> Summary {
    for digest in run.withdrawn {
      do throws(BlobFailure) {
        try removable?.remove(digest)
      } catch {
        throw .blob(digest, error)
      }
    }
    var summary = Summary()
    summary.size = run.walk.frontier.size
    summary.fetched = run.fetched
    summary.missing = run.missing.filter {
      !(run.walk.state?.isWithdrawn($0) ?? false) && !(run.walk.state?.isSealed($0) ?? false)
    }
    summary.unfit = run.unfit.filter { !(run.walk.state?.isWithdrawn($0) ?? false) }
    summary.program = run.walk.state?.program
    summary.operators = run.walk.state?.operators.terms ?? []
    return summary
  }

  /// Writes `index.json`, and last the checkpoint; gives how many witnesses stand behind it.
  private func publish(_ offered: SignedCheckpoint, in run: Run) throws(MirrorFailure) -> Int {
    guard let state = run.walk.state, let index = LogIndex(state) else {
      throw .checkpoint("the program states no key of its log")
    }
    let count = try cosigned(offered, state)
    let before = (try? copy.checkpoint()).flatMap { try? SignedCheckpoint(bytes: $0) }
    // A source may leave out lines that are known already.
    if let before, before.checkpoint == offered.checkpoint,
      let known = try? cosigned(before, state), known > count
    {
      return known
    }
    try write(index.bytes, to: LogIndex.path)
    try write(offered.bytes, to: "checkpoint")
    return count
  }

  private func cosigned(
    _ checkpoint: SignedCheckpoint, _ state: ProgramState
  ) throws(MirrorFailure) -> Int {
    let size = checkpoint.checkpoint.head.size
    let policy = state.witnesses.term(ofSize: size).flatMap { $0.policy(threshold: 0) }
    do {
      return try policy?.judge(checkpoint).cosigned.count ?? 0
    } catch {
      throw .checkpoint("a witness's line: \(error)")
    }
  }
}
