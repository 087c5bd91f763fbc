public import Encoding
public import Quantities

/// `funding.received/1`: a tranche of funding arrived in the wallet.
public struct FundingReceived: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.fundingReceived
  /// The tranche's id.
  public var tranche: Label
  /// What its source is.
  public var source: FundingSource
  /// The request that it follows from.
  public var request: Label?
  /// The number of the proposal on chain.
  public var proposal: Int?
  /// The transaction.
  public var transaction: Digest
  /// Its block.
  public var height: Int64
  /// Who sent it.
  public var payer: Address
  /// How much came.
  public var uakt: Amount
  /// The price when it came.
  public var price: Price18
  /// The blob that names the price.
  public var record: Digest

  /// Takes every field as it is.
  public init(
    tranche: Label, source: FundingSource, request: Label?, proposal: Int?, transaction: Digest,
    height: Int64, payer: Address, uakt: Amount, price: Price18, record: Digest
  ) {
    self.tranche = tranche
    self.source = source
    self.request = request
    self.proposal = proposal
    self.transaction = transaction
    self.height = height
    self.payer = payer
    self.uakt = uakt
    self.price = price
    self.record = record
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    tranche = try fields.required("tranche").label()
    source = try fields.required("source").choice(FundingSource.self)
    request = try fields.required("request").labelOrNull()
    proposal = try fields.required("proposal").wholeOrNull()
    transaction = try fields.required("transaction").digest()
    height = try fields.required("height").height()
    payer = try fields.required("payer").address()
    uakt = try fields.required("uakt").amount()
    price = try fields.required("price").price()
    record = try fields.required("record").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("tranche", tranche)
    writer.field("source", source.rawValue)
    writer.field("request", request)
    writer.field("proposal", proposal)
    writer.field("transaction", transaction)
    writer.field("height", height)
    writer.field("payer", payer)
    writer.field("uakt", uakt)
    writer.field("price", price)
    writer.field("record", record)
  }
}
