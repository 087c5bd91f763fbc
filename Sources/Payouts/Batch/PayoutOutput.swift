public import Quantities

/// One transfer of a batch: one payee, and every line that it settles.
public struct PayoutOutput: Hashable, Sendable {
  /// What is settled of one line.
  public struct Part: Hashable, Sendable {
    /// The line.
    public let key: DueLine.Key
    /// In the line's currency.
    public let settledMicros: Int64
    /// What is sent for it.
    public let uakt: Int64
  }

  /// The account paid.
  public let payee: Address
  /// The lines settled, ascending.
  public let parts: [Part]

  /// What is sent.
  public var uakt: Int64 { parts.reduce(0) { $0 + $1.uakt } }
}
