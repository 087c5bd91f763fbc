import Journal
public import Quantities

/// Recomputes everything that a stored journal says of itself, in bounded memory.
public struct ExamineJournal {
  private let journal: any JournalStore
  private let format: any JournalFormat

  /// Takes the journal, opened for reading, and how its bytes are read.
  public init(_ journal: any JournalStore, format: any JournalFormat) {
    self.journal = journal
    self.format = format
  }

  /// The most findings of one kind of thing: a damaged disk would give millions.
  public static var limitFindings: Int { 100 }

  /// What is wrong; the progress is told in leaves.
  public func run(
    now: Timestamp, progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws(JournalStoreFailure) -> [DoctorFinding] {
    let size = try journal.size()
    var findings: [DoctorFinding] = []
    var appender = TileAppender()
    var next: Int64 = 0
    while next < size, findings.count < Self.limitFindings {
      let end = min(size, next + Int64(TilePlace.fullWidth))
      findings += try examine(next..<end, &appender)
      next = end
      progress(next, size)
    }
    if next == size { findings += try checkpoints(appender.head) }
    if let mark = try journal.restoration() {
      findings.append(.restorationUnconfirmed(size: mark.size))
    }
    for promise in try journal.promises().prefix(Self.limitFindings)
    where promise.admitBy < now {
      findings.append(.promiseOverdue(promise.identity, admitBy: promise.admitBy))
    }
    return findings
  }

  /// One bundle of leaves, and the tiles that it ends.
  private func examine(
    _ range: Range<Int64>, _ appender: inout TileAppender
  ) throws(JournalStoreFailure) -> [DoctorFinding] {
    let leaves = try journal.leaves(range)
    let identities = try journal.identities(range)
    guard leaves.count == range.count, identities.count == range.count else {
      throw .damaged("leaves \(range) are not all there")
    }
    var findings: [DoctorFinding] = []
    for (offset, leaf) in leaves.enumerated() {
      let index = range.lowerBound + Int64(offset)
      switch format.identity(ofLeaf: leaf) {
      case nil: findings.append(.leafUnreadable(index: index))
      case identities[offset]: break
      default: findings.append(.leafIdentity(index: index))
      }
    }
    for produced in appender.append(leaves.map { TreeHash.leaf($0) }) {
      guard case .hashes(let level) = produced.address.content else { continue }
      let place = TilePlace(level: level, number: Int64(produced.address.index))
      let stored = try journal.tile(place, width: produced.address.width)
      if stored != produced.tile.bytes { findings.append(.tileDiffers(place)) }
    }
    return findings
  }

  private func checkpoints(_ head: TreeHead) throws(JournalStoreFailure) -> [DoctorFinding] {
    guard head.size > 0 else { return [] }
    let size = Int64(head.size)
    guard let newest = try journal.checkpoint(size: size) else {
      return [.checkpointMissing(size: size)]
    }
    return format.head(ofCheckpoint: newest.note) == head ? [] : [.checkpointDiffers(size: size)]
  }
}
