// Leased pay (rules 2).
extension FindingWording {
  static let activity: [FindingWording] = [
    FindingWording(
      .activityMissing,
      "The activity pool {pool} does not say what it pays for.",
      "Add `activity:` with its share; `docs/reference/rules-2.md` says what it means."),
    FindingWording(
      .activityPaysNothing,
      "Pool {pool} pays nothing for leases: it has no share, weighs neither GPUs nor cores, or is "
        + "an epoch pool that gives no part of its pots.",
      "Choose a share and at least one weight above zero, and in an epoch pool a part."),
    FindingWording(
      .activityOverlap,
      "The pools {other} and {pool} both pay for leases and run at the same time; together they "
        + "would pay for one lease more than it costs.",
      "Let one end before the other begins, or make one pool of the two."),
    FindingWording(
      .selfLeasingPays,
      "Pool {pool} pays up to {share} of a lease's price, of which the chain keeps {cost}: who "
        + "leases {leased} from itself gets {paid}, loses {lost} and has a profit of {profit}.",
      "Choose a share below the cost, or accept that wallets which nobody knows to be related "
        + "can take the pool."),
    FindingWording(
      .selfLeasingLoses,
      "Pool {pool} pays up to {share} of a lease's price, of which the chain keeps {cost}: who "
        + "leases {leased} from itself gets {paid}, loses {lost} and has a profit of {profit}.",
      "Compare the cost with the chain's parameters before each term."),
  ]
}
