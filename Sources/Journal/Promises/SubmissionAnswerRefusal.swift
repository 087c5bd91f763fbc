/// Why a receipt or a refusal was not accepted as one.
public enum SubmissionAnswerRefusal: Error, Hashable, Sendable {
  /// The note around it was refused.
  case note(NoteRefusal)
  /// A line, from 0, is not what stands there in an answer of this kind.
  case line(Int)
  /// It is of another log.
  case otherLog(NoteName)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .note(let refusal): refusal.code
    case .line: "answer-line"
    case .otherLog: "answer-other-log"
    }
  }
}

extension SubmissionAnswerRefusal: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .note(let refusal): "\(refusal)"
    case .line(let line): "line \(line) is not what stands there in a log's answer of this kind"
    case .otherLog(let origin): "the answer is of another log, \(origin)"
    }
  }
}
