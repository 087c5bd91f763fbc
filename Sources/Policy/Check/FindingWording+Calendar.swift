// Spans, epochs, hold, payouts and the observation of slots.
extension FindingWording {
  static let calendar: [FindingWording] = [
    FindingWording(
      .spanEmpty,
      "{what} ends where it starts.",
      "Correct the dates."),
    FindingWording(
      .spanOutsideWindow,
      "Pool {pool} runs from {start} to {end}, the program from {windowStart} to "
        + "{windowEnd}.",
      "Move the pool into the window, or accept that it runs outside."),
    FindingWording(
      .epochNotInSlots,
      "Pool {pool}: the epoch boundary {boundary} is not a multiple of the {slot} s slot.",
      "Choose a slot that divides every epoch, or start the span on a slot."),
    FindingWording(
      .epochsTooMany,
      "Pool {pool} would have {epochs} epochs; the most is {limit}.",
      "Choose longer epochs."),
    FindingWording(
      .lastEpochShort,
      "Pool {pool} has {epochs} epochs; the last has {lastSeconds} s instead of {seconds} "
        + "s, and an epoch pool's pot in proportion.",
      "Nothing, if that is meant."),
    FindingWording(
      .payoutNever,
      "Pool {pool}: no payout date follows the hold of its last epoch, which ends on "
        + "{end}.",
      "Change the hold or the payout calendar."),
    FindingWording(
      .payoutBeforeHold,
      "The first payout date, {first}, comes before anything can be payable; the first "
        + "payment is on {payable}.",
      "Move the first date, if that surprises."),
    FindingWording(
      .payoutsOften,
      "There is a payout date every {every}: nobody can sign, send and check a batch of "
        + "payments before the next is due.",
      "Pay at most once a day."),
    FindingWording(
      .epochBeyondSpan,
      "Pool {pool}: an epoch of {epoch} is longer than the pool, which runs {seconds} s, from "
        + "{start} to {end}; its only epoch is cut off there.",
      "Shorten the epoch or lengthen the span."),
    FindingWording(
      .holdShort,
      "The hold is {hold}: nobody can read, check and dispute a statement within that "
        + "time.",
      "Hold for at least a day."),
    FindingWording(
      .graceShort,
      "The grace is {seconds} s: evidence that is published later than that after an "
        + "epoch's end does not count.",
      "Leave observers at least an hour."),
    FindingWording(
      .proofReported,
      "Pool {pool} pays {amount} for what providers report of themselves: inflated or "
        + "invented GPUs are paid.",
      "Ask for `leased` or `challenged`, or accept the risk."),
    FindingWording(
      .quorumLow,
      "One observer alone decides `{field}`.",
      "Ask for two or more."),
    FindingWording(
      .quorumMajority,
      "With a quorum of {quorum} for `{field}`, more than {most} observers can split into "
        + "two camps that both reach it.",
      "Appoint at most {most} observers."),
    FindingWording(
      .allowanceNeverHolds,
      "No line is ever held for time that nobody observed: the allowance is {allowance}.",
      "Lower `unobservedAllowance`."),
    FindingWording(
      .maintenanceCoversEpoch,
      "Pool {pool}: maintenance of {allowance} s can cover a whole epoch of {seconds} s, "
        + "which then has no uptime to judge.",
      "Shorten the allowance or lengthen the epoch."),
    FindingWording(
      .priceSamplesBelowSources,
      "{samples} samples are asked for and {sources} sources; each source has at least "
        + "one sample, so that the first number has no effect.",
      "Ask for more samples than sources."),
    FindingWording(
      .priceSamplesMany,
      "{samples} samples in {window} s is more than one a minute; without them an epoch "
        + "has no price.",
      "Ask for fewer, or lengthen the window."),
    FindingWording(
      .priceWindowBeyondEpoch,
      "Pool {pool}: the price window of {window} s is longer than an epoch of {seconds} "
        + "s, so that it begins before it.",
      "Nothing, if that is meant."),
  ]
}
