public import Journal
import Keys
import Policy
import Program
public import Quantities
import Rewards

/// Reads a published log as an outsider does, from the checkpoint to the last balance, and trusts
/// nothing in it.
///
/// In this order, stopping where what follows would mean nothing: checkpoint, tiles, bundles,
/// signatures and admission entry by entry, log key, witnesses, blobs, statements, receipts.
public struct VerifyLog {
  private let source: any LogSource
  let blobs: any BlobStore
  /// The program that the reader expects; nil: whatever entry 0 says.
  let pinned: Digest?
  /// Signed receipts that somebody holds.
  let receipts: [[UInt8]]
  /// A checkpoint that was seen before, which this log must continue.
  private let since: SignedCheckpoint?

  /// How far a verification is.
  public enum Progress: Sendable {
    /// Entries judged, of how many.
    case entries(Int, of: Int)
    /// Blobs hashed, of how many.
    case blobs(Int, of: Int)
    /// Epochs computed anew, of how many.
    case epochs(Int, of: Int)
  }

  /// Reads a log and the blobs beside it.
  public init(
    _ source: any LogSource, blobs: any BlobStore, pinned: Digest? = nil,
    receipts: [[UInt8]] = [], since: SignedCheckpoint? = nil
  ) {
    self.source = source
    self.blobs = blobs
    self.pinned = pinned
    self.receipts = receipts
    self.since = since
  }

  /// Verifies everything; throws only where the world outside fails.
  public func run(
    _ progress: (Progress) -> Void = { _ in }
  ) throws(LogSourceFailure) -> LogVerdict {
    var verdict = LogVerdict()
    verdict.isPinned = pinned != nil
    guard let checkpoint = try readCheckpoint(&verdict) else { return verdict }
    guard let judged = try judge(checkpoint, &verdict, progress) else { return verdict }
    check(judged.state, &verdict)
    checkKeys(checkpoint, judged.state, &verdict)
    guard verdict.isGood else { return verdict }
    try checkBlobs(judged, &verdict, progress)
    guard verdict.isGood else { return verdict }
    checkStatements(judged, &verdict, progress)
    checkReceipts(judged, checkpoint, &verdict)
    return verdict
  }

  private func readCheckpoint(
    _ verdict: inout LogVerdict
  ) throws(LogSourceFailure) -> SignedCheckpoint? {
    let bytes = try source.checkpoint()
    do {
      let checkpoint = try SignedCheckpoint(bytes: bytes)
      verdict.head = checkpoint.checkpoint.head
      verdict.origin = checkpoint.checkpoint.origin.text
      guard checkpoint.checkpoint.head.size > 0 else {
        verdict.find(
          .checkpoint, "log-empty", "The log has no entry.", "There is no program in it yet.")
        return nil
      }
      return checkpoint
    } catch {
      verdict.find(
        .checkpoint, error.code, "The checkpoint is none: \(error.description).",
        "Nothing says how long the log is; nothing else can be judged.")
      return nil
    }
  }

  /// What judging the entries gave.
  struct Judged {
    var entries: [LoggedEntry]
    var state: ProgramState
    var places: [Digest: Int]
  }
}

extension LogVerdict {
  mutating func find(
    _ place: LogFinding.Place, _ code: String, _ what: String, _ meaning: String
  ) {
    findings.append(LogFinding(place, code, what, meaning))
  }
}

// MARK: - Entries

extension VerifyLog {
  private func judge(
    _ checkpoint: SignedCheckpoint, _ verdict: inout LogVerdict, _ progress: (Progress) -> Void
  ) throws(LogSourceFailure) -> Judged? {
    let head = checkpoint.checkpoint.head
    var tiles: TileHashReader<SourceTiles>
    do {
      tiles = try TileHashReader(head, from: SourceTiles(source: source))
    } catch {
      try tell(error, &verdict)
      return nil
    }
    var fold = JournalFold(blobs: blobs)
    var reader = EntryReader()
    var frontier = TreeFrontier()
    var entries: [LoggedEntry] = []
    var places: [Digest: Int] = [:]
    for bundle in 0...((head.size - 1) / TileAddress.fullWidth) {
      guard let leaves = try bytes(ofBundle: bundle, head, &tiles, &verdict) else { return nil }
      for bytes in leaves {
        let index = entries.count
        frontier.append(TreeHash.leaf(bytes))
        do {
          let entry = try reader.read(leaf: bytes)
          try fold.take(entry)
          places[entry.leaf.envelope.identity] = index
          entries.append(entry)
        } catch let fault as LeafFault {
          tell(fault, index, &verdict)
          return nil
        } catch let failure as JournalFailure {
          tell(failure, index, &verdict)
          return nil
        } catch {
          preconditionFailure("Reading and judging throw one of these two: \(error)")
        }
        if let since, since.checkpoint.head.size == frontier.size,
          since.checkpoint.head != frontier.head
        {
          verdict.find(
            .checkpoint, "log-forked",
            "At size \(frontier.size) this log has another root than the checkpoint seen before.",
            "The operator shows different histories to different readers, or rewrote this one.")
          return nil
        }
      }
      verdict.entries = entries.count
      progress(.entries(entries.count, of: head.size))
    }
    if let since, since.checkpoint.head.size > head.size {
      verdict.find(
        .checkpoint, "log-shrunk",
        "The log has \(head.size) entries, and had \(since.checkpoint.head.size) before.",
        "Entries were taken away.")
    }
    guard let state = fold.log?.state else { return nil }
    verdict.lastAdmittedAt = state.lastAdmittedAt
    return Judged(entries: entries, state: state, places: places)
  }

