import Journal
import Keys
import Payouts
import Program
import Quantities

// MARK: - Payments that were prepared

extension LogJudging {
  /// Holds a prepared payment against its plan: every figure of the entry, the hash of what is
  /// signed among them, follows from the plan's bytes, which name this program, its wallet and its
  /// tree as it was (law 8). A plan that is not there is a missing file, and told as one.
  mutating func judge(_ prepared: PayoutPrepared, entry: Int) throws(BundleFault) {
    guard let bytes = try? task.blobs.get(prepared.plan), let state = fold.log?.state else {
      return
    }
    let plan: PayoutPlan
    do throws(PayoutPlanError) {
      plan = try PayoutPlan(bytes: bytes)
    } catch {
      return accuse(entry, ["its plan cannot be read: \(error)"])
    }
    var faults = foreign(plan, state)
    if plan.journalSize <= entry {
      let root = try bundles.root(size: plan.journalSize)
      if root.root != plan.journalRoot { faults.append("the tree had another root") }
    }
    do {
      let payment = try PayoutTransaction(plan)
      let following = try PayoutEntries.entry(of: plan, payment.record(of: plan))
      if following != prepared { faults += following.differences(prepared) }
    } catch {
      faults.append("no transaction follows from it: \(error)")
    }
    guard faults.isEmpty else { return accuse(entry, faults) }
    verdict.plans += 1
  }

  private func foreign(_ plan: PayoutPlan, _ state: ProgramState) -> [String] {
    var faults: [String] = []
    if plan.program != state.program { faults.append("it is another program's") }
    if let wallet = state.treasury.wallet?.body,
      plan.wallet != wallet.address || plan.chain != wallet.chain
    {
      faults.append("it pays from another wallet")
    }
    return faults
  }

  private mutating func accuse(_ entry: Int, _ faults: [String]) {
    verdict.find(
      .entry(entry), "payout-does-not-follow",
      "Entry \(entry) does not follow from its plan: \(faults.joined(separator: "; ")).",
      "What members signed, or what the books count, is not what the published plan says.")
  }
}

extension PayoutPrepared {
  /// In which figures another entry says something else.
  fileprivate func differences(_ other: PayoutPrepared) -> [String] {
    let pairs: [(String, Bool)] = [
      ("batch", batch == other.batch), ("purpose", purpose == other.purpose),
      ("plan", plan == other.plan), ("contents", contents == other.contents),
      ("size", size == other.size), ("root", root == other.root),
      ("signBytes", signBytes == other.signBytes), ("sequence", sequence == other.sequence),
      ("base", base == other.base), ("timeout", timeout == other.timeout),
      ("uakt", uakt == other.uakt), ("fee", fee == other.fee),
      ("outputs", outputs == other.outputs), ("price", price == other.price),
      ("totals", totals == other.totals),
    ]
    return pairs.filter { !$0.1 }.map { "`\($0.0)` is another" }
  }
}
