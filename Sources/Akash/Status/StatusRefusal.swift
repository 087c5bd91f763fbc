public import Encoding

/// Why an answer is no status, one case per rule.
public enum StatusRefusal: Error, Hashable, Sendable {
  /// It is longer than such an answer can be.
  case tooLong(limitBytes: Int)
  /// It is no protobuf message of that type, or holds a text that is not UTF-8.
  case notAMessage
  /// It has more nodes than one provider can have.
  case tooManyNodes(limit: Int)
  /// It has more fields, inner ones included, than are read.
  case tooManyFields(limit: Int)
  /// It is not strict JSON.
  case notJSON(JSONError)
  /// A field is not what it should be.
  case field(JSONFieldError)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .tooLong: "status-too-long"
    case .notAMessage: "status-not-a-message"
    case .tooManyNodes: "status-too-many-nodes"
    case .tooManyFields: "status-too-many-fields"
    case .notJSON: "status-not-json"
    case .field: "status-field"
    }
  }
}

extension StatusRefusal: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .tooLong(let limit): "the answer is longer than \(limit) bytes"
    case .notAMessage: "the answer is no status message"
    case .tooManyNodes(let limit): "the answer has more than \(limit) nodes"
    case .tooManyFields(let limit): "the answer has more than \(limit) fields"
    case .notJSON(let error): "the answer is not JSON: \(error)"
    case .field(let error): "the answer has an unexpected field: \(error)"
    }
  }
}
