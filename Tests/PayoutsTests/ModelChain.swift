import Payouts
import Quantities
import TestSupport

/// A chain that really includes, fails, drops, delays, reorders and forgets.
struct ModelChain {
  /// Signed bytes as the chain sees them.
  struct Signed: Hashable {
    var signBytes: Digest
    var transaction: Digest
    var sequence: UInt64
    var timeoutHeight: Int64
    var uakt: Int64
    var feeUakt: Int64
    /// The batch that it pays; nil: a payment outside Stipend.
    var batch: Int?
  }

  private(set) var height: Int64 = 100
  private(set) var sequence: UInt64 = 5
  private(set) var blocks: [Int64: [IncludedTransaction]] = [:]
  private(set) var walletUakt: Int64 = 1_000_000
  private(set) var paidUakt: Int64 = 0
  private(set) var feesUakt: Int64 = 0
  /// How often each batch was really paid.
  private(set) var payments: [Int: Int] = [:]
  /// The sign bytes that were executed, with the code.
  private(set) var executed: [Digest: UInt32] = [:]
  /// The same by transaction: other sign bytes may have paid a batch's payees.
  private(set) var ran: [Digest: UInt32] = [:]
  private var mempool: [Signed] = []
  /// Everything that anybody ever held: it can come again at any time.
  private(set) var known: [Signed] = []

  mutating func receive(_ signed: Signed) {
    if !known.contains(signed) { known.append(signed) }
    if !mempool.contains(signed) { mempool.append(signed) }
  }

  mutating func forget() { mempool = [] }

  /// The sequence that was next after a block.
  func sequence(after height: Int64) -> UInt64 {
    let later = blocks.filter { $0.key > height }.values.joined()
    return sequence - UInt64(later.count { $0.usedSequence })
  }

  mutating func produce(_ random: inout SplitMix64) {
    height += 1
    var included: [IncludedTransaction] = []
    for signed in random.shuffled(mempool) {
      // Not yet, or lost for good.
      if random.oneIn(3) { continue }
      mempool.removeAll { $0 == signed }
      if random.oneIn(6) { continue }
      if let transaction = execute(signed, &random) { included.append(transaction) }
    }
    blocks[height] = included
  }

  private mutating func execute(
    _ signed: Signed, _ random: inout SplitMix64
  ) -> IncludedTransaction? {
    func result(_ code: UInt32, used: Bool) -> IncludedTransaction {
      IncludedTransaction(
        signBytes: signed.signBytes, transaction: signed.transaction, sequence: signed.sequence,
        code: code, usedSequence: used, height: height)
    }
    guard signed.sequence == sequence, height <= signed.timeoutHeight,
      walletUakt >= signed.feeUakt
    else {
      // A block may hold what is refused before execution; it can come again.
      return random.oneIn(3) ? result(32, used: false) : nil
    }
    if random.oneIn(9) { return result(11, used: false) }
    sequence += 1
    walletUakt -= signed.feeUakt
    feesUakt += signed.feeUakt
    let fails = walletUakt < signed.uakt || random.oneIn(5)
    executed[signed.signBytes] = fails ? 5 : 0
    ran[signed.transaction] = fails ? 5 : 0
    guard !fails else { return result(5, used: true) }
    walletUakt -= signed.uakt
    paidUakt += signed.uakt
    if let batch = signed.batch { payments[batch, default: 0] += 1 }
    return result(0, used: true)
  }
}
