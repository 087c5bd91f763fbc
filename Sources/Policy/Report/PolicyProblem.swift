public import Encoding

/// A reason why a policy file cannot be used, with its place.
public struct PolicyProblem: Hashable, Sendable {
  /// Where in the file, if known.
  public let position: SourcePosition?
  /// The key at fault.
  public let path: JSONPath
  /// The rule's code, as `docs/reference/errors.md` lists it.
  public let code: String
  /// What is wrong.
  public let message: String
  /// What to do.
  public let advice: String

  /// Takes every field as it is.
  public init(
    position: SourcePosition?, path: JSONPath, code: String, message: String, advice: String
  ) {
    self.position = position
    self.path = path
    self.code = code
    self.message = message
    self.advice = advice
  }

  /// A fault of the document, placed: a key's own fault at the key, a value's at the value.
  public init(_ error: PolicyError, source: PolicySourceMap) {
    let position: SourcePosition? =
      switch error.fault {
      case .unknownKey, .duplicateKey, .missing: source.position(ofKey: error.path)
      default: source.position(ofValue: error.path)
      }
    self.init(
      position: position, path: error.path, code: error.fault.code, message: error.fault.message,
      advice: error.fault.advice)
  }
}
