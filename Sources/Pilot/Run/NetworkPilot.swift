import Akash
public import Application
import CosmosClient
import DevNet
import Evidence
import Keys
public import Policy
import Program
public import Quantities
import Rewards

/// A program over a made-up network, from entry 0 to its last statement, observed over the wire.
///
/// Everything that anybody does is done by the parts that a real program runs: providers answer
/// over TLS, observers watch by their own machine and publish through the served log, the
/// administrator freezes and closes. Only the time is moved from here.
public struct NetworkPilot {
  /// What a pilot is made from.
  public struct Settings: Sendable {
    /// The seed of the world.
    public var seed: UInt64
    /// The policy: one epoch pool, which begins with the window.
    public var rules: ProgramPolicy
    /// The GPU catalogue's bytes.
    public var catalogueBytes: [UInt8]
    /// Where the observers keep what is theirs.
    public var observerFolder: String
    /// Where the administrator keeps signed transactions.
    public var signedFolder: String
    /// Whether every epoch is asked over the wire.
    public var isFull: Bool
    /// The second byte of the providers' addresses.
    public var network: UInt8 = 86

    /// Takes the settings.
    public init(
      seed: UInt64, rules: ProgramPolicy, catalogueBytes: [UInt8], observerFolder: String,
      signedFolder: String, isFull: Bool
    ) {
      self.seed = seed
      self.rules = rules
      self.catalogueBytes = catalogueBytes
      self.observerFolder = observerFolder
      self.signedFolder = signedFolder
      self.isFull = isFull
    }
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// The program's id.
    public let program: Digest
    /// Who took part.
    public let cast: PilotCast
    /// The epochs, closed.
    public let epochs: [EpochOutcome]
    /// The tricks.
    public let table: TrickTable
    /// What the money did.
    public let money: MoneyOutcome
    /// How many questions providers were asked, and how many of them over the wire.
    public let asked: Int
    /// Those over the wire.
    public let askedByWire: Int
    /// How many entries the journal has.
    public let entries: Int

    /// Whether every trick that can be caught was, and moved nothing.
    public var isAsExpected: Bool {
      money.isAsExpected
        && table.rows.allSatisfy { row in
          row.trick.isBeyondStatus || (row.isCaught && row.beyondMicros <= Self.roundingMicros)
        }
    }

    /// What roundings can make of one provider's parts: far below a thousandth of a token.
    static let roundingMicros: Int64 = 1_000
  }

  let settings: Settings
  let store: any JournalStore
  let blobs: any BlobStore

  /// Keeps the program in a store and its files beside it.
  public init(_ settings: Settings, store: any JournalStore, blobs: any BlobStore) {
    self.settings = settings
    self.store = store
    self.blobs = blobs
  }
}
