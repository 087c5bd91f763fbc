public import Encoding
public import Payouts
public import Quantities

/// `transfer.explained/1`: a transfer of the wallet that no other entry names, with its reason.
public struct TransferExplained: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.transferExplained
  /// Which way.
  public var direction: WalletTransfer.Direction
  /// The transaction.
  public var transaction: Digest
  /// Its block.
  public var height: Int64
  /// With whom; nil for a fee alone.
  public var counterparty: Address?
  /// How much.
  public var uakt: Amount
  /// Why, in a word.
  public var reason: Label
  /// The blob that says more.
  public var why: Digest

  /// Takes every field as it is.
  public init(
    direction: WalletTransfer.Direction, transaction: Digest, height: Int64, counterparty: Address?,
    uakt: Amount, reason: Label, why: Digest
  ) {
    self.direction = direction
    self.transaction = transaction
    self.height = height
    self.counterparty = counterparty
    self.uakt = uakt
    self.reason = reason
    self.why = why
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    direction = try fields.required("direction").choice(WalletTransfer.Direction.self)
    transaction = try fields.required("transaction").digest()
    height = try fields.required("height").height()
    counterparty = try fields.required("counterparty").addressOrNull()
    uakt = try fields.required("uakt").amount()
    reason = try fields.required("reason").label()
    why = try fields.required("why").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("direction", direction.rawValue)
    writer.field("transaction", transaction)
    writer.field("height", height)
    writer.field("counterparty", counterparty)
    writer.field("uakt", uakt)
    writer.field("reason", reason)
    writer.field("why", why)
  }
}
