// Eligibility, market, baseline, vesting, conversion and floors.
extension FindingWording {
  static let money: [FindingWording] = [
    FindingWording(
      .vendorsEmpty,
      "Pool {pool} admits no vendor.",
      "Name the vendors, or leave the key out for any."),
    FindingWording(
      .admitRefused,
      "Pool {pool} admits {class} and refuses {earlier}.",
      "Remove one of them."),
    FindingWording(
      .termBeyondSpan,
      "Pool {pool} asks for a term of {term}, longer than its span from {start} to {end}.",
      "Lengthen the span or shorten the term."),
    FindingWording(
      .termWithoutSlack,
      "Pool {pool} asks for a term of {term}, and its span ends {term} after it starts: "
        + "only what begins on {start} can keep it.",
      "Lengthen the span, or sign everything before it starts."),
    FindingWording(
      .tierWithoutEvidence,
      "Pool {pool} asks for tier {tier} without evidence.",
      "Set `tierEvidence: true`, if the tier matters."),
    FindingWording(
      .tierEvidenceWithoutTier,
      "Pool {pool} asks for evidence of a tier, but for no tier.",
      "Set `minimumTier` or remove `tierEvidence`."),
    FindingWording(
      .namedOutsideRule,
      "Pool {pool} names {classes}, which its rule (launched {kind} not before "
        + "{notBefore}) refuses or cannot decide. The letter decides; an exception needs who, "
        + "why and when.",
      "Allow an exception, or change the rule."),
    FindingWording(
      .arbitrage,
      "Pool {pool} can pay more than {multiple} of the market rent, so that renting "
        + "elsewhere and enrolling pays.",
      "Lower the rate, or set a cap per GPU-hour at the rent."),
    FindingWording(
      .rentsMissing,
      "No market rents are stated, so that arbitrage cannot be judged.",
      "State what the classes rent for under `market.rents`."),
    FindingWording(
      .impliedPrice,
      "Pool {pool} pays {perHour} an hour.",
      "Compare it with what the classes rent for."),
    FindingWording(
      .runOut,
      "Pool {pool}: planned contracts cost {perDay} a day; from {start} on its {amount} "
        + "lasts until {runOut}.",
      "Plan fewer units, if that is before the end of the span."),
    FindingWording(
      .payoutVolume,
      "Paid out evenly, {amount} is {perDay} a day, {low} to {high} of the daily trading "
        + "volume.",
      "Spread payouts over more days, if that is much."),
    FindingWording(
      .volumeMissing,
      "No daily trading volume is stated, so that selling pressure cannot be judged.",
      "State it under `market.dailyVolume`."),
    FindingWording(
      .volumeRange,
      "The daily trading volume is stated as {low} to {high}, which {fault}.",
      "State the lower figure under `low`, the higher under `high`, both above zero, or remove "
        + "`market.dailyVolume`."),
    FindingWording(
      .aktOutOfRange,
      "At the assumed AKT price of {price}, the {amount} of pool {pool} pass what amounts hold, "
        + "so that nothing can be compared or planned with it.",
      "Correct `market.akt`; it is in dollars for one AKT, not for one uakt."),
    FindingWording(
      .aktMissing,
      "Pool {pool} counts in uakt, and no AKT price is assumed, so that it cannot be "
        + "compared with rents.",
      "State one under `market.akt`."),
    FindingWording(
      .baselineMissing,
      "Pool {pool} says nothing of units that were there before the program; they are "
        + "paid in full.",
      "Choose `baseline.rule`: none, reduced or full."),
    FindingWording(
      .baselinePaysExisting,
      "Pool {pool} pays units that were there before the program in full.",
      "Nothing, if that is meant."),
    FindingWording(
      .baselineFactor,
      "Pool {pool}: a reduced baseline pays {factor}.",
      "Use the rule `none` or `full`, or a factor in between."),
    FindingWording(
      .cliffMissing,
      "Pool {pool} vests at a cliff, but says no length.",
      "State `vesting.cliff`."),
    FindingWording(
      .cliffUnused,
      "Pool {pool} states a cliff of {cliff}, but vests by `{kind}`.",
      "Use `kind: cliff` or remove it."),
    FindingWording(
      .cliffBeyondSpan,
      "Pool {pool}: a cliff of {cliff} lies beyond the end of its span for every claim; "
        + "nothing vests while the pool runs.",
      "Shorten it, or accept that."),
    FindingWording(
      .vestingQuarters,
      "Pool {pool} vests by quarters of each claim's own term; a claim without an end has "
        + "the quarters of what is left of the pool.",
      "Ask for a minimum term, if quarters of a year are meant."),
    FindingWording(
      .conversionMissing,
      "Pool {pool} counts in dollars, but does not say when they become AKT.",
      "State `conversion`."),
    FindingWording(
      .conversionInTokenPool,
      "Pool {pool} counts in uakt and has nothing to convert.",
      "Remove `conversion`."),
    FindingWording(
      .conversionPriceMissing,
      "Pool {pool} converts at funding, but states no price.",
      "State `conversion.fundingPrice`."),
    FindingWording(
      .conversionPriceUnused,
      "Pool {pool} states a funding price, but converts at {moment}.",
      "Remove it, or convert at funding."),
    FindingWording(
      .conversionBearer,
      "Pool {pool} converts at funding, so that payees bear every later move of the "
        + "price, but says that the pool does.",
      "Write `difference: payees`, or convert later."),
    FindingWording(
      .floorWithOthers,
      "Pool {pool} pays by a floor; {keys} have no meaning there.",
      "Remove them or the floor."),
    FindingWording(
      .floorWeights,
      "Pool {pool} pays by a floor; its class weights only say which classes are admitted.",
      "Write 100% or 0%, or admit and refuse classes under `eligibility`."),
    FindingWording(
      .floorZero,
      "Pool {pool}: the floor is zero, so that nobody is paid.",
      "State it or remove it."),
    FindingWording(
      .floorExceedsPot,
      "Pool {pool}: a floor of {floor} per provider and epoch is above the pot of {pot}.",
      "Lower the floor or lengthen the epoch."),
    FindingWording(
      .floorProviders,
      "Pool {pool}: a pot of {pot} pays {count} whole floors of {floor}; with more "
        + "providers each gets less.",
      "Compare it with the number of providers."),
  ]
}
