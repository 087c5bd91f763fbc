/// How many observers must agree, per field.
public struct QuorumRule: Hashable, Sendable {
  /// For up or down.
  public var state: Int
  /// For device counts.
  public var count: Int
  /// For lease rows.
  public var lease: Int
  /// For proven devices.
  public var proof: Int

  /// Takes every field as it is.
  public init(
    state: Int,
    count: Int,
    lease: Int,
    proof: Int
  ) {
    self.state = state
    self.count = count
    self.lease = lease
    self.proof = proof
  }
}
