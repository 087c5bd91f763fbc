/// Where funding comes from: "what is its source?" has one of these answers.
public enum FundingSource: String, Hashable, Sendable, CaseIterable {
  /// The community pool, by a proposal.
  case communityPool = "community-pool"
  /// Newly issued tokens.
  case issuance
  /// Somebody gave it.
  case donation
  /// What an earlier program had left.
  case earlierProgram = "earlier-program"
}
