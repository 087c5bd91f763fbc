import Quantities

/// Who belongs together, so that nobody is paid for leasing from itself (attacks 11 and 12).
///
///     related(a, b) = W(a) ∩ W(b) ≠ ∅, or some x in W(a) and y in W(b) are a pair of the record
///     W(a) = { a, its payee, its beneficiary }
///
/// Not carried further than that: what a third party says can make no two others related.
struct RelatedWallets {
  private var parties: [Address: WalletParty] = [:]
  private var relatives: [[UInt8]: Set<[UInt8]>] = [:]

  init(_ facts: ActivityFacts) {
    for party in facts.parties { parties[party.wallet] = party }
    for participant in facts.participants {
      parties[participant.wallet] = WalletParty(
        wallet: participant.wallet, payee: participant.payee,
        beneficiary: participant.beneficiary)
    }
    for relation in facts.relations {
      relatives[relation.wallet.bytes, default: []].insert(relation.relative.bytes)
      relatives[relation.relative.bytes, default: []].insert(relation.wallet.bytes)
    }
  }

  private func names(_ wallet: Address) -> [[UInt8]] {
    guard let party = parties[wallet] else { return [wallet.bytes] }
    return [wallet.bytes, party.payee.bytes, party.beneficiary.bytes]
  }

  /// Whether a lease between the two is nobody's activity but their own.
  func areRelated(_ provider: Address, _ tenant: Address) -> Bool {
    let others = names(tenant)
    return names(provider).contains { name in
      others.contains(name) || others.contains { relatives[name]?.contains($0) ?? false }
    }
  }
}
