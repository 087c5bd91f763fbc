public import Encoding

/// Where and why a policy was refused.
public struct PolicyError: Error, Hashable, Sendable {
  /// The key at fault.
  public let path: JSONPath
  /// The rule broken.
  public let fault: PolicyFault

  /// Joins a place and a rule.
  public init(path: JSONPath, fault: PolicyFault) {
    self.path = path
    self.fault = fault
  }
}

extension PolicyError: CustomStringConvertible {
  /// The place and the rule in words.
  public var description: String {
    let place = path.description
    return place.isEmpty ? fault.message : "\(place): \(fault.message)"
  }
}
