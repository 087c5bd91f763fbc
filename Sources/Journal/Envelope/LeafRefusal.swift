public import Encoding
public import Quantities

/// Why a leaf was refused.
public enum LeafRefusal: Error, Hashable, Sendable {
  /// Longer than a bundle can hold.
  case size(bytes: Int, limit: Int)
  /// Not strict JSON.
  case json(JSONError)
  /// A member is missing, unknown, of another kind or out of bounds.
  case field(JSONFieldError)
  /// The envelope inside was refused.
  case envelope(EnvelopeRefusal)
  /// The same members in other bytes.
  case spelling
  /// Admitted before the leaf that it follows.
  case timeBack(from: Timestamp, to: Timestamp)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .size: "leaf-size"
    case .json: "leaf-json"
    case .field: "leaf-field"
    case .envelope(let refusal): refusal.code
    case .spelling: "leaf-spelling"
    case .timeBack: "leaf-time-back"
    }
  }
}

extension LeafRefusal: CustomStringConvertible {
  /// The rule in words, with its figures.
  public var description: String {
    switch self {
    case .size(let bytes, let limit): "a leaf of \(bytes) bytes; \(limit) are the most"
    case .json(let error): "not strict JSON: \(error)"
    case .field(let error): "\(error)"
    case .envelope(let refusal): "\(refusal)"
    case .spelling: "other bytes than the one spelling of what they say"
    case .timeBack(let before, let after): "admitted at \(after), after one admitted at \(before)"
    }
  }
}
