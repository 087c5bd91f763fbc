public import Evidence
public import Quantities

/// What fixes the exact inputs of an epoch; its bytes are in `docs/reference/statement.md`.
public struct Freeze: Hashable, Sendable {
  /// The program's id.
  public var program: Digest
  /// The pool.
  public var pool: Label
  /// The epoch's number, from 1.
  public var epoch: Int
  /// 1, or one more for each time that the epoch was frozen anew.
  public var version: Int
  /// The epoch's seconds.
  public var span: TimeSpan
  /// The version of the arithmetic.
  public var rules: Int
  /// How many lines of facts count.
  public var factsLines: Int
  /// The SHA-256 of these lines with their line feeds.
  public var factsDigest: Digest
  /// The SHA-256 of the canonical policy.
  public var policy: Digest
  /// The SHA-256 of the catalogue.
  public var catalogue: Digest
  /// How many providers the roster has.
  public var rosterSize: Int
  /// The SHA-256 of the roster.
  public var rosterDigest: Digest
  /// The digest of version 1 of the previous epoch's statement; nil in epoch 1.
  public var previous: Digest?
  /// The epoch's price; nil where there is no valid one.
  public var price: Price18?
  /// The segments that count, ascending by digest.
  public var segments: [FrozenSegment]
  /// The segments that do not, ascending by digest.
  public var leftOut: [LeftOutSegment]

  /// Takes every field as it is.
  public init(
    program: Digest, pool: Label, epoch: Int, version: Int, span: TimeSpan, rules: Int,
    factsLines: Int, factsDigest: Digest, policy: Digest, catalogue: Digest, rosterSize: Int,
    rosterDigest: Digest, previous: Digest?, price: Price18?, segments: [FrozenSegment],
    leftOut: [LeftOutSegment]
  ) {
    self.program = program
    self.pool = pool
    self.epoch = epoch
    self.version = version
    self.span = span
    self.rules = rules
    self.factsLines = factsLines
    self.factsDigest = factsDigest
    self.policy = policy
    self.catalogue = catalogue
    self.rosterSize = rosterSize
    self.rosterDigest = rosterDigest
    self.previous = previous
    self.price = price
    self.segments = segments
    self.leftOut = leftOut
  }
}

/// A segment that counts, as its fact describes it.
public struct FrozenSegment: Hashable, Sendable {
  /// The SHA-256 of its bytes, uncompressed.
  public let digest: Digest
  /// How many bytes, uncompressed.
  public let lengthBytes: Int64
  /// Whose it is.
  public let observer: ObserverKey
  /// What kind of segment.
  public let type: SegmentType
  /// The seconds that it covers.
  public let span: TimeSpan

  /// Takes every field as it is.
  public init(
    digest: Digest, lengthBytes: Int64, observer: ObserverKey, type: SegmentType, span: TimeSpan
  ) {
    self.digest = digest
    self.lengthBytes = lengthBytes
    self.observer = observer
    self.type = type
    self.span = span
  }
}

/// A published segment that does not count, with the reason.
public struct LeftOutSegment: Hashable, Sendable {
  /// The SHA-256 under which it was published.
  public let digest: Digest
  /// Why.
  public let reason: LeftOutReason

  /// Joins the two.
  public init(digest: Digest, reason: LeftOutReason) {
    self.digest = digest
    self.reason = reason
  }
}

/// Why a published segment does not count, in the order in which the reasons are looked for.
public enum LeftOutReason: String, Hashable, Sendable, CaseIterable {
  /// A fact among the frozen lines withdrew it.
  case withdrawn
  /// Its observer was not appointed for all of it, in one term.
  case observerNotAppointed = "observer-not-appointed"
  /// A fact among the frozen lines says that its observer's key was not its own any more.
  case keyRevoked = "key-revoked"
  /// It was not admitted before its deadline: the first end, its own or of an epoch inside it, and
  /// the grace.
  case late
  /// There is no such blob, or where files are delivered to the log, this one was not, or in
  /// version 1 not before that deadline.
  case missing
  /// The blob's SHA-256 or length is another.
  case digestMismatch = "digest-mismatch"
  /// It is no segment, or its header is not what the fact says.
  case malformed
  /// It belongs to another program.
  case otherProgram = "other-program"
  /// Its roster is no beginning of the program's.
  case rosterMismatch = "roster-mismatch"
  /// Its slots are not the policy's.
  case slotMismatch = "slot-mismatch"
  /// Another counted segment of the same observer and type covers a slot of it.
  case equivocation
}
