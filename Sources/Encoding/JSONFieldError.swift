/// Which field of a document was refused, and by which rule.
public struct JSONFieldError: Error, Hashable, Sendable {
  /// Where it stands.
  public let path: JSONPath
  /// The rule broken.
  public let what: JSONFieldFault

  /// Joins a place and a rule.
  public init(path: JSONPath, what: JSONFieldFault) {
    self.path = path
    self.what = what
  }
}

/// What can be wrong with a field of a well-formed document.
public enum JSONFieldFault: Hashable, Sendable {
  /// A required key is absent.
  case missing
  /// A key is not one of the object's.
  case unknown
  /// The value is of another kind.
  case wrongKind(expected: JSONKind, found: JSONKind)
  /// A whole number lies outside the field's bounds.
  case outOfBounds(lowest: Int128, highest: Int128)
  /// An array or string is longer than the field's limit.
  case tooLong(limit: Int)
  /// The value's own type refused it.
  case refused(String)
}

extension JSONFieldError: CustomStringConvertible {
  /// The place and the rule in words.
  public var description: String {
    let place = path.description
    return place.isEmpty ? what.description : "\(place): \(what)"
  }
}

extension JSONFieldFault: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .missing: "missing"
    case .unknown: "unknown key"
    case .wrongKind(let expected, let found):
      "expected \(expected.rawValue), found \(found.rawValue)"
    case .outOfBounds(let lowest, let highest): "must be \(lowest)…\(highest)"
    case .tooLong(let limit): "longer than \(limit)"
    case .refused(let reason): reason
    }
  }
}
