public import Encoding
public import Payouts
public import Quantities

/// `revenue.agreed/1`: terms for the revenue of funded machines, from a time on.
public struct RevenueAgreed: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.revenueAgreed
  /// Who runs the machines.
  public var host: Address
  /// From when on they hold; before the entry: retroactive.
  public var from: Timestamp
  /// The parts of the fee, in the order in which they are taken.
  public var components: [RevenueTerms.Component]

  /// Takes every field as it is.
  public init(
    host: Address, from: Timestamp, components: [RevenueTerms.Component]
  ) {
    self.host = host
    self.from = from
    self.components = components
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    host = try fields.required("host").address()
    from = try fields.required("from").timestamp()
    components = try fields.required("components").revenueComponents()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("host", host)
    writer.field("from", from)
    writer.revenueComponents("components", components)
  }
}
