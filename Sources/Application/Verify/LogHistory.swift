import Journal
import Program
import Quantities
import Synchronization

/// States of a log at earlier sizes, kept for a few and folded again from the source for others.
///
/// Entries fold twice at the most in a log as programs write them: a freeze takes in every entry
/// before it, so that its state is at hand. For any other, the entries are read again, and held
/// against the tree again; how many may be is limited.
final class LogHistory: FactsHistory {
  private struct View {
    var newest: FactsLog?
    var kept: [FactsLog] = []
    var bundles: ProvenBundles
    var reread = 0
    var failure: LogSourceFailure?
  }

  /// How many earlier states are kept.
  private static let limitKept = 4

  private let blobs: any BlobStore
  private let limitReread: Int
  private let first: ProgramRules
  private let view: Mutex<View>

  /// Begins at entry 0 of a log whose checkpoint was read.
  init(
    _ source: any LogSource, _ head: TreeHead, first: ProgramRules, blobs: any BlobStore
  ) throws(BundleFault) {
    self.blobs = blobs
    self.first = first
    // Sixteen readings of the whole are more than corrections of every epoch's first version take.
    limitReread = head.size.multipliedReportingOverflow(by: 16).partialValue
    view = Mutex(View(bundles: try ProvenBundles(source, head)))
  }

  /// Keeps a state; the oldest kept goes.
  func keep(_ log: FactsLog) {
    view.withLock { view in
      view.kept.removeAll { $0.lineCount == log.lineCount }
      if view.kept.count >= Self.limitKept { view.kept.removeFirst() }
      view.kept.append(log)
    }
  }

  /// Sets the newest state, or takes it away, so that whoever folds on changes it in place.
  func set(newest: FactsLog?) { view.withLock { $0.newest = newest } }

  /// What the world outside said where reading again failed.
  var failure: LogSourceFailure? { view.withLock { $0.failure } }

  /// The newest state, of which freezes and statements are known by name.
  var newest: ProgramState? { view.withLock { $0.newest?.state } }

  var newestRules: ProgramRules { newest?.history.newest ?? first }

  func log(lines: Int?) throws(ProgramFailure) -> FactsLog {
    try changing { view throws(ProgramFailure) in
      guard let newest = view.newest else {
        preconditionFailure("States are asked for while an epoch is judged.")
      }
      let lines = lines ?? newest.lineCount
      if lines == newest.lineCount { return newest }
      guard lines < newest.lineCount else {
        throw .facts(FactsError(line: newest.lineCount + 1, fault: .linesMissing(wanted: lines)))
      }
      if let kept = view.kept.first(where: { $0.lineCount == lines }) { return kept }
      return try fold(lines, &view)
    }
  }

  private func changing<Value: Sendable>(
    _ body: (inout sending View) throws(ProgramFailure) -> sending Value
  ) throws(ProgramFailure) -> Value {
    try view.withLock(body)
  }

  /// Folds on from the nearest state kept; signatures and rules were judged the first time.
  private func fold(_ lines: Int, _ view: inout View) throws(ProgramFailure) -> FactsLog {
    let nearest = view.kept.filter { $0.lineCount < lines }.max { $0.lineCount < $1.lineCount }
    var log = nearest ?? FactsLog(rules: first)
    view.reread += lines - log.lineCount
    guard view.reread <= limitReread else {
      throw .records(RecordFailure("too many earlier states are asked for"))
    }
    while log.lineCount < lines {
      let leaves = try bundle(log.lineCount / TileAddress.fullWidth, &view)
      let start = log.lineCount % TileAddress.fullWidth
      for bytes in leaves.dropFirst(start).prefix(lines - log.lineCount) {
        try fold(bytes, into: &log)
      }
    }
    if view.kept.count >= Self.limitKept { view.kept.removeFirst() }
    view.kept.append(log)
    return log
  }

  private func bundle(_ index: Int, _ view: inout View) throws(ProgramFailure) -> [[UInt8]] {
    do {
      return try view.bundles.leaves(index)
    } catch {
      if case .source(let failure) = error { view.failure = failure }
      throw .records(RecordFailure("bundle \(index), read again: \(error)"))
    }
  }

  private func fold(_ bytes: [UInt8], into log: inout FactsLog) throws(ProgramFailure) {
    do {
      let leaf = try Leaf(bytes: bytes)
      let payload = try Payload(bytes: leaf.envelope.payload)
      try JournalFold.learn(payload, nil, at: leaf.admittedAt, &log, blobs)
      _ = try log.append(payload, admittedAt: leaf.admittedAt)
    } catch let rejection as Rejection {
      throw .facts(FactsError(line: log.lineCount + 1, fault: .rejected(rejection)))
    } catch let failure as ProgramFailure {
      throw failure
    } catch {
      throw .records(RecordFailure("entry \(log.lineCount), read again: \(error)"))
    }
  }
}

/// What the entries of a log name, read from the blobs beside it.
struct LoggedRecords: ProgramRecords {
  let history: LogHistory
  let blobs: any BlobStore

  func read(_ name: RecordName) throws(RecordFailure) -> [UInt8]? {
    let frozen = history.newest?.epochs.frozen(
      pool: name.epoch.pool, epoch: name.epoch.number, version: name.version)
    let digest =
      switch name.kind {
      case .freeze: frozen?.body.freeze
      case .statement: frozen?.statement?.body.statement
      case .table: frozen?.statement?.body.table
      }
    guard let digest else { return nil }
    do {
      return try blobs.get(digest)
    } catch {
      throw RecordFailure("\(name.path), blob \(digest.hex): \(error)")
    }
  }

  func facts() throws(RecordFailure) -> [UInt8] { throw Self.readOnly }

  func appendFacts(_ lines: [UInt8]) throws(RecordFailure) { throw Self.readOnly }

  func write(_ bytes: [UInt8], as name: RecordName) throws(RecordFailure) { throw Self.readOnly }

  func names() throws(RecordFailure) -> [RecordName] { throw Self.readOnly }

  private static let readOnly = RecordFailure("A published log is read entry by entry.")
}
