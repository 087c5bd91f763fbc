public import Quantities

/// What the shell is to do, in the order given.
public enum ObserverAction: Hashable, Sendable {
  /// Ask a provider now, and answer with `.answered`, at the latest after the question's limit.
  case ask(ProbeQuestion)
  /// Ask every canary once, and answer with `.canaries`.
  case askCanaries(round: UInt64, limitMilliseconds: Int64)
  /// Ask a source, and answer with `.price`.
  case askPrice(source: Label, slotStart: Timestamp, limitMilliseconds: Int64)
  /// Write the bytes at this place of a spool part, drop what lies behind them, sync the file (and
  /// the folder where the place is 0), and answer with `.appended` or `.appendFailed`.
  case append(SpoolWrite)
  /// The part holds nothing any more that is needed; it may be removed whenever it suits.
  case dropPart(number: UInt64)
  /// Write a segment's file under its digest, sync, and answer with `.stored` or `.storeFailed`.
  case store(SegmentDraft)
  /// The file was delivered; whether it is kept is the shell's choice.
  case release(Digest)
  /// Sign and submit an entry, and answer with `.submitted`.
  case submit(ObserverEntry)
  /// A slot of a provider is decided: safe on the disk if up or down, and final.
  case outcome(SlotOutcome)
  /// Something to tell a person and to count.
  case finding(ObserverFinding)
}

/// Bytes for a part of the spool.
public struct SpoolWrite: Hashable, Sendable {
  /// The part's number; a new part begins at place 0.
  public let part: UInt64
  /// Where the bytes begin.
  public let offset: Int
  /// The bytes: one frame.
  public let bytes: [UInt8]
}
