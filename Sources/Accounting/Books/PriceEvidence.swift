public import Quantities

/// The price at which dollars became tokens or tokens dollars, and the record that says so.
public struct PriceEvidence: Hashable, Sendable {
  /// USD per AKT.
  public let price: Price18
  /// The SHA-256 of the record that names the price: a statement, a policy, a receipt of a sale.
  public let record: Digest

  /// Joins the two.
  public init(price: Price18, record: Digest) {
    self.price = price
    self.record = record
  }
}
