public import Encoding
public import Quantities

/// `payout.confirmed/1`: a payment is included, and its payees are paid.
public struct PayoutConfirmed: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.payoutConfirmed
  /// The payment.
  public var signBytes: Digest
  /// The transaction included.
  public var transaction: Digest
  /// The sequence that it used.
  public var sequence: UInt64
  /// Its block.
  public var height: Int64
  /// The nodes that show it.
  public var nodes: [Label]

  /// Takes every field as it is.
  public init(
    signBytes: Digest, transaction: Digest, sequence: UInt64, height: Int64, nodes: [Label]
  ) {
    self.signBytes = signBytes
    self.transaction = transaction
    self.sequence = sequence
    self.height = height
    self.nodes = nodes
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    signBytes = try fields.required("signBytes").digest()
    transaction = try fields.required("transaction").digest()
    sequence = try fields.required("sequence").sequence()
    height = try fields.required("height").height()
    nodes = try fields.required("nodes").labels()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("signBytes", signBytes)
    writer.field("transaction", transaction)
    writer.field("sequence", sequence)
    writer.field("height", height)
    writer.array("nodes", nodes) { $0.ascii($1.bytes) }
  }
}
