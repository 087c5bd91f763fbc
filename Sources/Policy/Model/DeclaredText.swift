/// Everything under `declared:` as canonical JSON bytes: shown and hashed, read by no rule.
public struct DeclaredText: Hashable, Sendable {
  /// Canonical JSON.
  public var json: [UInt8]

  /// Takes every field as it is.
  public init(
    json: [UInt8]
  ) {
    self.json = json
  }
}
