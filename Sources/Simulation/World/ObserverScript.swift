public import Evidence
public import Quantities

/// One observer: when it looks, and what goes wrong with its files.
public struct ObserverScript: Sendable {
  /// What it is derived from and told by.
  public let name: String
  /// Its key.
  public let key: ObserverKey
  /// When it sees nothing.
  public var off: [TimeSpan] = []
  /// What goes wrong with the files that hold a moment.
  public var faults: [SegmentFault] = []

  /// An observer with an invented key, of perfect manners.
  public init(_ name: String) {
    self.name = name
    key = Invented.observer(name)
  }
}

/// Something that goes wrong with one file.
public struct SegmentFault: Hashable, Sendable {
  /// Of which type.
  public let type: SegmentType
  /// The file that covers this moment.
  public let moment: Timestamp
  /// What goes wrong.
  public let kind: Kind

  /// Takes every field as it is.
  public init(_ kind: Kind, _ type: SegmentType, at moment: Timestamp) {
    self.kind = kind
    self.type = type
    self.moment = moment
  }

  /// What can go wrong.
  public enum Kind: Hashable, Sendable {
    /// A second, different file for the same slots follows.
    case twice
    /// Its digest is published so many seconds after the file's end.
    case late(seconds: Int64)
    /// The digest is published, the file never.
    case lost
    /// The digest is published; the file turns up so many seconds after its end.
    case found(afterSeconds: Int64)
    /// The digest is published; the file turns up at a time.
    case foundAt(Timestamp)
    /// The file is at hand from the start, and no entry says that it is with the log.
    case undelivered
    /// The file is at hand from the start; the entry that it is with the log comes so many seconds
    /// after its end.
    case deliveredLate(seconds: Int64)
    /// The last bytes are missing, and were when it was hashed.
    case cut
    /// The length published is not the file's.
    case wrongLength
    /// It names another program.
    case otherProgram
    /// The roster's digest is not that of its lines.
    case wrongRoster
    /// Slots of twice the policy's length.
    case wrongSlot
    /// The author withdraws it soon after.
    case withdrawn
    /// Nothing is published at all.
    case silent
  }
}
