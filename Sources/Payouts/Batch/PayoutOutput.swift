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

    /// Takes every field as it is.
    public init(key: DueLine.Key, settledMicros: Int64, uakt: Int64) {
      self.key = key
      self.settledMicros = settledMicros
      self.uakt = uakt
    }
  }

  /// The account paid.
  public let payee: Address
  /// The lines settled, ascending.
  public let parts: [Part]

  /// Takes both as they are.
  public init(payee: Address, parts: [Part]) {
    self.payee = payee
    self.parts = parts
  }

  /// What is sent.
  public var uakt: Int64 { parts.reduce(0) { $0 + $1.uakt } }
}
