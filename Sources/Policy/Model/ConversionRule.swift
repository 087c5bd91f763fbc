public import Quantities

/// When dollars become AKT, and who bears a move of the price.
public struct ConversionRule: Hashable, Sendable {
  /// When dollars become AKT.
  public var moment: Moment
  /// Price at funding.
  public var fundingPrice: Price18?
  /// Who bears a move of the price.
  public var difference: Bearer

  /// Takes every field as it is.
  public init(
    moment: Moment,
    fundingPrice: Price18?,
    difference: Bearer
  ) {
    self.moment = moment
    self.fundingPrice = fundingPrice
    self.difference = difference
  }

  /// When dollars become AKT.
  public enum Moment: String, Hashable, Sendable, CaseIterable {
    /// When the program is funded.
    case funding
    /// At each epoch's close.
    case close
    /// When it is paid.
    case payout
  }

  /// Who bears a move of the AKT price between funding and payout.
  public enum Bearer: String, Hashable, Sendable, CaseIterable {
    /// The pool: participants get their dollars.
    case pool
    /// The participants.
    case payees
  }
}
