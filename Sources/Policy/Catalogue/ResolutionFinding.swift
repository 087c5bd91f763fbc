/// What a reader of a resolved device should know, one case per rule.
public enum ResolutionFinding: Hashable, Sendable {
  /// The catalogue does not list this device id, so that it confirmed nothing.
  case identifierUnlisted(DeviceIdentifier)
  /// The device id is not four hexadecimal digits.
  case identifierUnreadable(String)
  /// The device id belongs to another class than the name; the class is unknown.
  case identifierDisagrees(DeviceIdentifier, named: GPUClass, identified: GPUClass)
  /// What was not reported was completed from the device id.
  case completedFromIdentifier(DeviceIdentifier)
}

/// The class of a device together with what a reader should know.
public struct DeviceResolution: Hashable, Sendable {
  /// The class.
  public let match: ClassMatch
  /// What a reader should know.
  public let findings: [ResolutionFinding]

  /// Wraps both.
  public init(match: ClassMatch, findings: [ResolutionFinding]) {
    self.match = match
    self.findings = findings
  }
}
