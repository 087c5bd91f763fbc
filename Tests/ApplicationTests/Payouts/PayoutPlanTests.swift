import Application
import CosmosTx
import Encoding
import Keys
import Payouts
import Quantities
import TestSupport
import Testing

@Suite struct PayoutPlanTests {
  private func sample() throws -> PreparedBatch {
    try PayoutSamples.batch([
      PayoutSamples.line(1, 5_000_000), PayoutSamples.line(2, 7_000_000),
      PayoutSamples.line(2, 1_000_000, pool: "committed"),
      PayoutSamples.line(3, 3_000_000, currency: .usd),
    ])
  }

  @Test func aPlanIsReadAsTheBytesThatWereWritten() throws {
    let plan = try sample().plan
    let again = try PayoutPlan(bytes: plan.bytes)
    #expect(again == plan && again.bytes == plan.bytes && again.digest == plan.digest)
    #expect(plan.outputs.count == 2 && plan.totalUakt == 13_000_000)
    // Dollars without a price wait, and the plan says so.
    #expect(plan.outcomes.contains { $0.unpaid[.waitingForPrice] == 3_000_000 })
  }

  @Test func theSameContentInOtherBytesIsNoPlan() throws {
    let bytes = try sample().plan.bytes
    #expect(throws: PayoutPlanError.spelling) { try PayoutPlan(bytes: [32] + bytes) }
  }

  @Test func everyByteChangedIsRefusedOrAnotherPlan() throws {
    let plan = try sample().plan
    let bytes = plan.bytes
    var random = SplitMix64(seed: 7)
    for _ in 0..<2_000 {
      var altered = bytes
      let index = Int(random.next() % UInt64(bytes.count))
      altered[index] = UInt8(truncatingIfNeeded: random.next())
      guard altered != bytes, let read = try? PayoutPlan(bytes: altered) else { continue }
      #expect(read != plan && read.bytes == altered)
    }
  }

  @Test func amountsThatDoNotFollowFromOneAnotherAreRefused() throws {
    var plan = try sample().plan
    plan.outputs[0] = PayoutOutput(
      payee: plan.outputs[0].payee,
      parts: plan.outputs[0].parts.map {
        PayoutOutput.Part(key: $0.key, settledMicros: $0.settledMicros + 1, uakt: $0.uakt)
      })
    #expect(throws: PayoutPlanError.self) { try PayoutPlan(bytes: plan.bytes) }
    var doubled = try sample().plan
    doubled.outputs.append(doubled.outputs[1])
    #expect(throws: PayoutPlanError.self) { try PayoutPlan(bytes: doubled.bytes) }
    var negative = try sample().plan
    negative.feeUakt = -1
    #expect(throws: PayoutPlanError.self) { try PayoutPlan(bytes: negative.bytes) }
    var huge = try sample().plan
    huge.outputs[0] = PayoutOutput(
      payee: huge.outputs[0].payee,
      parts: [
        PayoutOutput.Part(
          key: huge.outputs[0].parts[0].key, settledMicros: 0, uakt: Amount.limitMicros),
        PayoutOutput.Part(
          key: huge.outputs[0].parts[0].key, settledMicros: 0, uakt: Amount.limitMicros),
      ])
    #expect(throws: PayoutPlanError.self) { try PayoutPlan(bytes: huge.bytes) }
  }

  @Test func theTransactionSaysWhatThePlanSaysAndNothingElse() throws {
    let batch = try sample()
    let transaction = batch.payment.transaction
    #expect(PlanDifference.between(transaction, batch.plan).isEmpty)
    #expect(PayoutMemo(transaction.body.memo) == batch.plan.memo)
    #expect(transaction.body.timeoutHeight == 51_000)
    #expect(batch.record.totalUakt == 13_000_000 && batch.record.outputs == 2)
    #expect(batch.record.signBytes == transaction.aminoSignBytes(batch.payment.position).identity)
  }

