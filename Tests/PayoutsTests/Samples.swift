import Payouts
import Quantities
import Rewards

/// Short ways to make the values of these tests.
enum Samples {
  /// A sample that is known to be well formed.
  static func known<Value>(_ make: () throws -> Value) -> Value {
    do {
      return try make()
    } catch {
      preconditionFailure("A sample is well formed: \(error)")
    }
  }

  static func label(_ text: String) -> Label { known { try Label(text) } }
  static func address(_ text: String) -> Address { known { try Address(text) } }
  static func time(_ text: String) -> Timestamp { known { try Timestamp(text) } }
  static func seconds(_ seconds: Int64) -> Timestamp { known { try Timestamp(seconds: seconds) } }
  static func digest(_ number: UInt64) -> Digest { Digest(bigEndianWords: number, 7, 7, 7) }
  static func price(_ text: String) -> Price18 { known { try Price18(text) } }
  static func ratio(_ text: String) -> Ratio { known { try Ratio(text) } }

  static func party(_ text: String) -> Beneficiary { known { try Beneficiary(text) } }

  static let pool = label("liquidity")
  static let now = seconds(1_000_000)
  static let past = seconds(900_000)
  static let future = seconds(1_100_000)

  static func key(
    _ payee: String, pool: Label = pool, currency: Currency = .uakt, party: String? = nil
  ) -> DueLine.Key {
    DueLine.Key(
      pool: pool, currency: currency, beneficiary: Samples.party(party ?? payee),
      payee: address(payee))
  }

  /// A line with one payable statement.
  static func line(_ payee: String, vested: Int64, pool: Label = pool) -> DueLine {
    DueLine(
      key: key(payee, pool: pool),
      steps: [DueLine.Step(payable: past, vestedMicros: vested)])
  }

  static let rule = BatchRule(
    minimumUakt: 100, maximumOutputs: 100, baseGas: 50_000, gasPerOutput: 20_000,
    maximumGas: 10_000_000, gasPrice: ratio("0.025"), coolingSeconds: 604_800,
    order: [label("committed"), pool])

  static func plan(
    _ lines: [DueLine], wallet: Int64 = 1_000_000_000_000,
    _ change: (inout BatchInput) -> Void = { _ in }
  ) throws -> BatchPlan {
    var input = BatchInput(lines: lines, rule: rule, time: now, walletUakt: wallet)
    change(&input)
    return try BatchPlan(input)
  }
}

extension BatchPlan {
  /// What is sent to a payee.
  func sent(to payee: String) -> Int64 {
    outputs.first { $0.payee == Samples.address(payee) }?.uakt ?? 0
  }

  /// Why a payee's unpaid units are not paid, summed over its lines.
  func unpaid(_ payee: String) -> [UnpaidReason: Int64] {
    var sums: [UnpaidReason: Int64] = [:]
    for outcome in outcomes where outcome.key.payee == Samples.address(payee) {
      for (reason, micros) in outcome.unpaid { sums[reason, default: 0] += micros }
    }
    return sums
  }
}
