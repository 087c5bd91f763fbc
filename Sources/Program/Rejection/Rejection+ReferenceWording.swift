import Policy
import Quantities

extension Rejection {
  /// The words for rules about the program and what entries refer to; nil for other rules.
  var referenceWording: RejectionWording? {
    programWording ?? idWording ?? activityWording ?? lineWording
  }

  private var programWording: RejectionWording? {
    switch self {
    case .createdAgain:
      RejectionWording(
        "The program is made already, by line 1.", "Begin another program in another file.")
    case .policyOther(let named, let atHand):
      RejectionWording(
        "The program names the policy \(named), and the one at hand is \(atHand).",
        "Give the policy that the program names.")
    case .catalogueOther(let named, let atHand):
      RejectionWording(
        "The program names the catalogue \(named), and the one at hand is \(atHand).",
        "Give the catalogue that the program names.")
    case .policyDiffers(let field, let entry, let policy):
      RejectionWording(
        "The entry's \(field) is \(entry), and the policy's is \(policy).",
        "Make both say the same.")
    case .committeeThreshold(let threshold, let members):
      RejectionWording(
        "\(threshold) of \(members) committee members would have to sign.",
        "Set a threshold from 1 to the number of members.")
    case .committeeMemberTwice(let member):
      RejectionWording(
        "The committee lists \(member) twice.", "List each member once.")
    default: nil
    }
  }

  private var idWording: RejectionWording? {
    switch self {
    case .poolUnknown(let pool):
      RejectionWording("The policy has no pool \(pool).", "Name one of its pools.")
    case .poolKind(let pool, let found, let expected):
      RejectionWording(
        "The pool \(pool) is of kind \(found.rawValue); this entry needs"
          + " \(expected.map(\.rawValue).joined(separator: " or ")).",
        "Name a pool of that kind.")
    case .enrolmentUnknown(let id):
      RejectionWording(
        "There is no enrolment \(id).", "Name an enrolment by the id as first enrolled.")
    case .contractUnknown(let id):
      RejectionWording("There is no contract \(id).", "Name a contract that was signed.")
    case .campaignUnknown(let id):
      RejectionWording("There is no campaign \(id).", "Name a campaign that was opened.")
    case .idTaken(let id, let line):
      RejectionWording("The id \(id) was taken by line \(line).", "Choose another id.")
    case .idTooLong(let id, let amendment):
      RejectionWording(
        "\(id).\(amendment) is longer than an id may be.",
        "Withdraw the enrolment and enrol under a shorter id.")
    case .payeeUnchanged(let payee):
      RejectionWording("The payee is \(payee) already.", "Leave the entry out.")
    case .beneficiaryUnchanged(let beneficiary):
      RejectionWording("The beneficiary is \(beneficiary) already.", "Leave the entry out.")
    default: nil
    }
  }

  private var activityWording: RejectionWording? {
    switch self {
    case .participationUnknown(let id):
      RejectionWording("There is no participation \(id).", "Name one that was joined.")
    case .participationOverlaps(let id, let line):
      RejectionWording(
        "The wallet takes part in this role and pool at that time already, as \(id) of line"
          + " \(line).",
        "Leave that one first, or join after its end.")
    case .relationSelf(let wallet):
      RejectionWording("\(wallet) was named twice.", "Name two wallets.")
    case .relationUnchanged(let wallet, let relative):
      RejectionWording(
        "That is how \(wallet) and \(relative) stand to each other already.",
        "Leave the entry out.")
    case .relationDecided(let wallet, let relative):
      RejectionWording(
        "The administrator decided that \(wallet) and \(relative) are not related.",
        "Ask the administrator for another decision.")
    default: nil
    }
  }

  private var lineWording: RejectionWording? {
    switch self {
    case .campaignClosed(let campaign, let at):
      RejectionWording(
        "The campaign \(campaign) ended at \(at).", "Join a campaign that is open.")
    case .lineUnknown(let line, let pool, let lines):
      RejectionWording(
        "The pool \(pool) has no planned line \(line).",
        "Sign on one of its lines: \(lines.map(\.text).joined(separator: ", ")).")
    case .classOutsideLine(let gpuClass, let line, let pattern):
      RejectionWording(
        "The line \(line) is for \(pattern), which does not hold for \(gpuClass).",
        "Sign on the line of the class.")
    case .classOutsideCampaign(let gpuClass, let campaign, let pattern):
      RejectionWording(
        "The campaign \(campaign) is for \(pattern), which does not hold for \(gpuClass).",
        "Join a campaign that wants the class.")
    case .rateAboveLine(let rate, let line, let limit):
      RejectionWording(
        "The rate of \(rate) per GPU-hour is above the line \(line)'s \(limit).",
        "Sign at the line's rate or below.")
    default: nil
    }
  }
}
