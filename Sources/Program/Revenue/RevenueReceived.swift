public import Encoding
public import Quantities

/// `revenue.received/1`: revenue of funded machines arrived in the wallet.
public struct RevenueReceived: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.revenueReceived
  /// Whose machines earned it.
  public var host: Address
  /// Who sent it.
  public var payer: Address
  /// The transaction.
  public var transaction: Digest
  /// Its block.
  public var height: Int64
  /// How much came.
  public var uakt: Amount

  /// Takes every field as it is.
  public init(
    host: Address, payer: Address, transaction: Digest, height: Int64, uakt: Amount
  ) {
    self.host = host
    self.payer = payer
    self.transaction = transaction
    self.height = height
    self.uakt = uakt
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    host = try fields.required("host").address()
    payer = try fields.required("payer").address()
    transaction = try fields.required("transaction").digest()
    height = try fields.required("height").height()
    uakt = try fields.required("uakt").amount()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("host", host)
    writer.field("payer", payer)
    writer.field("transaction", transaction)
    writer.field("height", height)
    writer.field("uakt", uakt)
  }
}
