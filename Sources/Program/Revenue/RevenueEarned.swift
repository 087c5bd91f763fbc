public import Encoding
public import Quantities

/// `revenue.earned/1`: what leases of funded machines earned in a span.
public struct RevenueEarned: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.revenueEarned
  /// Who runs the machines.
  public var host: Address
  /// What kind of lease.
  public var leaseClass: Label
  /// The span.
  public var from: Timestamp
  /// Its end.
  public var until: Timestamp
  /// What tenants paid, in uakt.
  public var earned: Amount
  /// Of that, what was given back.
  public var refunded: Amount
  /// The transaction of the class's commitment on chain; nil: none, which is flagged.
  public var commitment: Digest?

  /// Takes every field as it is.
  public init(
    host: Address, leaseClass: Label, from: Timestamp, until: Timestamp, earned: Amount,
    refunded: Amount, commitment: Digest?
  ) {
    self.host = host
    self.leaseClass = leaseClass
    self.from = from
    self.until = until
    self.earned = earned
    self.refunded = refunded
    self.commitment = commitment
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    host = try fields.required("host").address()
    leaseClass = try fields.required("leaseClass").label()
    from = try fields.required("from").timestamp()
    until = try fields.required("until").timestamp()
    earned = try fields.required("earned").amount()
    refunded = try fields.required("refunded").amount()
    commitment = try fields.required("commitment").digestOrNull()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("host", host)
    writer.field("leaseClass", leaseClass)
    writer.field("from", from)
    writer.field("until", until)
    writer.field("earned", earned)
    writer.field("refunded", refunded)
    writer.field("commitment", commitment)
  }
}
