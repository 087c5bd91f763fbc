public import Quantities

/// Tokens sold for a provider who wants dollars, against the obligation that it settles (O-42).
///
///     in hand = proceeds − fee        surplus = in hand − obligation
public struct TokenSale: Hashable, Sendable {
  /// How the tokens were sold.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// On the open market; needs a reason, because it moves the price.
    case exchange
    /// Over the counter.
    case desk
    /// Limit orders through a market maker.
    case marketMaker = "market-maker"
    /// To somebody known who wanted them.
    case counterparty

    /// Whether it sells into the open market.
    public var isMarket: Bool { self == .exchange || self == .marketMaker }
  }

  /// Why a record of a sale is refused.
  public enum Refusal: Error, Hashable, Sendable {
    /// Nothing sold, or amounts out of bounds or negative.
    case amounts
    /// The fee is more than the proceeds.
    case feeAboveProceeds
    /// A sale on the market without a reason.
    case reasonMissing
    /// The average price is out of bounds.
    case price
  }

  /// How.
  public let method: Method
  /// Tokens sold.
  public let uakt: Int64
  /// What buyers paid.
  public let proceedsMicros: Int64
  /// What selling cost.
  public let feeMicros: Int64
  /// The dollars owed for which it was done.
  public let obligationMicros: Int64
  /// When.
  public let at: Timestamp
  /// The digest of the receipt: the conversion's price evidence.
  public let receipt: Digest
  /// Why it was sold on the market.
  public let reason: Label?
  /// ⌊proceeds · 10^18 / uakt⌋.
  public let averagePrice: Price18

  /// Takes a sale that is complete; throws the first rule that it breaks.
  public init(
    method: Method, uakt: Int64, proceedsMicros: Int64, feeMicros: Int64, obligationMicros: Int64,
    at: Timestamp, receipt: Digest, reason: Label?
  ) throws(Refusal) {
    let amounts = [proceedsMicros, feeMicros, obligationMicros]
    guard uakt > 0, uakt <= Amount.limitMicros,
      amounts.allSatisfy({ $0 >= 0 && $0 <= Amount.limitMicros })
    else { throw .amounts }
    guard feeMicros <= proceedsMicros else { throw .feeAboveProceeds }
    guard !method.isMarket || reason != nil else { throw .reasonMissing }
    guard
      let scaled = mulDivFloor(
        UInt128(proceedsMicros.magnitude), Price18.scale, UInt128(uakt.magnitude)),
      let price = try? Price18(scaled: scaled)
    else { throw .price }
    self.method = method
    self.uakt = uakt
    self.proceedsMicros = proceedsMicros
    self.feeMicros = feeMicros
    self.obligationMicros = obligationMicros
    self.at = at
    self.receipt = receipt
    self.reason = reason
    averagePrice = price
  }

  /// What is at hand after the fee.
  public var inHandMicros: Int64 { proceedsMicros - feeMicros }

  /// What is left over when the obligation is met; a deficit is negative.
  public var surplusMicros: Int64 { inHandMicros - obligationMicros }
}
