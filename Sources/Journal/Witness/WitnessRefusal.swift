/// Why a body of the witness protocol was refused.
public enum WitnessRefusal: Error, Hashable, Sendable {
  /// The first line is not `old` and a size.
  case oldSize
  /// A proof line, from 0, is not 32 bytes in base64, or there are more than 63.
  case proofLine(Int)
  /// The checkpoint was refused.
  case checkpoint(CheckpointRefusal)
  /// The answer is none that the protocol has.
  case answer(status: Int)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .oldSize: "witness-old-size"
    case .proofLine: "witness-proof-line"
    case .checkpoint(let refusal): refusal.code
    case .answer: "witness-answer"
    }
  }
}

extension WitnessRefusal: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .oldSize: "the first line is not \"old\" and a size"
    case .proofLine(let line): "proof line \(line) is not 32 bytes in base64, or one too many"
    case .checkpoint(let refusal): "\(refusal)"
    case .answer(let status): "an answer with status \(status) and this body is none of a witness"
    }
  }
}
