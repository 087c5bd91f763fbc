/// The rules of `policy check`; the raw value is the code in files and in `errors.md`.
public enum FindingRule: String, Hashable, Sendable, CaseIterable {
  /// No pool at all.
  case poolsMissing = "pools-missing"
  /// A budget or pool of nothing.
  case amountZero = "amount-zero"
  /// O-01: amounts and shares that contradict each other.
  case amountsVersusShares = "amounts-vs-shares"
  /// Pools that do not add up to the budget.
  case poolSum = "pool-sum"
  /// Shares that do not add up to the whole.
  case shareSum = "share-sum"
  /// Some pools state a share and others none.
  case shareMissing = "share-missing"
  /// Pools in another currency than the budget.
  case currencyMix = "currency-mix"
  /// A window or span without a second.
  case spanEmpty = "span-empty"
  /// A pool that runs outside the program window.
  case spanOutsideWindow = "span-outside-window"
  /// Epoch boundaries that no slot boundary meets.
  case epochNotInSlots = "epoch-not-in-slots"
  /// More epochs than can be closed.
  case epochsTooMany = "epochs-too-many"
  /// A last epoch of another length.
  case lastEpochShort = "last-epoch-short"
  /// A statement that no payout date follows.
  case payoutNever = "payout-never"
  /// A first payout date on which nothing can be due.
  case payoutBeforeHold = "payout-before-hold"
  /// Payout dates closer together than anybody can pay.
  case payoutsOften = "payouts-often"
  /// An epoch longer than its pool runs.
  case epochBeyondSpan = "epoch-beyond-span"
  /// A hold too short to dispute in.
  case holdShort = "hold-short"
  /// A grace too short to publish in.
  case graceShort = "grace-short"
  /// A committed pool without lines.
  case linesMissing = "lines-missing"
  /// A line without units, rate or hours.
  case lineEmpty = "line-empty"
  /// O-02: planned lines that cost more than the pool.
  case linesOverPool = "lines-over-pool"
  /// Planned lines that leave money over.
  case linesUnderPool = "lines-under-pool"
  /// O-03: stated totals that are not the exact ones.
  case lineStatedDiffers = "line-stated-differs"
  /// Stated totals that do not add up to the pool.
  case statedSum = "stated-sum"
  /// O-04: more units than the stated total buys.
  case lineFitsFewer = "line-fits-fewer"
  /// O-06: hours that are not those of the span.
  case lineHours = "line-hours"
  /// O-05: contracts that outlast the program.
  case termBeyondWindow = "term-beyond-window"
  /// A line that the pool's own rule refuses.
  case lineNotEligible = "line-not-eligible"
  /// O-07: what a target implies per GPU-hour.
  case targetRate = "target-rate"
  /// A target whose price no line or rent states.
  case targetRateUnknown = "target-rate-unknown"
  /// O-07: a target that the whole budget does not buy.
  case targetUnreachable = "target-unreachable"
  /// A target that the planned lines do not hold.
  case targetBeyondLines = "target-beyond-lines"
  /// A target due outside the window.
  case targetDate = "target-date"
  /// A curve without steps.
  case curveEmpty = "curve-empty"
  /// A curve that does not start at 0.
  case curveStart = "curve-start"
  /// Curve steps out of order.
  case curveOrder = "curve-order"
  /// A threshold above 100 %.
  case curveAboveWhole = "curve-above-whole"
  /// A factor above 100 %.
  case curveFactorAboveOne = "curve-factor-above-one"
  /// A curve on which more uptime earns less (law 3).
  case curveNotRising = "curve-not-rising"
  /// A curve without any factor above 0.
  case curvePaysNothing = "curve-pays-nothing"
  /// A threshold that a single slot down misses.
  case curveStepWithoutSlack = "curve-step-without-slack"
  /// A step that no uptime reaches.
  case curveStepIdle = "curve-step-idle"
  /// Uptime measured over more epochs than there are.
  case uptimeWindowLong = "uptime-window-long"
  /// A size class without a size.
  case sizeEmpty = "size-empty"
  /// O-34: a size in two classes.
  case sizeOverlap = "size-overlap"
  /// O-34: sizes in no class, above some that are.
  case sizeGap = "size-gap"
  /// No class for the largest sizes (law 3).
  case sizeOpenEnd = "size-open-end"
  /// A size table in which one more GPU earns less (law 3).
  case sizeNotMonotone = "size-not-monotone"
  /// A size table that falls: it pays for splitting claims, and a weak GPU more lowers an amount.
  case sizeRewardsSplitting = "size-rewards-splitting"
  /// The smallest claims earn nothing.
  case sizeStartsLate = "size-starts-late"
  /// A cap of nothing.
  case capZero = "cap-zero"
  /// A cap that never binds.
  case capWithoutEffect = "cap-without-effect"
  /// Law 3: nothing bounds the gain from another's loss.
  case hourCapMissing = "hour-cap-missing"
  /// Caps per GPU-hour that a unit of another class lifts.
  case hourCapPartial = "hour-cap-partial"
  /// One beneficiary can take a whole epoch.
  case largestShare = "largest-share"
  /// A cap that sybils evade.
  case capRestsOnIdentity = "cap-rests-on-identity"
  /// Weights beyond what the arithmetic holds.
  case weightsOverflow = "weights-overflow"
  /// A class that is admitted and earns nothing.
  case weightZero = "weight-zero"
  /// Classes without weight.
  case classNotWeighted = "class-not-weighted"
  /// An entry that never applies.
  case patternShadowed = "pattern-shadowed"
  /// Two entries that share classes.
  case patternOverlap = "pattern-overlap"
  /// An entry for classes that the pool refuses.
  case patternNotEligible = "pattern-not-eligible"
  /// A pattern that meets no known class.
  case patternUnknown = "pattern-unknown"
  /// A list of vendors without one.
  case vendorsEmpty = "vendors-empty"
  /// A class both admitted and refused.
  case admitRefused = "admit-refused"
  /// A term longer than the pool.
  case termBeyondSpan = "term-beyond-span"
  /// A term that only fits at the very start.
  case termWithoutSlack = "term-without-slack"
  /// A tier on the applicant's word.
  case tierWithoutEvidence = "tier-without-evidence"
  /// Evidence for no tier.
  case tierEvidenceWithoutTier = "tier-evidence-without-tier"
  /// O-16: classes that the text names and the letter refuses.
  case namedOutsideRule = "named-outside-rule"
  /// Law 14: pay that rests on the provider's own word.
  case proofReported = "proof-reported"
  /// A single observer decides.
  case quorumLow = "quorum-low"
  /// How many observers a quorum bears.
  case quorumMajority = "quorum-majority"
  /// An allowance that holds nothing.
  case allowanceNeverHolds = "allowance-never-holds"
  /// Maintenance as long as an epoch.
  case maintenanceCoversEpoch = "maintenance-covers-epoch"
  /// A number of samples without effect.
  case priceSamplesBelowSources = "price-samples-below-sources"
  /// More samples than are likely to exist.
  case priceSamplesMany = "price-samples-many"
  /// A price from before the epoch.
  case priceWindowBeyondEpoch = "price-window-beyond-epoch"
  /// O-35: more than the market rent.
  case arbitrage = "arbitrage"
  /// No rents to compare with.
  case rentsMissing = "rents-missing"
  /// What a pool pays per GPU-hour.
  case impliedPrice = "implied-price"
  /// When the planned contracts use up the pool.
  case runOut = "run-out"
  /// O-40: payouts against the trading volume.
  case payoutVolume = "payout-volume"
  /// No trading volume to compare with.
  case volumeMissing = "volume-missing"
  /// A trading volume that goes down, or from nothing.
  case volumeRange = "volume-range"
  /// An AKT price at which a pool cannot be counted.
  case aktOutOfRange = "akt-out-of-range"
  /// No AKT price to compare with.
  case aktMissing = "akt-missing"
  /// O-37: what was there before is paid like growth.
  case baselineMissing = "baseline-missing"
  /// O-37: what was there before is paid in full, on purpose.
  case baselinePaysExisting = "baseline-pays-existing"
  /// A reduction that is none.
  case baselineFactor = "baseline-factor"
  /// A cliff without length.
  case cliffMissing = "vesting-cliff-missing"
  /// A cliff that another kind of vesting ignores.
  case cliffUnused = "vesting-cliff-unused"
  /// A cliff after the pool's end.
  case cliffBeyondSpan = "vesting-cliff-beyond-span"
  /// Quarters of terms that nobody states.
  case vestingQuarters = "vesting-quarters"
  /// A dollar pool that never becomes tokens.
  case conversionMissing = "conversion-missing"
  /// A token pool with a conversion.
  case conversionInTokenPool = "conversion-in-token-pool"
  /// Conversion at funding without its price.
  case conversionPriceMissing = "conversion-price-missing"
  /// A funding price that nothing uses.
  case conversionPriceUnused = "conversion-price-unused"
  /// A pool that bears what it has given away.
  case conversionBearer = "conversion-bearer"
  /// A floor together with rules that it replaces.
  case floorWithOthers = "floor-with-others"
  /// Class weights in a floor pool, where they only admit.
  case floorWeights = "floor-weights"
  /// A floor of nothing.
  case floorZero = "floor-zero"
  /// A floor that the pot cannot pay once.
  case floorExceedsPot = "floor-exceeds-pot"
  /// How many floors a pot pays.
  case floorProviders = "floor-providers"
  /// An activity pool without its rule.
  case activityMissing = "activity-missing"
  /// An activity pool that can pay nothing.
  case activityPaysNothing = "activity-pays-nothing"
  /// Two activity pools that pay one lease twice.
  case activityOverlap = "activity-overlap"
  /// Attack 11: pay for a lease that is not below what it costs its payer.
  case selfLeasingPays = "self-leasing-pays"
  /// Attack 11: what a self-leaser loses.
  case selfLeasingLoses = "self-leasing-loses"
  /// An order that names no pool.
  case orderUnknown = "order-unknown"
  /// A pool that the order leaves out.
  case orderMissing = "order-missing"
  /// A pool twice in the order.
  case orderDuplicate = "order-duplicate"
  /// A name given twice.
  case duplicateName = "duplicate-name"
  /// A setting that no rule reads there.
  case keyWithoutEffect = "key-without-effect"
  /// An acceptance whose figures have changed.
  case acceptanceLapsed = "acceptance-lapsed"
  /// An acceptance of what is not found.
  case acceptanceUnused = "acceptance-unused"
  /// An acceptance of a rule that does not exist.
  case acceptanceUnknown = "acceptance-unknown"
  /// An acceptance of what cannot be accepted.
  case acceptanceRefused = "acceptance-refused"
}
