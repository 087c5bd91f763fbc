import Encoding
import Policy
import Quantities

/// A refusal in words: what is wrong, and what to do about it.
public struct RejectionWording: Hashable, Sendable {
  /// What is wrong, as one sentence with its figures.
  public let what: String
  /// What to do, as one sentence.
  public let advice: String

  /// Joins the two.
  public init(_ what: String, _ advice: String) {
    self.what = what
    self.advice = advice
  }

  /// The two sentences, one after the other.
  public var text: String { what + " " + advice }
}

extension FactsError {
  /// Where, what and what to do.
  public var wording: RejectionWording {
    let wording = fault.wording
    return RejectionWording("Line \(line): \(wording.what)", wording.advice)
  }
}

extension FactsFault {
  /// What is wrong with the line, and what to do.
  public var wording: RejectionWording {
    switch self {
    case .empty:
      RejectionWording(
        "The file has no line.", "Begin it with a program.created/1 entry.")
    case .unterminated:
      RejectionWording(
        "The last line has no line feed, so that it may have been cut off while it was written.",
        "If it is whole (an editor may have taken the line feed), end it with one; otherwise"
          + " restore it from a copy, or remove what is left of it.")
    case .lineTooLong(let limit):
      RejectionWording(
        "The line is longer than \(limit) bytes, which no entry is.",
        "Check that lines end with a line feed, and that the file is a facts file.")
    case .carriageReturn:
      RejectionWording(
        "The line ends with a carriage return.",
        "Save the file with line feeds only (LF, not CRLF); digests are over exact bytes.")
    case .byteOrderMark:
      RejectionWording(
        "The file begins with a byte order mark (EF BB BF), which an editor put there.",
        "Save it as UTF-8 without a byte order mark; digests are over exact bytes.")
    case .notUTF8:
      RejectionWording(
        "The line holds bytes that are not UTF-8.", "Restore the line from an undamaged copy.")
    case .frame(let offset):
      RejectionWording(
        "The line departs at byte \(offset) from {\"admittedAt\":T,\"payload\":{…}}.",
        "Write exactly that, without white space.")
    case .admittedAt:
      RejectionWording(
        "The time of admission is out of bounds.", "Write UTC seconds from 1970 to 2200.")
    case .linesMissing(let wanted):
      RejectionWording(
        "The file has fewer than the \(wanted) lines asked for.",
        "Fetch the rest of the file, or ask for fewer lines.")
    case .rejected(let rejection):
      rejection.wording
    }
  }
}

extension Rejection {
  /// What is wrong with the entry, and what to do.
  public var wording: RejectionWording {
    if case .treasury(let refusal) = self { return refusal.wording }
    return shapeWording ?? commonWording ?? keyWording ?? journalWording ?? referenceWording
      ?? timeWording
      ?? moneyWording
      ?? recordWording
  }
}
