// Budget, shares and currencies.
extension FindingWording {
  static let budget: [FindingWording] = [
    FindingWording(
      .poolsMissing,
      "The policy has no pool, so that it pays nobody.",
      "Add a pool."),
    FindingWording(
      .amountZero,
      "{what} is zero.",
      "State the amount, or remove the pool."),
    FindingWording(
      .amountsVersusShares,
      "The stated amounts and the stated shares of {budget} contradict each other. Each "
        + "set adds up by itself; the basis is `{basis}`.",
      "Choose one basis under `budget.basis`, and say so where the program is announced."),
    FindingWording(
      .poolSum,
      "The pools add up to {sum}, the budget is {budget}: {difference} {direction}.",
      "Change the amounts until they add up, or say what becomes of the rest."),
    FindingWording(
      .shareSum,
      "The stated shares add up to {sum}, not to 100 %.",
      "Correct the shares."),
    FindingWording(
      .shareMissing,
      "{without} of {pools} pools state no share.",
      "State all shares or none."),
    FindingWording(
      .currencyMix,
      "{pools} count in another currency than the budget, so that no sum can be checked.",
      "State the budget in one currency, or accept that only the pools bound what is "
        + "spent."),
    FindingWording(
      .orderUnknown,
      "`order` names {pool}, which is no pool.",
      "Correct the name."),
    FindingWording(
      .orderMissing,
      "`order` leaves out pool {pool}.",
      "Add it."),
    FindingWording(
      .orderDuplicate,
      "`order` names pool {pool} twice.",
      "Keep one."),
    FindingWording(
      .duplicateName,
      "{what} {name} occurs twice.",
      "Give each its own name."),
    FindingWording(
      .keyWithoutEffect,
      "Pool {pool}: `{key}` has no effect in a pool of kind {kind}.",
      "Remove it, or move it under `declared:`."),
    FindingWording(
      .acceptanceLapsed,
      "The acceptance of `{finding}` by {role} on {date} names figures that the policy no "
        + "longer has.",
      "Look at the finding again; renew the acceptance with its digest, or remove it."),
    FindingWording(
      .acceptanceUnused,
      "The acceptance of `{finding}` by {role} on {date} meets no finding.",
      "Remove it."),
    FindingWording(
      .acceptanceUnknown,
      "There is no rule `{finding}`.",
      "Correct the name."),
    FindingWording(
      .acceptanceRefused,
      "`{finding}` is an error here and cannot be accepted.",
      "Change the policy."),
  ]
}
