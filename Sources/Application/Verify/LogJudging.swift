import Journal
import Keys
import Program
import Quantities

/// One verification under way: what was judged so far, and what the next entry is judged by.
struct LogJudging {
  let task: VerifyLog
  let checkpoint: SignedCheckpoint
  var verdict: LogVerdict
  var bundles: ProvenBundles
  var reader = EntryReader()
  var fold: JournalFold
  /// Nil before entry 0.
  var epochs: EpochJudging?
  /// Entries below this were judged by this reader before.
  private var judgedBefore = 0
  /// Whether the tree is another one at the size that the reader saw.
  private var isForked = false
  /// Files that were not there when an entry named them: withdrawn later, or missing.
  var absent: [AbsentBlob] = []
  private var booksFindings = 0

  init(
    _ task: VerifyLog, _ checkpoint: SignedCheckpoint, _ verdict: LogVerdict
  ) throws(BundleFault) {
    self.task = task
    self.checkpoint = checkpoint
    self.verdict = verdict
    bundles = try ProvenBundles(task.source, checkpoint.checkpoint.head)
    fold = JournalFold(blobs: task.blobs)
    guard let since = task.since, since.treeHead.size > 0 else { return }
    let seen = since.treeHead
    guard seen.size <= bundles.head.size else { return }
    // The consistency of the two trees, from proven tiles, before any entry is read.
    isForked = try bundles.root(size: seen.size) != seen
    if !isForked, since.program != nil { judgedBefore = seen.size }
  }

  /// Reads and judges all; what the world outside fails at is thrown.
  mutating func run(_ progress: (VerifyLog.Progress) -> Void) throws(BundleFault) {
    do {
      try judgeEntries(progress)
    } catch {
      if case .source = error { throw error }
      verdict.find(error)
      return
    }
    guard !isStopped, let state = fold.log?.state else { return }
    verdict.lastAdmittedAt = state.lastAdmittedAt
    checkKeys(state)
    checkShrunk(state)
    try judgePending(state)
    settleAbsent(state)
    checkReceipts(state)
    verdict.note(fold.books)
  }

  /// Whether nothing that follows would mean anything.
  private(set) var isStopped = false

  private mutating func stop() { isStopped = true }

  private mutating func judgeEntries(
    _ progress: (VerifyLog.Progress) -> Void
  ) throws(BundleFault) {
    defer { task.blobs.expectNothing() }
    var ahead = try readAhead(0)
    for bundle in 0..<bundles.count {
      let (entries, reader) = ahead.finish()
      self.reader = reader
      var fault: BundleFault?
      if bundle + 1 < bundles.count {
        do {
          ahead = try readAhead(bundle + 1)
        } catch {
          fault = error
        }
      }
      task.blobs.expect(expected(entries))
      for entry in entries {
        try judge(entry)
        guard !isStopped, withinLimits() else { return }
        if verdict.entries % 32 == 0 { progress(.entries(verdict.entries, of: bundles.head.size)) }
      }
      // What is wrong with later entries is told after what is wrong with these.
      if let fault { throw fault }
    }
  }

  /// The blobs that judging entries will ask for.
  private func expected(_ entries: [ReadAhead.Entry]) -> [Digest] {
    entries.enumerated().flatMap { offset, entry -> [Digest] in
      guard verdict.entries + offset >= judgedBefore, case .verified(let entry) = entry else {
        return []
      }
      return entry.payload.body?.neededBlobs ?? []
    }
  }

  private mutating func readAhead(_ bundle: Int) throws(BundleFault) -> ReadAhead {
    ReadAhead(
      try bundles.leaves(bundle), judged: judgedBefore - bundle * TileAddress.fullWidth, reader)
  }

  private mutating func judge(_ entry: ReadAhead.Entry) throws(BundleFault) {
    let index = verdict.entries
    let payload: Payload
    do throws(JournalFailure) {
      switch entry {
      case .fault(let fault):
        verdict.find(fault, index)
        return stop()
      case .judged(let leaf, let read):
        payload = read
        try fold.take(judged: read, at: leaf.admittedAt)
      case .verified(let entry):
        payload = entry.payload
        keepState(before: payload)
        try fold.take(entry)
      }
    } catch {
      // That the rules cannot be read now says nothing of the record.
      if case .program(.blobs(let message)) = error { throw .source(.unavailable(message)) }
      verdict.find(error, index)
      return stop()
    }
    verdict.entries += 1
    if index == 0 { try begin() }
    guard !isStopped else { return }
    noteBooks(index)
    if index >= judgedBefore {
      try checkBlobs(of: payload, entry: index)
      if let stated = payload.body as? StatementPublished { try judge(stated) }
      if let prepared = payload.body as? PayoutPrepared { try judge(prepared, entry: index) }
    } else {
      verdict.judgedBefore += 1
    }
    if let since = task.since, since.treeHead.size + 1 == verdict.entries,
      let state = fold.log?.state, let time = state.lastAdmittedAt
    {
      checkBackDated(since.checkpoint, next: time, state)
    }
    if task.since?.treeHead.size == verdict.entries { checkSince() }
  }

