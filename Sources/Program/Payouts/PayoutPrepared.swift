public import Encoding
public import Quantities

/// `payout.prepared/1`: an attempt to pay a batch, or to make a return, is about to be signed.
public struct PayoutPrepared: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.payoutPrepared
  /// The batch's number, from 1.
  public var batch: Int
  /// What it is for.
  public var purpose: PayoutPurpose
  /// The blob of the plan.
  public var plan: Digest
  /// The digest of the plan's outputs.
  public var contents: Digest
  /// The journal's size that the memo names.
  public var size: Int
  /// Its root at that size.
  public var root: Digest
  /// The hash of the sign bytes: the payment's identity.
  public var signBytes: Digest
  /// The account's sequence.
  public var sequence: UInt64
  /// The chain's height before the sign bytes were made.
  public var base: Int64
  /// The last height at which it can be included.
  public var timeout: Int64
  /// What is sent, without the fee.
  public var uakt: Amount
  /// The fee, in uakt.
  public var fee: Amount
  /// The number of outputs.
  public var outputs: Int
  /// The price of dollars; nil where none are settled.
  public var price: Price18?
  /// What is settled of each pool, ascending.
  public var totals: [PayoutTotal]

  /// Takes every field as it is.
  public init(
    batch: Int, purpose: PayoutPurpose, plan: Digest, contents: Digest, size: Int, root: Digest,
    signBytes: Digest, sequence: UInt64, base: Int64, timeout: Int64, uakt: Amount, fee: Amount,
    outputs: Int, price: Price18?, totals: [PayoutTotal]
  ) {
    self.batch = batch
    self.purpose = purpose
    self.plan = plan
    self.contents = contents
    self.size = size
    self.root = root
    self.signBytes = signBytes
    self.sequence = sequence
    self.base = base
    self.timeout = timeout
    self.uakt = uakt
    self.fee = fee
    self.outputs = outputs
    self.price = price
    self.totals = totals
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    batch = try fields.required("batch").epochNumber()
    purpose = try fields.required("purpose").choice(PayoutPurpose.self)
    plan = try fields.required("plan").digest()
    contents = try fields.required("contents").digest()
    size = try fields.required("size").whole(to: Int(Int32.max))
    root = try fields.required("root").digest()
    signBytes = try fields.required("signBytes").digest()
    sequence = try fields.required("sequence").sequence()
    base = try fields.required("base").height()
    timeout = try fields.required("timeout").height()
    uakt = try fields.required("uakt").amount()
    fee = try fields.required("fee").amount()
    outputs = try fields.required("outputs").whole(to: Int(Int32.max))
    price = try fields.required("price").priceOrNull()
    totals = try fields.required("totals").payoutTotals()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("batch", batch)
    writer.field("purpose", purpose.rawValue)
    writer.field("plan", plan)
    writer.field("contents", contents)
    writer.field("size", size)
    writer.field("root", root)
    writer.field("signBytes", signBytes)
    writer.field("sequence", sequence)
    writer.field("base", base)
    writer.field("timeout", timeout)
    writer.field("uakt", uakt)
    writer.field("fee", fee)
    writer.field("outputs", outputs)
    writer.field("price", price)
    writer.payoutTotals("totals", totals)
  }
}
