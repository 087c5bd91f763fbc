// Curves, sizes, caps, weights and class patterns.
extension FindingWording {
  static let weights: [FindingWording] = [
    FindingWording(
      .curveEmpty,
      "The uptime curve of pool {pool} has no step.",
      "Add one from 0."),
    FindingWording(
      .curveStart,
      "The uptime curve of pool {pool} starts at {from}; what lies below has no factor.",
      "Begin with a step from 0."),
    FindingWording(
      .curveOrder,
      "The uptime curve of pool {pool} has a step from {from} that is not above the one "
        + "before, from {before}.",
      "Put the steps in rising order."),
    FindingWording(
      .curveAboveWhole,
      "The uptime curve of pool {pool} has a step from {from}; uptime never passes 100 %.",
      "Correct the threshold."),
    FindingWording(
      .curveFactorAboveOne,
      "The uptime curve of pool {pool} pays {factor} of what was delivered.",
      "Choose at most 100 %; raise the rate instead."),
    FindingWording(
      .curveNotRising,
      "The uptime curve of pool {pool} falls: from {from} on it gives {factor}, just "
        + "below {before}.",
      "Make every step at least as high as the one before."),
    FindingWording(
      .curvePaysNothing,
      "The uptime curve of pool {pool} pays nothing at any uptime.",
      "Add a step that pays."),
    FindingWording(
      .curveStepWithoutSlack,
      "Pool {pool}: with {slots} slots the step from {from} allows no slot down; one slot "
        + "down is {best}.",
      "Lower the threshold, or measure uptime over more epochs."),
    FindingWording(
      .curveStepIdle,
      "Pool {pool}: with {slots} slots no uptime lies between {from} and {next}.",
      "Remove the step, or measure uptime over more epochs."),
    FindingWording(
      .uptimeWindowLong,
      "Pool {pool} measures uptime over {window} epochs and has {epochs}.",
      "Nothing, if the whole span is meant."),
    FindingWording(
      .sizeEmpty,
      "Pool {pool} has a size class from {from} to below {below}, which holds no size.",
      "Correct its bounds."),
    FindingWording(
      .sizeOverlap,
      "Pool {pool}: size {size} lies in two size classes. Ranges are half-open: `from` "
        + "belongs to a class, `below` to the next.",
      "Let each class begin where the one before ends."),
    FindingWording(
      .sizeGap,
      "Pool {pool}: sizes from {from} to below {below} lie in no size class and would "
        + "earn nothing.",
      "Close the gap."),
    FindingWording(
      .sizeOpenEnd,
      "Pool {pool}: claims of {from} units and more lie in no size class; one more GPU "
        + "would lower the amount to nothing.",
      "Leave out `below` in the last class."),
    FindingWording(
      .sizeNotMonotone,
      "Pool {pool}: a claim of {size} units weighs {weight}, one of {before} units "
        + "{weightBefore}.",
      "Raise the factor until one more GPU never lowers the weight."),
    FindingWording(
      .sizeRewardsSplitting,
      "Pool {pool}: the factor falls from {before} to {factor} at {size} units, so that "
        + "two smaller claims earn more than one, and the first second of one more GPU lowers "
        + "what the others earn.",
      "Let factors rise, or stay as they are."),
    FindingWording(
      .sizeStartsLate,
      "Pool {pool}: claims below {from} units earn nothing.",
      "Nothing, if that is meant."),
    FindingWording(
      .capZero,
      "Pool {pool}: the cap `{cap}` is zero, so that nobody is paid.",
      "State a cap above zero or none."),
    FindingWording(
      .capWithoutEffect,
      "Pool {pool}: the cap `{cap}` is not below the whole pot of an epoch, {pot}, and "
        + "never binds.",
      "Lower it or remove it."),
    FindingWording(
      .hourCapMissing,
      "Pool {pool} has no cap per GPU-hour for {classes}: whoever is left alone takes the "
        + "whole pot, {pot} an epoch.",
      "Set `caps.perGpuHour` with a last entry for all classes."),
    FindingWording(
      .hourCapPartial,
      "Pool {pool} caps a GPU-hour of {classes} only: one unit of any other class lifts the cap "
        + "of all that its beneficiary has.",
      "Add a last entry for all classes, `*/*/*/*`."),
    FindingWording(
      .largestShare,
      "Pool {pool} has no cap per beneficiary: one alone can take {pot} an epoch, "
        + "{amount} in all.",
      "Set `caps.beneficiaryShare` or `beneficiaryAmount`."),
    FindingWording(
      .capRestsOnIdentity,
      "Pool {pool}: a beneficiary takes at most {largest} an epoch; {count} beneficiaries "
        + "take all of {pot}. Whoever passes for several evades it.",
      "Check who stands behind providers before setting beneficiaries."),
    FindingWording(
      .weightsOverflow,
      "Pool {pool}: the highest class weight, size, baseline and uptime factor over "
        + "{seconds} s for a million units pass 2^115.",
      "Lower the factors or shorten the epoch."),
    FindingWording(
      .weightZero,
      "Pool {pool}: class weight of {class} is zero, so that it earns nothing.",
      "Refuse it under `eligibility`, if that is meant."),
    FindingWording(
      .classNotWeighted,
      "Pool {pool}: classes that no entry of `classWeights` meets earn nothing.",
      "Add `*/*/*/*` at the end, if they should."),
    FindingWording(
      .patternShadowed,
      "{list} of pool {pool}: {class} never applies, because {earlier} stands before it.",
      "Put the narrower pattern first, or remove it."),
    FindingWording(
      .patternOverlap,
      "{list} of pool {pool}: {class} and {earlier} share classes; the earlier one "
        + "counts.",
      "Nothing, if that is meant."),
    FindingWording(
      .patternNotEligible,
      "{list} of pool {pool}: {class} is refused by the pool's own eligibility: {reason}.",
      "Remove the entry or change the rule."),
    FindingWording(
      .patternUnknown,
      "{list}: no class of the catalogue is {class}.",
      "Correct the name, or accept that the class is not known yet."),
  ]
}