  private func bytes(
    ofBundle index: Int, _ head: TreeHead, _ tiles: inout TileHashReader<SourceTiles>,
    _ verdict: inout LogVerdict
  ) throws(LogSourceFailure) -> [[UInt8]]? {
    let width = TileGeometry.width(of: .entries, index: index, size: head.size)
    let address = TileAddress(.entries, index: index, width: width)
    guard let bytes = try source.tile(address) else {
      verdict.find(
        .tile(address.path), "bundle-missing", "The entries \(address.path) are not there.",
        "Part of the record is withheld or lost; another mirror may have it.")
      return nil
    }
    do {
      let leaves = try Self.leaves(bytes, at: address)
      try tiles.verify(leaves, bundle: index)
      return leaves
    } catch let refusal as TileRefusal {
      tell(refusal, &verdict)
      return nil
    } catch let failure as TileFailure<LogSourceFailure> {
      try tell(failure, &verdict)
      return nil
    } catch {
      preconditionFailure("Reading a bundle throws one of these two: \(error)")
    }
  }

  /// The entries asked for, out of a bundle that may be the full one.
  private static func leaves(
    _ bytes: [UInt8], at address: TileAddress
  ) throws(TileRefusal) -> [[UInt8]] {
    do {
      return try EntryBundle.decode(bytes, at: address)
    } catch {
      guard !address.isFull else { throw error }
      return Array(try EntryBundle.decode(bytes, at: address.full).prefix(address.width))
    }
  }

  private func tell(
    _ failure: TileFailure<LogSourceFailure>, _ verdict: inout LogVerdict
  ) throws(LogSourceFailure) {
    switch failure {
    case .source(.missing(let path)):
      verdict.find(
        .tile(path), "tile-missing", "The tile \(path) is not there.",
        "Part of the record is withheld or lost; another mirror may have it.")
    case .source(let failure): throw failure
    case .refused(let refusal): tell(refusal, &verdict)
    }
  }

  private func tell(_ refusal: TileRefusal, _ verdict: inout LogVerdict) {
    switch refusal {
    case .entryHash(_, let index):
      verdict.find(
        .entry(index), refusal.code,
        "Entry \(index) is not the one that the checkpoint covers: \(refusal.description).",
        "It was changed, put in, or something before it was taken out, after the log was signed.")
    case .bundleCount(let address):
      verdict.find(
        .tile(address.path), refusal.code, "\(refusal.description).",
        "An entry was dropped or added after the log was signed.")
    default:
      verdict.find(
        .checkpoint, refusal.code, "\(refusal.description).",
        "The published tree is not the one that the log's key signed.")
    }
  }

  private func tell(_ fault: LeafFault, _ index: Int, _ verdict: inout LogVerdict) {
    let what =
      switch fault {
      case .leaf(let refusal): refusal.description
      case .signature(let refusal): refusal.description
      case .payload(let rejection): rejection.wording.what
      }
    verdict.find(
      .entry(index), fault.code, "Entry \(index) cannot stand: \(what)",
      "The operator logged what nobody signed in this form; nothing after it can be judged.")
  }

  private func tell(_ failure: JournalFailure, _ index: Int, _ verdict: inout LogVerdict) {
    switch failure {
    case .entry(_, let rejection):
      verdict.find(
        .entry(index), rejection.rule.rawValue,
        "Entry \(index) should have been refused: \(rejection.wording.what)",
        "The operator admitted what the program's rules do not allow.")
    case .program(let failure):
      verdict.find(
        .entry(index), "rules-unreadable", "The rules that entry \(index) names: \(failure).",
        "Without the policy and the catalogue nothing can be judged; fetch them from a mirror.")
    default:
      verdict.find(
        .entry(index), "entry-unreadable", "Entry \(index): \(failure).",
        "Nothing after it can be judged.")
    }
  }
}

/// A source's tiles of hashes, where one that is missing is a failure.
private struct SourceTiles: TileSource {
  let source: any LogSource

  func bytes(of tile: TileAddress) throws(LogSourceFailure) -> [UInt8] {
    guard let bytes = try source.tile(tile) else { throw .missing(tile.path) }
    return bytes
  }
}
