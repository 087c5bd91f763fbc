import Payouts
import Quantities
import TestSupport

extension ModelWorld {
  /// The chain moves on past every timeout and is scanned: everything has to be decided.
  mutating func comeToAnEnd() {
    for _ in 0..<28 {
      if random.oneIn(4) { comeAgain() }
      chain.produce(&random)
    }
    for index in nodes.indices { nodes[index].lag = 0 }
    for _ in 0..<30 where book.undecided != nil || executors.contains(where: isBehind) {
      now += 60
      explainOutside()
      for who in executors.indices { settle(who) }
    }
  }

  private func isBehind(_ executor: Executor) -> Bool { executor.cursor < records.count }

  private mutating func settle(_ who: Int) {
    while deliver(to: who) {}
    for node in nodes { feed(.report(node.report(.height(node.height(chain)))), to: who) }
    feed(.tick, to: who)
    for _ in 0..<60 {
      guard !executors[who].waiting.isEmpty else { return }
      perform(executors[who].waiting.removeFirst(), by: who, isFaulty: false)
    }
  }

  /// Everybody who ever held signed bytes sends them again.
  mutating func sendEverythingAgain() {
    for _ in 0..<6 {
      for signed in chain.known { chain.receive(signed) }
      chain.produce(&random)
    }
  }

  /// What law 8 and law 1 forbid, in words; empty: nothing.
  func broken() -> [String] {
    var broken = faults
    for (batch, count) in chain.payments.sorted(by: { $0.key < $1.key }) where count > 1 {
      broken.append("batch \(batch) was paid \(count) times")
    }
    if isForgetful { return broken + brokenByForgetting() }
    for attempt in book.attempts {
      let prepared = attempt.prepared
      let code = chain.executed[prepared.signBytes]
      switch attempt.outcome {
      case .confirmed(let included):
        if chain.ran[included.transaction] != 0 {
          broken.append("\(prepared.batch) confirmed, and is not")
        }
      case .failed: if code == nil || code == 0 { broken.append("\(prepared.batch) did not fail") }
      case .expired: if code != nil { broken.append("\(prepared.batch) landed after its proof") }
      case nil: broken.append("batch \(prepared.batch) is undecided")
      }
    }
    let total = chain.walletUakt + chain.paidUakt + chain.feesUakt
    if total != 1_000_000 { broken.append("money is not conserved: \(total)") }
    let paid = book.paid.reduce(Int64(0)) { $0 + $1.prepared.totalUakt }
    let really = chain.payments.reduce(Int64(0)) { $0 + Int64($1.value) * (1_000 + Int64($1.key)) }
    if paid != really { broken.append("the journal paid \(paid), the chain \(really)") }
    for alarm in alarms {
      if case .includedAfterProof = alarm { broken.append("an alarm of a false proof") }
      if case .nodeContradictsItself(let name) = alarm, name != nodes[2].name {
        broken.append("an honest node was struck")
      }
    }
    return broken
  }

  /// Where two nodes leave out what transactions did, less is known; nothing may be untrue.
  private func brokenByForgetting() -> [String] {
    book.attempts.compactMap { attempt in
      let code = chain.executed[attempt.prepared.signBytes]
      switch attempt.outcome {
      case .confirmed: return "batch \(attempt.prepared.batch) was confirmed by one node"
      case .expired where code == 0: return "batch \(attempt.prepared.batch) paid after its proof"
      case .expired, .failed, nil: return nil
      }
    }
  }
}
