import Policy
import Quantities
public import Rewards

extension ProgramState {
  /// Who takes part in activity pools, and which wallets belong together; nothing where no pool
  /// that there was pays for leases.
  ///
  /// `paying` says whom wallets have paid and who stands behind them: in a corrected version the
  /// state of the first, so that the difference is that of the correction alone.
  public func activityFacts(paying state: ProgramState) -> ActivityFacts {
    var facts = ActivityFacts()
    facts.participants = activity.participations.map { participation in
      let body = participation.body
      return ActivityParticipant(
        id: body.participation, pool: body.pool, role: body.role, wallet: body.wallet,
        from: body.from, until: participation.until, statedUntil: participation.statedUntil,
        endedEarly: participation.until < participation.statedUntil ? participation.until : nil,
        payee: state.payee(of: body.wallet), beneficiary: state.beneficiary(of: body.wallet),
        line: participation.line)
    }
    let paysLeases = history.terms.contains { term in
      term.rules.policy.pools.contains { $0.activity != nil }
    }
    guard paysLeases else { return facts }
    let named = state.payees.keys.sorted() + state.beneficiaries.keys.sorted()
    let parties = SortedMap(
      named.map { wallet in
        let party = WalletParty(
          wallet: wallet, payee: state.payee(of: wallet), beneficiary: state.beneficiary(of: wallet)
        )
        return (wallet, party)
      }
    ) { first, _ in first }
    facts.parties = parties.values
    facts.relations = activity.relations
    return facts
  }
}
