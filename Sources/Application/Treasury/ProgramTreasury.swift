public import CosmosTx
import Evidence
import Keys
public import Payouts
public import Policy
public import Program
public import Quantities

/// A program's wallet, and what the journal says was done with it.
public struct ProgramTreasury: Sendable {
  /// Why a program has no treasury to work with.
  public enum Absence: Error, Hashable, Sendable {
    /// The policy has no `treasury`.
    case policy
    /// No entry opened a wallet.
    case wallet
    /// The wallet's keys make another account than the entry names, or none.
    case keys(Address)
  }

  /// What the entries say.
  public let state: ProgramState
  /// The policy's rule.
  public let rule: TreasuryRule
  /// The wallet as it was opened.
  public let wallet: WalletOpened
  /// The key of its members.
  public let group: MultisigKey
  /// What became of every batch.
  public let book: PayoutBook

  /// Reads it from a state, and holds the wallet's address against its keys.
  public init(_ state: ProgramState) throws(Absence) {
    guard let rule = state.rules.policy.treasury else { throw .policy }
    guard let wallet = state.treasury.wallet?.body, let book = state.treasury.payouts else {
      throw .wallet
    }
    let keys = wallet.members.compactMap { member in
      (try? PublicKey(text: member.text)).flatMap(WalletKey.init)
    }
    guard keys.count == wallet.members.count,
      let group = try? MultisigKey(threshold: wallet.threshold, members: keys),
      let account = try? AccountAddress(wallet.address),
      let made = try? AccountKey.multisig(group).address(prefix: account.prefix), made == account
    else { throw .keys(wallet.address) }
    self.state = state
    self.rule = rule
    self.wallet = wallet
    self.group = group
    self.book = book
  }

  /// The bodies of all prepared attempts that were confirmed, in order, with their lines.
  public var paid: [(prepared: PayoutPrepared, line: Int, transaction: IncludedTransaction)] {
    book.attempts.compactMap { attempt in
      guard case .confirmed(let included) = attempt.outcome,
        let recorded = state.treasury.prepared[attempt.prepared.signBytes]
      else { return nil }
      return (recorded.body, recorded.line, included)
    }
  }

  /// The attempt that is undecided, as the journal has it.
  public var undecided: PayoutPrepared? {
    book.undecided.flatMap { state.treasury.prepared[$0.prepared.signBytes]?.body }
  }

  /// The last attempt that converted dollars, whatever became of it: its price is the one that a
  /// jump is held against.
  public var lastPriced: PayoutPrepared? {
    for attempt in book.attempts.reversed() {
      if let body = state.treasury.prepared[attempt.prepared.signBytes]?.body, body.price != nil {
        return body
      }
    }
    return nil
  }

  /// Which plans were paid, and which is undecided.
  public var history: PaymentHistory {
    PaymentHistory(
      paid: paid.map(\.prepared.plan), undecided: undecided?.plan,
      sold: state.treasury.sales.map { sale in
        PaymentHistory.Sold(
          key: DueLine.Key(
            pool: sale.body.pool, currency: .usd, beneficiary: sale.body.beneficiary,
            payee: sale.body.payee), micros: sale.body.paidOut.micros)
      })
  }

  /// How a batch is built under the policy.
  public var batchRule: BatchRule {
    BatchRule(
      minimumUakt: rule.minimumUakt, maximumOutputs: rule.maximumOutputs, baseGas: rule.gas.base,
      gasPerOutput: rule.gas.perOutput, maximumGas: rule.gas.maximum, gasPrice: rule.gas.price,
      coolingSeconds: rule.coolingSeconds, order: state.rules.policy.order)
  }

  /// What records are judged by.
  public var machineRule: PayoutMachineRule { book.rule }

  /// What a batch may come to now by the market's volume since the last one (O-40).
  public func paceUakt(at now: Timestamp) -> Int64? {
    guard let pacing = rule.pacing else { return nil }
    let last = paid.last.flatMap { state.admittedAt(line: $0.line) }
    let since = last ?? state.treasury.wallet?.admittedAt ?? now
    return PacingRule.volumeBudgetMicros(
      dailyVolumeMicros: pacing.dailyVolumeUakt, share: pacing.share,
      seconds: max(0, now.seconds(since: since)))
  }

  /// The price of now: the policy's median over what observers entered.
  public func price(at now: Timestamp) -> Price18? {
    PriceMedian.compute(
      EpochPrices.fromFacts(state), end: now, rule: state.rules.policy.price
    ).price
  }

  /// The price that obligations are weighed at: of now, else of the newest tranche.
  public func pinnedPrice(at now: Timestamp) -> Price18? {
    price(at: now) ?? state.treasury.newestPrice
  }
}

extension ProgramTreasury.Absence: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .policy: "the policy has no treasury"
    case .wallet: "no wallet was opened"
    case .keys(let address): "the wallet's keys do not make the account \(address)"
    }
  }
}
