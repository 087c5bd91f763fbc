public import Quantities

/// Whole budget of a program, and what its parts are measured by (O-01).
public struct BudgetRule: Hashable, Sendable {
  /// Whole budget.
  public var amount: Money
  /// Whether stated amounts or stated shares are meant.
  public var basis: Basis

  /// Takes every field as it is.
  public init(
    amount: Money,
    basis: Basis
  ) {
    self.amount = amount
    self.basis = basis
  }

  /// What fixes the pools' amounts when amounts and shares disagree.
  public enum Basis: String, Hashable, Sendable, CaseIterable {
    /// The stated amounts count.
    case amounts
    /// The stated shares of the budget count.
    case shares
  }
}
