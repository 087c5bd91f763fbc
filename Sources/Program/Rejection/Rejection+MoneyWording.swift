import Policy
import Quantities

extension Rejection {
  /// The words for rules about what a pool admits and what is left of it; nil for other rules.
  var moneyWording: RejectionWording? { eligibilityWording ?? commitmentWording }

  private var eligibilityWording: RejectionWording? {
    switch self {
    case .classUnknown(let gpuClass):
      RejectionWording(
        "The catalogue has no class \(gpuClass).",
        "Use a class of the catalogue as `stipend gpu check` names it.")
    case .notEligible(let gpuClass, let pool, let reasons):
      RejectionWording(
        "\(gpuClass) is not eligible in \(pool): "
          + reasons.map(EligibilityWording.sentence).joined(separator: " "),
        "Offer it to another pool, or ask the committee for an exception.")
    case .termTooShort(let offered, let minimum, let pool, let others):
      RejectionWording(
        "\(offered.start) to \(offered.end) is shorter than \(minimum), the minimum of \(pool).",
        others.isEmpty
          ? "Offer a longer term."
          : "Offer a longer term, or offer it to \(others.map(\.text).joined(separator: " or ")).")
    case .tierTooLow(let declared, let minimum, let pool):
      RejectionWording(
        declared.map { "The data centre is declared as tier \($0)." } ?? "No tier is declared.",
        "\(pool) asks for tier \(minimum) or higher, with evidence where it says so.")
    case .tierEvidenceMissing(let tier, let pool):
      RejectionWording(
        "Tier \(tier) is declared without evidence, which \(pool) asks for.",
        "Store the evidence as a blob and name its digest in tierEvidence.")
    default: nil
    }
  }

  private var commitmentWording: RejectionWording? {
    switch self {
    case .lineUnitsExceeded(let line, let limit, let signed, let asked):
      RejectionWording(
        "The line \(line) is for \(limit) units; \(signed) are under contract at the same time and"
          + " \(asked) are asked.",
        "Sign for at most \(max(0, limit - signed)), or end another contract first.")
    case .poolExceeded(let pool, let figures):
      RejectionWording(
        "The contracts of \(pool) may come to \(Self.money(figures.limit, figures)) together."
          + " \(Self.sentence(figures))",
        "Sign for fewer units, a shorter term or a lower rate.")
    case .lineExceeded(let line, let figures):
      RejectionWording(
        "The line \(line) may come to \(Self.money(figures.limit, figures))."
          + " \(Self.sentence(figures))",
        "Sign for fewer units, a shorter term or a lower rate.")
    case .campaignCapsExceeded(let pool, let figures):
      RejectionWording(
        "The campaigns of \(pool) may be capped at \(Self.money(figures.limit, figures)) together."
          + " \(Self.sentence(figures))",
        "Open it with a lower cap.")
    default: nil
    }
  }

  private static func sentence(_ figures: CommitmentFigures) -> String {
    "\(money(figures.committed, figures)) are committed, \(money(figures.asked, figures)) are"
      + " asked, which is \(money(figures.excess, figures)) more than is left."
  }

  private static func money(_ micros: UInt128, _ figures: CommitmentFigures) -> String {
    guard let amount = try? Amount(micros: micros) else {
      return "\(micros) millionths of \(figures.currency.rawValue)"
    }
    return Money(amount, figures.currency).text
  }
}
