public import Encoding
public import Quantities

/// `funding.requested/1`: a request for funding, as it was computed.
public struct FundingRequested: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.fundingRequested
  /// The request's id.
  public var request: Label
  /// The blob of the proposal.
  public var proposal: Digest
  /// What is asked, in micro-dollars.
  public var micros: Amount
  /// The price at which it was computed.
  public var price: Price18
  /// What is added for a falling price.
  public var buffer: Ratio
  /// What is asked on chain.
  public var uakt: Amount

  /// Takes every field as it is.
  public init(
    request: Label, proposal: Digest, micros: Amount, price: Price18, buffer: Ratio, uakt: Amount
  ) {
    self.request = request
    self.proposal = proposal
    self.micros = micros
    self.price = price
    self.buffer = buffer
    self.uakt = uakt
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    request = try fields.required("request").label()
    proposal = try fields.required("proposal").digest()
    micros = try fields.required("micros").amount()
    price = try fields.required("price").price()
    buffer = try fields.required("buffer").ratio()
    uakt = try fields.required("uakt").amount()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("request", request)
    writer.field("proposal", proposal)
    writer.field("micros", micros)
    writer.field("price", price)
    writer.field("buffer", buffer.ppm)
    writer.field("uakt", uakt)
  }
}
