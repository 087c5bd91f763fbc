// Planned lines and targets.
extension FindingWording {
  static let lines: [FindingWording] = [
    FindingWording(
      .linesMissing,
      "Committed pool {pool} plans no line, and a contract is signed against one.",
      "Add the planned lines."),
    FindingWording(
      .lineEmpty,
      "Line {line} of pool {pool} has no units, rate or hours.",
      "Complete or remove it."),
    FindingWording(
      .linesOverPool,
      "The planned lines of pool {pool} cost {sum}, which is {over} more than its "
        + "{amount}.",
      "Plan fewer units, or enlarge the pool; signing contracts beyond it is refused."),
    FindingWording(
      .linesUnderPool,
      "The planned lines of pool {pool} cost {sum} and leave {left} of its {amount}.",
      "Nothing, if the rest is to be returned."),
    FindingWording(
      .lineStatedDiffers,
      "Stated totals of pool {pool} differ from units × rate × hours: {statedSum} stated, "
        + "{exactSum} exact.",
      "State exact totals, or accept that the stated ones are rounded."),
    FindingWording(
      .statedSum,
      "The stated totals of pool {pool} add up to {sum}, its amount is {amount}.",
      "Correct the totals or the amount."),
    FindingWording(
      .lineFitsFewer,
      "Lines of pool {pool} plan more units than their stated totals buy.",
      "Sign contracts for the units that fit."),
    FindingWording(
      .lineHours,
      "Pool {pool} runs for {spanHours} h from {start} to {end}, but its lines reckon "
        + "with other hours.",
      "Use the span's hours, or accept that contracts over the whole span cost more."),
    FindingWording(
      .termBeyondWindow,
      "Lines of pool {pool} reckon with more hours than the {windowHours} h of the "
        + "program window: {inWindow} falls in the window, {afterwards} is still committed "
        + "after it.",
      "Accept it with the reason why contracts outlast the program, or shorten them."),
    FindingWording(
      .lineNotEligible,
      "Line {line} of pool {pool} plans {class}, which the pool's eligibility refuses: "
        + "{reason}.",
      "Change the line or the rule."),
    FindingWording(
      .targetRate,
      "Target {target}: {budget} over {hours} h for {units} GPUs is at most {rate} per "
        + "GPU-hour.",
      "Compare it with what the class costs."),
    FindingWording(
      .targetRateUnknown,
      "Target {target}: no planned line or market rent states a rate for {class}.",
      "State a rent under `market.rents`."),
    FindingWording(
      .targetUnreachable,
      "Target {target}: at {rate} the whole budget buys {fit} of {units} GPUs for {hours} "
        + "h.",
      "Lower the target or find a lower rate."),
    FindingWording(
      .targetBeyondLines,
      "Target {target}: planned lines hold {planned} of {units} GPUs; the other {missing} "
        + "would have to come by way of pools that plan no units, at {rest} per GPU-hour if "
        + "all their money went there.",
      "Say how the rest is to be reached, or lower the target."),
    FindingWording(
      .targetDate,
      "Target {target} is due on {by}, outside the program window.",
      "Correct the date."),
  ]
}
