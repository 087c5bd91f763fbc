public import Encoding
public import Quantities

/// `payout.expired/1`: a payment can never be included.
///
/// Every block was scanned, or other sign bytes used its sequence.
public struct PayoutExpired: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.payoutExpired
  /// The payment.
  public var signBytes: Digest
  /// The first block scanned; nil where the sequence was used.
  public var from: Int64?
  /// The last block scanned.
  public var through: Int64?
  /// The other sign bytes that used its sequence; nil where blocks were scanned.
  public var usedBy: Digest?
  /// Their transaction.
  public var transaction: Digest?
  /// Its code.
  public var code: UInt32?
  /// Its block.
  public var height: Int64?
  /// The nodes that show it.
  public var nodes: [Label]

  /// Takes every field as it is.
  public init(
    signBytes: Digest, from: Int64?, through: Int64?, usedBy: Digest?, transaction: Digest?,
    code: UInt32?, height: Int64?, nodes: [Label]
  ) {
    self.signBytes = signBytes
    self.from = from
    self.through = through
    self.usedBy = usedBy
    self.transaction = transaction
    self.code = code
    self.height = height
    self.nodes = nodes
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    signBytes = try fields.required("signBytes").digest()
    from = try fields.required("from").heightOrNull()
    through = try fields.required("through").heightOrNull()
    usedBy = try fields.required("usedBy").digestOrNull()
    transaction = try fields.required("transaction").digestOrNull()
    code = try fields.required("code").codeOrNull()
    height = try fields.required("height").heightOrNull()
    nodes = try fields.required("nodes").labels()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("signBytes", signBytes)
    writer.field("from", from)
    writer.field("through", through)
    writer.field("usedBy", usedBy)
    writer.field("transaction", transaction)
    writer.field("code", code)
    writer.field("height", height)
    writer.array("nodes", nodes) { $0.ascii($1.bytes) }
  }
}
