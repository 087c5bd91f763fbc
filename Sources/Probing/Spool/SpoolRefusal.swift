public import Quantities

/// Why a spool cannot be gone on with, one case per rule; a torn last write is none of them.
public enum SpoolRefusal: Error, Hashable, Sendable {
  /// Bytes that are no frame, and a good frame behind them.
  case damaged(part: UInt64, offset: Int)
  /// A frame whose contents are no records.
  case recordUnreadable(part: UInt64, offset: Int)
  /// The parts do not follow each other.
  case partMissing(UInt64)
  /// A part does not begin with what a part begins with.
  case unopened(part: UInt64)
  /// The spool of another program.
  case otherProgram(Digest)
  /// The spool of slots of another length.
  case otherSlot(seconds: Int64)
  /// A spool of a later form.
  case formUnknown(UInt8)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .damaged: "spool-damaged"
    case .recordUnreadable: "spool-record-unreadable"
    case .partMissing: "spool-part-missing"
    case .unopened: "spool-unopened"
    case .otherProgram: "spool-other-program"
    case .otherSlot: "spool-other-slot"
    case .formUnknown: "spool-form-unknown"
    }
  }
}

extension SpoolRefusal: CustomStringConvertible {
  /// The rule and its figures, as one fragment of a sentence.
  public var description: String {
    switch self {
    case .damaged(let part, let offset):
      "part \(part) is damaged at byte \(offset), and good bytes follow"
    case .recordUnreadable(let part, let offset):
      "part \(part): the frame at byte \(offset) holds something else than records"
    case .partMissing(let part): "part \(part) is missing"
    case .unopened(let part): "part \(part) does not begin as a part does"
    case .otherProgram(let program): "it belongs to program \(program)"
    case .otherSlot(let seconds): "its slots have \(seconds) s"
    case .formUnknown(let form): "it has form \(form), and this release knows \(SpoolOpening.form)"
    }
  }
}
