public import Encoding
public import Payouts
public import Quantities
public import Rewards

/// `sale.made/1`: tokens were sold for dollars that are owed.
public struct SaleMade: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.saleMade
  /// The sale's id.
  public var sale: Label
  /// How the tokens were sold.
  public var method: TokenSale.Method
  /// The pool that owes the dollars.
  public var pool: Label
  /// The party behind the payee.
  public var beneficiary: Beneficiary
  /// Who is owed.
  public var payee: Address
  /// Tokens sold.
  public var uakt: Amount
  /// What buyers paid, in micro-dollars.
  public var proceeds: Amount
  /// What selling cost, in micro-dollars.
  public var fee: Amount
  /// The dollars owed for which it was done.
  public var obligation: Amount
  /// The dollars of it that were sent on to the payee.
  public var paidOut: Amount
  /// The transaction by which the tokens left the wallet.
  public var transaction: Digest
  /// Its block.
  public var height: Int64
  /// Who got the tokens.
  public var counterparty: Address
  /// Its fee, in uakt.
  public var gasFee: Amount
  /// The blob of the receipt: the price evidence.
  public var receipt: Digest
  /// Why it was sold on the market; needed there.
  public var reason: Label?

  /// Takes every field as it is.
  public init(
    sale: Label, method: TokenSale.Method, pool: Label, beneficiary: Beneficiary, payee: Address,
    uakt: Amount, proceeds: Amount, fee: Amount, obligation: Amount, paidOut: Amount,
    transaction: Digest, height: Int64, counterparty: Address, gasFee: Amount, receipt: Digest,
    reason: Label?
  ) {
    self.sale = sale
    self.method = method
    self.pool = pool
    self.beneficiary = beneficiary
    self.payee = payee
    self.uakt = uakt
    self.proceeds = proceeds
    self.fee = fee
    self.obligation = obligation
    self.paidOut = paidOut
    self.transaction = transaction
    self.height = height
    self.counterparty = counterparty
    self.gasFee = gasFee
    self.receipt = receipt
    self.reason = reason
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    sale = try fields.required("sale").label()
    method = try fields.required("method").choice(TokenSale.Method.self)
    pool = try fields.required("pool").label()
    beneficiary = try fields.required("beneficiary").beneficiary()
    payee = try fields.required("payee").address()
    uakt = try fields.required("uakt").amount()
    proceeds = try fields.required("proceeds").amount()
    fee = try fields.required("fee").amount()
    obligation = try fields.required("obligation").amount()
    paidOut = try fields.required("paidOut").amount()
    transaction = try fields.required("transaction").digest()
    height = try fields.required("height").height()
    counterparty = try fields.required("counterparty").address()
    gasFee = try fields.required("gasFee").amount()
    receipt = try fields.required("receipt").digest()
    reason = try fields.required("reason").labelOrNull()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("sale", sale)
    writer.field("method", method.rawValue)
    writer.field("pool", pool)
    writer.field("beneficiary", ascii: beneficiary.bytes)
    writer.field("payee", payee)
    writer.field("uakt", uakt)
    writer.field("proceeds", proceeds)
    writer.field("fee", fee)
    writer.field("obligation", obligation)
    writer.field("paidOut", paidOut)
    writer.field("transaction", transaction)
    writer.field("height", height)
    writer.field("counterparty", counterparty)
    writer.field("gasFee", gasFee)
    writer.field("receipt", receipt)
    writer.field("reason", reason)
  }
}
