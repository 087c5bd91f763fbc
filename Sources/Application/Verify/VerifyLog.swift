import Journal
import Keys
import Program
public import Quantities

/// Reads a published log as an outsider does, from the checkpoint to the last balance, and trusts
/// nothing in it.
///
/// The entries go through once: bytes, hash, signatures, roles and rules, books, the files that an
/// entry names, and at each statement its computation anew. What is kept is the state that the
/// entries come to, and a bounded shelf of files; so memory does not grow with what was published.
/// It stops where what follows would mean nothing.
public struct VerifyLog {
  let source: any LogSource
  let blobs: KeptBlobs
  /// The program that the reader expects; nil: whatever entry 0 says.
  let pinned: Digest?
  /// Whether the reader named it, and did not merely save a verdict of it.
  private let isNamed: Bool
  /// Signed receipts that somebody holds.
  let receipts: [[UInt8]]
  /// What the reader saw of this log before, which it must continue.
  let since: SeenLog?
  let limits: VerifyLimits

  /// How far a verification is.
  public enum Progress: Sendable {
    /// Entries judged, of how many.
    case entries(Int, of: Int)
  }

  /// Reads a log and the blobs beside it.
  public init(
    _ source: any LogSource, blobs: any BlobStore, pinned: Digest? = nil,
    receipts: [[UInt8]] = [], since: SeenLog? = nil, limits: VerifyLimits = VerifyLimits()
  ) {
    self.source = source
    self.blobs = KeptBlobs(blobs, limitReadBytes: limits.bytes)
    self.pinned = pinned ?? since?.program
    isNamed = pinned != nil
    self.receipts = receipts
    self.since = since
    self.limits = limits
  }

  /// Verifies everything; throws only where the world outside fails.
  public func run(
    _ progress: (Progress) -> Void = { _ in }
  ) throws(LogSourceFailure) -> LogVerdict {
    var verdict = LogVerdict()
    verdict.isPinned = isNamed
    verdict.isContinued = !isNamed && pinned != nil
    guard let checkpoint = try readCheckpoint(&verdict) else { return verdict }
    do {
      var judging = try LogJudging(self, checkpoint, verdict)
      try judging.run(progress)
      return judging.verdict
    } catch {
      switch error {
      case .source(let failure): throw failure
      case .bundleMissing, .tileMissing, .refused: verdict.find(error)
      }
      return verdict
    }
  }

  private func readCheckpoint(
    _ verdict: inout LogVerdict
  ) throws(LogSourceFailure) -> SignedCheckpoint? {
    let bytes = try source.checkpoint()
    do {
      let checkpoint = try SignedCheckpoint(bytes: bytes)
      verdict.head = checkpoint.checkpoint.head
      verdict.origin = checkpoint.checkpoint.origin.text
      verdict.checkpoint = checkpoint
      let size = checkpoint.checkpoint.head.size
      guard size > 0 else {
        verdict.find(
          .checkpoint, "log-empty", "The log has no entry.", "There is no program in it yet.")
        return nil
      }
      guard size <= limits.entries else {
        verdict.find(
          .checkpoint, "limit-entries",
          "The checkpoint announces \(size) entries; at most \(limits.entries) are read.",
          "It may be made up to wear readers out; raise the limit if the log is that long.")
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
}

/// How much a reader takes in, whatever a server announces.
public struct VerifyLimits: Hashable, Sendable {
  /// The most entries.
  public var entries: Int
  /// The most bytes of bundles and of blobs, as decompressed, each.
  public var bytes: Int64
  /// The most findings; then judging stops.
  public var findings: Int

  /// 4,194,304 entries, 64 GiB and 1,000 findings, unless said otherwise.
  public init(
    entries: Int = 4_194_304, bytes: Int64 = 64 << 30, findings: Int = 1_000
  ) {
    self.entries = entries
    self.bytes = bytes
    self.findings = findings
  }
}

extension LogVerdict {
  mutating func find(
    _ place: LogFinding.Place, _ code: String, _ what: String, _ meaning: String
  ) {
    findings.append(LogFinding(place, code, what, meaning))
  }

  mutating func find(_ fault: BundleFault) {
    let withheld = "Part of the record is withheld or lost; another mirror may have it."
    switch fault {
    case .source: break
    case .bundleMissing(let address):
      find(
        .tile(address.path), "bundle-missing", "The entries \(address.path) are not there.",
        withheld)
    case .tileMissing(let path):
      find(.tile(path), "tile-missing", "The tile \(path) is not there.", withheld)
    case .refused(let refusal): find(refusal)
    }
  }

  private mutating func find(_ refusal: TileRefusal) {
    switch refusal {
    case .entryHash(_, let index):
      find(
        .entry(index), refusal.code,
        "Entry \(index) is not the one that the checkpoint covers: \(refusal.description).",
        "It was changed, put in, or something before it was taken out, after the log was signed.")
    case .bundleCount(let address):
      find(
        .tile(address.path), refusal.code, "\(refusal.description).",
        "An entry was dropped or added after the log was signed.")
    default:
      find(
        .checkpoint, refusal.code, "\(refusal.description).",
        "The published tree is not the one that the log's key signed.")
    }
  }

  mutating func find(_ fault: LeafFault, _ index: Int) {
    let what =
      switch fault {
      case .leaf(let refusal): refusal.description
      case .signature(let refusal): refusal.description
      case .payload(let rejection): rejection.wording.what
      }
    find(
      .entry(index), fault.code, "Entry \(index) cannot stand: \(what)",
      "The operator logged what nobody signed in this form; nothing after it can be judged.")
  }

  mutating func find(_ failure: JournalFailure, _ index: Int) {
    switch failure {
    case .entry(_, let rejection):
      find(
        .entry(index), rejection.rule.rawValue,
        "Entry \(index) should have been refused: \(rejection.wording.what)",
        "The operator admitted what the program's rules do not allow.")
    case .program(let failure):
      find(
        .entry(index), "rules-unreadable", "The rules that entry \(index) names: \(failure).",
        "Without the policy and the catalogue nothing can be judged; fetch them from a mirror.")
    default:
      find(
        .entry(index), "entry-unreadable", "Entry \(index): \(failure).",
        "Nothing after it can be judged.")
    }
  }
}
