public import Encoding
public import Evidence
public import Quantities

/// The body of one kind of entry: how it is read and written, who may write it, what admits it and
/// what it changes.
public protocol EntryBody: Hashable, Sendable {
  /// Its kind, which names its version.
  static var kind: EntryKind { get }
  /// Reads the body's members; those left over are refused by the caller.
  init(from fields: inout JSONFields) throws(JSONFieldError)
  /// Writes the body's members in the documented order.
  func write(to writer: inout JSONWriter)
  /// The addresses named, each to be a well-formed account of the program's network.
  var addresses: [Address] { get }
  /// The keys that it puts in a place, each to be a point of its curve where it is signed.
  var keys: [PublicKeyText] { get }
  /// The blobs that a log must hold before it takes the entry in.
  var neededBlobs: [Digest] { get }

  /// The blobs that statements are computed from because this entry names them (law 12).
  var computedInputs: [Digest] { get }
  /// Who may write it.
  func authority(in state: ProgramState) -> Authority
  /// Throws the first of the kind's own rules that it breaks, in `RejectionRule`'s order.
  func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection)
  /// Changes the state; only called when nothing refused it.
  func apply(to state: inout ProgramState, of frame: EntryFrame)
}

extension EntryBody {
  /// None.
  public var addresses: [Address] { [] }
  /// None.
  public var keys: [PublicKeyText] { [] }
  /// None.
  public var neededBlobs: [Digest] { [] }

  /// None, unless a kind names some.
  public var computedInputs: [Digest] { [] }
}

/// Who may write an entry (DESIGN law 9).
public enum Authority: Hashable, Sendable {
  /// The committee alone.
  case committee
  /// The administrator or the committee.
  case administrator
  /// The provider named; nil where what should name it is unknown, which a later rule refuses.
  case provider(Address?)
  /// An observer appointed at admission, or at the time that the entry speaks of.
  case observer(speakingOf: Timestamp)
  /// A key that is a committee member's, or an observer's now or later.
  case holder
  /// The committee, or that key itself, if the program knows it.
  case committeeOrKey(PublicKeyText)
  /// That observer's key, or one that took its place; nil where what should name it is unknown,
  /// which a later rule refuses.
  case keeper(ObserverKey?)
  /// The provider, its payee, the administrator or the committee.
  case party(Address)
  /// The committee, the administrator, a provider on the roster or an observer appointed.
  case participant
}

/// What surrounds a body in the log.
public struct EntryFrame: Hashable, Sendable {
  /// The author.
  public let author: Author
  /// When the log admitted it (DESIGN law 13).
  public let admittedAt: Timestamp
  /// Its line, from 1.
  public let line: Int
  /// The SHA-256 of its payload.
  public let digest: Digest

  /// Whether signatures were verified, as in a program that a journal keeps.
  public let isSigned: Bool

  /// Joins what surrounds a body.
  public init(
    author: Author, admittedAt: Timestamp, line: Int, digest: Digest, isSigned: Bool = false
  ) {
    self.author = author
    self.admittedAt = admittedAt
    self.line = line
    self.digest = digest
    self.isSigned = isSigned
  }
}