  @Test func aBatchAlteredAfterApprovalIsToldPayeeByPayee() throws {
    let batch = try sample()
    var plan = batch.plan
    let first = plan.outputs[0]
    plan.outputs[0] = PayoutOutput(
      payee: PayoutSamples.account(99),
      parts: first.parts)
    let altered = try PayoutTransaction(plan).transaction
    let differences = PlanDifference.between(altered, batch.plan)
    #expect(
      differences.contains(
        .output(payee: first.payee.description, expectedUakt: first.uakt, foundUakt: 0)))
    #expect(
      differences.contains(
        .output(
          payee: PayoutSamples.account(99).description, expectedUakt: 0, foundUakt: first.uakt)))
    var later = batch.plan
    later.timeoutHeight += 1
    later.feeUakt += 5
    later.batch += 1
    let others = PlanDifference.between(try PayoutTransaction(later).transaction, batch.plan)
    #expect(others.count == 3)
  }

  @Test func onlyOneBatchOfAWalletIsUndecided() throws {
    let batch = try sample()
    var book = PayoutBook(rule: PayoutSamples.machine)
    try book.admit(.prepared(batch.record))
    #expect {
      try PayoutSamples.batch([PayoutSamples.line(4, 10)], after: book)
    } throws: { error in
      guard case .record(.undecided(1, _)) = error as? PreparedBatch.Refusal else { return false }
      return true
    }
  }

  @Test func theSamePaymentsAfterAProofOfDeathAreTheSameBatch() throws {
    let batch = try sample()
    var book = PayoutBook(rule: PayoutSamples.machine)
    try book.admit(.prepared(batch.record))
    try book.admit(
      .expired(
        signBytes: batch.record.signBytes, .timeout(scanned: 1_001...51_001),
        nodes: [PayoutSamples.label("a"), PayoutSamples.label("b")]))
    var input = PayoutSamples.input([
      PayoutSamples.line(1, 5_000_000), PayoutSamples.line(2, 7_000_000),
      PayoutSamples.line(2, 1_000_000, pool: "committed"),
    ])
    input.wallet.height = 60_000
    let network = PayoutSamples.label("akashnet-2")
    let again = try PreparedBatch(
      input, after: book, last: batch.plan, network: network, priceBound: nil)
    #expect(again.record.batch == 1 && again.record.contents == batch.record.contents)
    #expect(again.record.signBytes != batch.record.signBytes)
    input.batch.lines.removeLast()
    let other = try PreparedBatch(
      input, after: book, last: batch.plan, network: network, priceBound: nil)
    #expect(other.record.batch == 2)
  }

  @Test func nodesOfAnotherChainAndAPriceThatJumpsAreRefused() throws {
    let dollars = [PayoutSamples.line(1, 3_000_000, currency: .usd)]
    let (low, high) = (try Price18("2.00"), try Price18("2.61"))
    let first = try PayoutSamples.batch(dollars, price: low)
    let bound = try Ratio("0.30")
    #expect(throws: PreparedBatch.Refusal.priceJump(from: low, to: high)) {
      try PayoutSamples.batch(dollars, last: first.plan, price: high, bound: bound)
    }
    var input = PayoutSamples.input(dollars, price: low)
    input.wallet.chain = PayoutSamples.label("sandbox-2")
    #expect(throws: PreparedBatch.Refusal.self) {
      try PreparedBatch(
        input, after: PayoutBook(rule: PayoutSamples.machine), last: nil,
        network: PayoutSamples.label("akashnet-2"), priceBound: nil)
    }
  }

  @Test func aReturnIsABatchWhoseOneMessageFundsTheCommunityPool() throws {
    let returned = try ReturnPlan(
      walletUakt: 10_000_000, owedUakt: 0, owedMicroDollars: 0, committedUakt: 0,
      committedMicroDollars: 0, lowerPrice: try Price18("2.00"), feeUakt: 5_000, isFinal: true)
    let batch = try PreparedBatch(
      returning: returned, PayoutSamples.input([]), gas: 200_000,
      after: PayoutBook(rule: PayoutSamples.machine))
    #expect(batch.plan.totalUakt == 9_995_000 && batch.record.outputs == 1)
    let message = batch.payment.transaction.body.messages[0]
    guard case .fundCommunityPool = message else { throw NotThere() }
    #expect(try PayoutPlan(bytes: batch.plan.bytes) == batch.plan)
  }

  /// Where no dollars are owed the price says nothing, and a dead return keeps its number.
  @Test func aDeadReturnIsReplacedAtWhateverPrice() throws {
    let returned = try ReturnPlan(
      walletUakt: 10_000_000, owedUakt: 0, owedMicroDollars: 0, committedUakt: 0,
      committedMicroDollars: 0, lowerPrice: try Price18("2.00"), feeUakt: 5_000, isFinal: true)
    var book = PayoutBook(rule: PayoutSamples.machine)
    let first = try PreparedBatch(
      returning: returned, PayoutSamples.input([], price: try Price18("2.00")), gas: 200_000,
      after: book)
    #expect(first.plan.price == nil)
    try book.admit(.prepared(first.record))
    try book.admit(
      .expired(
        signBytes: first.record.signBytes, .timeout(scanned: 1_001...51_001),
        nodes: [PayoutSamples.label("a"), PayoutSamples.label("b")]))
    var input = PayoutSamples.input([], price: try Price18("0.50"))
    input.wallet.height = 60_000
    let again = try PreparedBatch(returning: returned, input, gas: 200_000, after: book)
    #expect(again.record.batch == first.record.batch && again.plan.price == nil)
    // With dollars the price decides what stays, and another price makes another return.
    let dollars = try ReturnPlan(
      walletUakt: 10_000_000, owedUakt: 0, owedMicroDollars: 1, committedUakt: 0,
      committedMicroDollars: 0, lowerPrice: try Price18("2.00"), feeUakt: 5_000, isFinal: false)
    let other = try PreparedBatch(returning: dollars, input, gas: 200_000, after: book)
    #expect(other.record.batch == 2 && other.plan.price == input.batch.price)
  }

  private struct NotThere: Error {}
}
