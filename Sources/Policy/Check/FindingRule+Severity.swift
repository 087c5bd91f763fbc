extension FindingRule {
  /// How serious a finding of this rule is, where its place does not say otherwise.
  var severity: FindingSeverity {
    switch self {
    case .poolsMissing, .amountZero, .spanEmpty, .epochNotInSlots, .epochsTooMany, .payoutNever,
      .linesMissing, .lineEmpty, .lineNotEligible, .curveEmpty, .curveStart, .curveOrder,
      .curveAboveWhole, .curveFactorAboveOne, .curveNotRising, .curvePaysNothing, .sizeEmpty,
      .sizeOverlap, .sizeGap, .sizeOpenEnd, .sizeNotMonotone, .sizeRewardsSplitting, .capZero,
      .hourCapPartial, .weightsOverflow,
      .patternShadowed, .patternNotEligible, .vendorsEmpty, .admitRefused, .termBeyondSpan,
      .tierEvidenceWithoutTier, .baselineFactor, .cliffMissing, .cliffUnused, .conversionMissing,
      .conversionInTokenPool, .conversionPriceMissing, .conversionPriceUnused, .conversionBearer,
      .floorWithOthers, .floorZero, .orderUnknown, .orderMissing, .orderDuplicate,
      .duplicateName, .keyWithoutEffect, .volumeRange, .aktOutOfRange, .acceptanceLapsed,
      .acceptanceUnknown, .acceptanceRefused, .activityMissing,
      .activityPaysNothing, .activityOverlap:
      .error
    case .amountsVersusShares, .poolSum, .shareSum, .currencyMix, .spanOutsideWindow, .holdShort,
      .graceShort, .linesOverPool, .lineStatedDiffers, .statedSum, .lineFitsFewer, .lineHours,
      .termBeyondWindow, .targetUnreachable, .targetBeyondLines, .targetDate,
      .curveStepWithoutSlack, .curveStepIdle, .capWithoutEffect,
      .hourCapMissing, .largestShare, .patternUnknown, .termWithoutSlack, .proofReported,
      .quorumLow, .allowanceNeverHolds, .maintenanceCoversEpoch, .priceSamplesMany, .arbitrage,
      .baselineMissing, .cliffBeyondSpan, .floorExceedsPot, .payoutsOften, .epochBeyondSpan,
      .selfLeasingPays:
      .needsAcceptance
    case .shareMissing, .lastEpochShort, .payoutBeforeHold, .linesUnderPool, .targetRate,
      .targetRateUnknown, .uptimeWindowLong, .sizeStartsLate, .capRestsOnIdentity, .weightZero,
      .classNotWeighted, .patternOverlap, .tierWithoutEvidence, .namedOutsideRule,
      .quorumMajority, .priceSamplesBelowSources, .priceWindowBeyondEpoch, .rentsMissing,
      .impliedPrice, .runOut, .payoutVolume, .volumeMissing, .aktMissing, .baselinePaysExisting,
      .vestingQuarters, .floorProviders, .floorWeights, .acceptanceUnused,
      .selfLeasingLoses:
      .note
    }
  }
}
