/// How the made-up validators vote: nobody else has stake here.
public enum ValidatorsVote: String, Hashable, Sendable, CaseIterable {
  case yes, no, veto, absent

  /// All their stake, in uakt.
  static let stake: UInt128 = 120_000_000_000_000

  var tally: Proposal.Tally {
    var tally = Proposal.Tally.zero
    switch self {
    case .yes: tally.yes = Self.stake
    case .no: tally.no = Self.stake
    case .veto: tally.veto = Self.stake
    case .absent: break
    }
    return tally
  }
}
