public import Accounting
public import Journal
import Program
public import Quantities

/// What reading a published log from end to end found.
public struct LogVerdict: Sendable {
  /// The program, as entry 0 has it; nil where it could not be read.
  public internal(set) var program: Digest?
  /// Whether the reader named the program beforehand.
  public internal(set) var isPinned = false
  /// Whether it is held to be the program of a verdict that the reader saved.
  public internal(set) var isContinued = false
  /// Whether the program says of itself that it is a demonstration.
  public internal(set) var isDemonstration = false
  /// The log's name.
  public internal(set) var origin: String?
  /// Size and root that the checkpoint states.
  public internal(set) var head: TreeHead?
  /// The checkpoint; nil where it could not be read.
  public internal(set) var checkpoint: SignedCheckpoint?
  /// How many entries were taken in.
  public internal(set) var entries = 0
  /// How many of them an earlier verdict of the reader's own covers: folded, not judged again.
  public internal(set) var judgedBefore = 0
  /// When the last of them was admitted, by the operator's clock.
  public internal(set) var lastAdmittedAt: Timestamp?
  /// How many witnesses entry 0, or a later entry, names.
  public internal(set) var witnesses = 0
  /// How many of them the program wants under each checkpoint; 0: as many as a reader likes.
  public internal(set) var witnessesNeeded = 0
  /// Which of them cosigned, and when by their clocks.
  public internal(set) var cosigned: [Timestamp] = []
  /// How many blobs that entries need were read and hashed.
  public internal(set) var blobs = 0
  /// How many blobs that entries name were withdrawn by a later entry, and are not there.
  public internal(set) var withdrawn = 0
  /// How many versions of epochs were computed anew.
  public internal(set) var epochs = 0
  /// How many are frozen, and not stated yet.
  public internal(set) var pending = 0
  /// How many payments that were prepared follow from their plans.
  public internal(set) var plans = 0
  /// How many transactions the entries came to, law 1 checked after each.
  public internal(set) var transactions = 0
  /// Law 1's equations as they stand at the end.
  public internal(set) var equations: [Equation] = []
  /// Every account's balance at the end.
  public internal(set) var balances = SortedMap<Ledger.Key, Int128>()
  /// How many receipts were presented and kept.
  public internal(set) var receipts = 0
  /// What is wrong, the first thing first; empty where all holds.
  public internal(set) var findings: [LogFinding] = []

  /// Whether everything that was looked at holds.
  public var isGood: Bool { findings.isEmpty }

  mutating func note(_ books: Books) {
    transactions = books.ledger.transactionCount
    balances = books.ledger.balances
    equations = Conservation.equations(books.ledger).filter { $0.left != 0 || $0.right != 0 }
  }
}

/// Something wrong with a published log.
public struct LogFinding: Sendable {
  /// Where to look, in a fixed vocabulary.
  public enum Place: Hashable, Sendable {
    /// The checkpoint.
    case checkpoint
    /// A tile or bundle by its path.
    case tile(String)
    /// An entry, counted from 0.
    case entry(Int)
    /// A blob.
    case blob(Digest)
    /// A version of an epoch.
    case epoch(RecordName)
    /// A receipt that was presented, counted from 1.
    case receipt(Int)
    /// The program's identity.
    case identity
  }

  /// Where.
  public let place: Place
  /// The stable code of the rule.
  public let code: String
  /// What is wrong, in one sentence.
  public let what: String
  /// What it means for whoever relies on the record.
  public let meaning: String
  /// Why an epoch could not be computed anew; nil for every other finding.
  public let refusal: EpochRefusal?

  init(
    _ place: Place, _ code: String, _ what: String, _ meaning: String,
    refusal: EpochRefusal? = nil
  ) {
    self.refusal = refusal
    self.place = place
    self.code = code
    self.what = what
    self.meaning = meaning
  }
}
