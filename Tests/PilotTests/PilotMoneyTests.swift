import Application
import Foundation
import Payouts
import Policy
import Program
import Quantities
import TestSupport
import Testing

@testable import Pilot

/// The money of a pilot of one epoch with claims, and the one after it: what the table says, held
/// against the journal and the chain.
@Suite struct PilotMoneyTests {
  private func rules() throws -> ProgramPolicy {
    var rules = try PilotDocuments().rules
    let start = rules.window.start
    rules.window = try TimeSpan(start: start, end: start.adding(seconds: 2 * 86_400))
    rules.pools[0].span = rules.window
    return rules
  }

  @Test("From a vote to the last uakt, each fault once, and chain and journal agree")
  func everyPaymentOnceWhateverGoesWrong() async throws {
    let documents = try PilotDocuments()
    let folder = try TemporaryFolder()
    let (store, blobs) = (MemoryJournal(), MemoryBlobs())
    var settings = NetworkPilot.Settings(
      seed: 1, rules: try rules(), catalogueBytes: documents.catalogue,
      observerFolder: "\(folder.url.path)/observers", signedFolder: "\(folder.url.path)/signed",
      isFull: false)
    settings.network = 138
    let outcome = try await NetworkPilot(settings, store: store, blobs: blobs).run { _ in }
    let money = outcome.money
    #expect(money.isAsExpected && money.reconciliation.findings == [])
    // The table is the chain's: what the steps come to is what the wallet holds.
    var held: Int64 = 0
    for step in money.steps {
      held += step.uakt
      #expect(held == step.walletUakt, "\(step)")
    }
    #expect(held == 0 && money.closingUakt == 0)
    var reader = try ProgramReader(
      records: JournalRecords(store: store, blobs: blobs), blobs: blobs)
    let treasury = try ProgramTreasury(try reader.log().state)
    let attempts = treasury.book.attempts
    let batches = Set(attempts.map(\.prepared.batch)).count
    // Two batches were replaced, each once; every batch is paid, each once.
    #expect(attempts.count == batches + 2 && treasury.book.paid.count == batches)
    for (fault, ends) in [(MoneyFault.expiry, false), (.failure, true)] {
      let step = try #require(money.steps.first { $0.fault == fault })
      let tried = attempts.filter { $0.prepared.batch == step.batch }
      #expect(tried.count == 2 && tried.map(\.isPaid) == [false, true])
      #expect(Set(tried.map(\.prepared.contents)).count == 1)
      #expect(tried.map(\.prepared.sequence)[1] - tried[0].prepared.sequence == (ends ? 1 : 0))
      if case .failed(let included) = tried[0].outcome { #expect(included.code == 11 && ends) }
      #expect(step.uakt == (ends ? -tried[0].prepared.feeUakt : 0))
    }
    for step in money.steps where [.batch, .windowReturn, .closeOut].contains(step.kind) {
      guard step.fault != .expiry, step.fault != .failure, let batch = step.batch else { continue }
      let paid = try #require(treasury.book.paid.first { $0.prepared.batch == batch }).prepared
      #expect(step.uakt == -paid.totalUakt - paid.feeUakt, "batch \(batch)")
    }
    // What was kept at day 120 is what the contract could still cost; it went back at its end.
    let kept = try #require(money.steps.first { $0.kind == .windowReturn }).walletUakt
    #expect(kept > 0 && money.steps.last?.kind == .closeOut)
    let open = treasury.state.openObligations()
    #expect(open.uakt == 0 && open.dollarMicros == 0)
  }
}
