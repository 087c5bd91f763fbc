public import Quantities

/// What bounds a batch: least amount, outputs, gas and its price, cooling time.
public struct BatchRule: Hashable, Sendable {
  /// The least output, in uakt; what is below is carried.
  public var minimumUakt: Int64
  /// The most outputs of one transaction.
  public var maximumOutputs: Int
  /// Gas of a transaction without outputs.
  public var baseGas: Int64
  /// Gas of one output.
  public var gasPerOutput: Int64
  /// The most gas of one transaction.
  public var maximumGas: Int64
  /// uakt per unit of gas, to a millionth.
  public var gasPrice: Ratio
  /// How long a change of payee waits.
  public var coolingSeconds: Int64
  /// Pools in the order in which they are served when the wallet is short.
  public var order: [Label]

  /// Takes every field as it is.
  public init(
    minimumUakt: Int64, maximumOutputs: Int, baseGas: Int64, gasPerOutput: Int64,
    maximumGas: Int64, gasPrice: Ratio, coolingSeconds: Int64, order: [Label]
  ) {
    self.minimumUakt = minimumUakt
    self.maximumOutputs = maximumOutputs
    self.baseGas = baseGas
    self.gasPerOutput = gasPerOutput
    self.maximumGas = maximumGas
    self.gasPrice = gasPrice
    self.coolingSeconds = coolingSeconds
    self.order = order
  }

  /// min(maximumOutputs, (maximumGas − base) / perOutput), at least 0.
  public var outputLimit: Int {
    let (room, overflow) = maximumGas.subtractingReportingOverflow(baseGas)
    guard !overflow, room >= 0, gasPerOutput > 0 else { return 0 }
    return max(0, min(maximumOutputs, Int(room / gasPerOutput)))
  }

  /// base + perOutput · outputs; nil out of bounds.
  public func gas(outputs: Int) -> Int64? {
    let (product, overflow) = gasPerOutput.multipliedReportingOverflow(by: Int64(outputs))
    let (sum, passes) = product.addingReportingOverflow(baseGas)
    return overflow || passes || sum < 0 || sum > Amount.limitMicros ? nil : sum
  }

  /// ⌈gas · gasPrice⌉ uakt; nil out of bounds.
  public func feeUakt(gas: Int64) -> Int64? {
    guard gas >= 0 else { return nil }
    let one = UInt128(Ratio.ppmPerOne)
    let fee = (UInt128(gas) * UInt128(gasPrice.ppm) + one - 1) / one
    return fee <= UInt128(Amount.limitMicros) ? Int64(fee) : nil
  }
}
