public import Quantities

/// That a provider named its payee, and when: payouts wait for a cooling time.
public struct NamedPayee: Hashable, Sendable {
  /// Who earns.
  public let provider: Address
  /// Who is paid.
  public let payee: Address
  /// When the log took it in.
  public let admittedAt: Timestamp
  /// Whether the provider's signature was verified.
  public let isSigned: Bool
}
