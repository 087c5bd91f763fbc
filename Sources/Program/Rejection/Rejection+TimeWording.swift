import Policy
import Quantities

extension Rejection {
  /// The words for rules about sizes and times; nil for other rules.
  var timeWording: RejectionWording? { spanWording ?? boundaryWording ?? effectWording }

  private var spanWording: RejectionWording? {
    switch self {
    case .unitsOutOfRange(let units, let least, let most):
      RejectionWording("\(units) units were named.", "Name from \(least) to \(most).")
    case .startsBeforeAdmission(let from, let admittedAt):
      RejectionWording(
        "It would begin at \(from), before it was admitted at \(admittedAt).",
        "Let it begin at or after its admission; nothing is decided backwards.")
    case .takesEffectBeforeAdmission(let at, let admittedAt):
      RejectionWording(
        "It would take effect at \(at), before it was admitted at \(admittedAt).",
        "Let it take effect at or after its admission; nothing is decided backwards.")
    case .spanEmpty(let from, let until):
      RejectionWording(
        "It would end at \(until), not after its beginning at \(from).",
        "Let it end after it begins.")
    case .outsideSpan(let from, let until, let span):
      RejectionWording(
        "\(from) to \(until) does not lie inside the pool's span, \(span.start) to \(span.end).",
        "Keep both ends inside the span.")
    case .outsideCampaign(let from, let until, let campaign):
      RejectionWording(
        "\(from) to \(until) does not lie inside the campaign, \(campaign.start) to"
          + " \(campaign.end).",
        "Keep both ends inside the campaign.")
    default: nil
    }
  }

  private var boundaryWording: RejectionWording? {
    switch self {
    case .unitsUnchanged(let units):
      RejectionWording(
        "The enrolment has \(units) units already.",
        "Name another number of units, or leave the entry out.")
    case .amendmentInsideEpoch(let at, let pool, let next):
      RejectionWording(
        "\(at) is not the beginning of an epoch of the pool \(pool).",
        "Amend from the beginning of an epoch\(Self.phrase(next)).")
    case .scheduleInsideEpoch(let at, let pool, let next):
      RejectionWording(
        "\(at) is not a boundary between epochs of the pool \(pool).",
        "Let a schedule begin and end with epochs\(Self.phrase(next)).")
    case .exchangeWithinEpoch(let ends, let begins, let epoch):
      RejectionWording(
        "One claim of the provider and class would end at \(ends) and another begin at \(begins),"
          + " inside one epoch of the pool, \(epoch.start) to \(epoch.end).",
        "Let one of the two wait for the epoch's end, so that each keeps its own outages.")
    default: nil
    }
  }

  private static func phrase(_ next: Timestamp?) -> String {
    next.map { "; the next is \($0)" } ?? ""
  }

  private var effectWording: RejectionWording? {
    switch self {
    case .enrolmentNotInForce(let enrolment, let at):
      RejectionWording(
        "The enrolment \(enrolment) is not in force at \(at), or was withdrawn.",
        "Enrol anew.")
    case .afterEnd(let at, let end):
      RejectionWording(
        "It ends at \(end), so that nothing is left to end at \(at).",
        "Name a time before its end, or leave the entry out.")
    case .maintenanceTooLong(let seconds, let limit):
      RejectionWording(
        "The maintenance lasts \(seconds) s; at most \(limit) s are one announcement.",
        "Withdraw for so long an absence, and enrol again afterwards.")
    case .secondOfDay(let second):
      RejectionWording(
        "\(second) is no second of a day.", "Name a second of the UTC day, 0 to 86399.")
    case .observerAppointed(let from, let until):
      RejectionWording(
        "The observer is appointed already, from \(from)\(until.map { " to \($0)" } ?? " on").",
        "Begin after that term, or retire the observer first.")
    case .observerNotAppointed(let at):
      RejectionWording(
        "The observer is not appointed at \(at).", "Name a time inside its term.")
    default: nil
    }
  }
}
