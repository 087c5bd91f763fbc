public import Quantities

/// One batch computed: who is paid what, and why everybody else is not.
public struct BatchPlan: Hashable, Sendable {
  /// The transfers, ascending by payee.
  public let outputs: [PayoutOutput]
  /// What becomes of every line, ascending.
  public let outcomes: [LineOutcome]
  /// Gas of the transaction; 0 without outputs.
  public let gas: Int64
  /// Its fee.
  public let feeUakt: Int64
  /// The price at which dollars were turned.
  public let price: Price18?

  /// What is sent, without the fee.
  public var totalUakt: Int64 { outputs.reduce(0) { $0 + $1.uakt } }

  /// Whether every unit of every line is accounted for (law 1).
  public var isConserved: Bool { outcomes.allSatisfy { $0.isConserved } }

  /// Computes the batch of a moment; throws what makes the lines no lines.
  public init(_ input: BatchInput) throws(DueRefusal) {
    var builder = try BatchBuilder(input)
    builder.setDebts()
    builder.holdBack()
    try builder.convert()
    let reserve = try builder.feeReserve()
    builder.serve(walletUakt: input.walletUakt.subtractingReportingOverflow(reserve).partialValue)
    if let pace = input.paceUakt { builder.pace(budgetUakt: pace) }
    builder.chooseOutputs()
    outputs = builder.outputs()
    outcomes = builder.outcomes()
    let gas = outputs.isEmpty ? 0 : input.rule.gas(outputs: outputs.count)
    guard let gas, let fee = input.rule.feeUakt(gas: gas) else { throw .overflow }
    self.gas = gas
    feeUakt = fee
    price = input.price
  }
}