  /// A freeze of all entries before its own needs the state as it is now.
  private func keepState(before payload: Payload) {
    guard let frozen = payload.body as? EpochFrozen, frozen.lines == verdict.entries,
      let log = fold.log
    else { return }
    epochs?.history.keep(log)
  }

  private mutating func begin() throws(BundleFault) {
    guard let state = fold.log?.state else { return }
    verdict.program = state.program
    verdict.isDemonstration = state.isDemonstration
    if let pinned = task.pinned, state.program != pinned {
      verdict.find(
        .identity, "program-other",
        "This is the record of \(state.program?.hex ?? "no program"), not of \(pinned.hex).",
        "It may be sound in itself, and is not the record that you asked for.")
      return stop()
    }
    epochs = EpochJudging(
      try LogHistory(task.source, bundles.head, first: state.rules, blobs: task.blobs),
      rules: state.rules, blobs: task.blobs)
  }

  /// Law 1 after every entry, and every statement's totals against those before.
  private mutating func noteBooks(_ index: Int) {
    let findings = fold.books.findings
    guard findings.count > booksFindings else { return }
    for finding in findings[booksFindings...] {
      verdict.find(
        .entry(index), finding.code,
        "After entry \(index) the books do not hold: "
          + finding.wording.what,
        "Money was promised, earned or carried over that the entries do not account for.")
    }
    booksFindings = findings.count
  }

  private mutating func withinLimits() -> Bool {
    let read = max(bundles.readBytes, task.blobs.readBytes)
    if read > task.limits.bytes || task.blobs.isExhausted {
      verdict.find(
        .entry(verdict.entries), "limit-bytes",
        "After entry \(verdict.entries) more than \(task.limits.bytes) bytes were read.",
        "It may be made up to wear readers out; raise the limit if the record is that large.")
      stop()
    }
    if verdict.findings.count >= task.limits.findings { stop() }
    return !isStopped
  }

  // MARK: What was seen before

  /// Holds the checkpoint that the reader gave against the log, whose keys at that size are known.
  private mutating func checkSince() {
    guard let since = task.since, let state = fold.log?.state else { return }
    let seen = since.checkpoint
    if let fault = signatureFault(of: seen, state) {
      verdict.find(
        .checkpoint, "since-foreign",
        "The checkpoint given was not signed by this log's key at its size: \(fault).",
        "It says nothing about this log; give one of this log's.")
      return stop()
    }
    guard isForked else { return }
    verdict.find(
      .checkpoint, "log-forked",
      "At size \(since.treeHead.size) this log has another root than the checkpoint seen before.",
      "The operator shows different histories to different readers, or rewrote this one; keep both "
        + "checkpoints, each bears its signature.")
    stop()
  }

  /// A checkpoint of more entries than there are now.
  private mutating func checkShrunk(_ state: ProgramState) {
    guard let since = task.since, since.treeHead.size > bundles.head.size else { return }
    if let fault = signatureFault(of: since.checkpoint, state) {
      verdict.find(
        .checkpoint, "since-foreign",
        "The checkpoint given was not signed by this log's key: \(fault).",
        "It says nothing about this log; give one of this log's.")
      return
    }
    verdict.find(
      .checkpoint, "log-shrunk",
      "The log has \(bundles.head.size) entries, and had \(since.treeHead.size) before.",
      "Entries were taken away, or an old copy is shown.")
  }

  /// Why a checkpoint is not by the log's key in force at its size; nil where it is.
  func signatureFault(of checkpoint: SignedCheckpoint, _ state: ProgramState) -> String? {
    guard let term = state.operators.term(ofSize: checkpoint.checkpoint.head.size) else {
      return "no operator is named"
    }
    do {
      let key = try VerifierKey(
        name: NoteName(term.origin), purpose: .note, key: PublicKey(text: term.key.text))
      try checkpoint.verify(log: [key])
      return nil
    } catch {
      return "\(error)"
    }
  }
}

/// A file that was not there when an entry named it.
struct AbsentBlob {
  let digest: Digest
  let entry: Int
  /// How many findings there were then.
  let position: Int
}
