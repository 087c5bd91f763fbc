public import Encoding
public import Quantities

/// `payout.signed/1`: a signed transaction of a payment is stored.
public struct PayoutSigned: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.payoutSigned
  /// The payment.
  public var signBytes: Digest
  /// The hash of the signed transaction.
  public var transaction: Digest

  /// Takes every field as it is.
  public init(
    signBytes: Digest, transaction: Digest
  ) {
    self.signBytes = signBytes
    self.transaction = transaction
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    signBytes = try fields.required("signBytes").digest()
    transaction = try fields.required("transaction").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("signBytes", signBytes)
    writer.field("transaction", transaction)
  }
}
