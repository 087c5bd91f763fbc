import Policy
import Quantities

extension Rejection {
  /// The words for rules about what a journal records; nil for other rules.
  var journalWording: RejectionWording? {
    amendmentWording ?? standstillWording ?? unknownWording ?? freezeWording ?? probeWording
      ?? disputeWording
  }

  private var amendmentWording: RejectionWording? {
    switch self {
    case .rulesUnknown(let policy, let catalogue):
      RejectionWording(
        "The policy \(policy) and the catalogue \(catalogue) are not at hand.",
        "Give their files to the log first.")
    case .rulesUnchanged(let policy):
      RejectionWording(
        "The policy \(policy) and that catalogue hold then already.", "Leave the entry out.")
    case .amendmentBreaks(let kept):
      RejectionWording(
        "It would change \(kept).", "Keep it; what begins anew can have a pool of its own.")
    case .rulesInsideEpoch(let pool, let epoch, let next):
      RejectionWording(
        "It would begin inside the epoch \(pool)/\(epoch).",
        "Begin where epochs of every pool do; \(pool) begins one at \(next).")
    default: nil
    }
  }

  private var standstillWording: RejectionWording? {
    switch self {
    case .programClosed(let line):
      RejectionWording(
        "The program was closed in line \(line).", "Only its record is kept and mended now.")
    case .admissionsHalted(let line):
      RejectionWording(
        "The committee halted admissions in line \(line).", "Wait until it resumes them.")
    case .inputWithdrawn(let digest, let line):
      RejectionWording(
        "The blob \(digest) was withdrawn in line \(line).",
        "Name another: nobody could recompute what depends on it.")
    case .adoptedAlready(let line):
      RejectionWording("The policy was adopted in line \(line).", "Leave the entry out.")
    case .haltedAlready(let part, let line):
      RejectionWording(
        "The \(part.rawValue) were halted in line \(line).", "Leave the entry out.")
    case .notHalted(let part):
      RejectionWording("The \(part.rawValue) are not halted.", "Leave the entry out.")
    case .disputeOpen(let dispute):
      RejectionWording("The dispute \(dispute) is open.", "Resolve it first.")
    case .acceptanceTaken(let rule, let line):
      RejectionWording(
        "\(rule) was accepted with these figures in line \(line).", "Leave the entry out.")
    default: nil
    }
  }

  private var unknownWording: RejectionWording? {
    switch self {
    case .epochUnknown(let pool, let epoch, let count):
      RejectionWording(
        "The pool \(pool) has \(count) epochs, and no epoch \(epoch).",
        "Name an epoch from 1 to \(count).")
    case .evidenceUnknown(let digest):
      RejectionWording(
        "No segment \(digest) was published.", "Publish its digest before its file.")
    case .freezeUnknown(let digest):
      RejectionWording(
        "That version of the epoch is not frozen by \(digest).",
        "Log its freeze first, and name the same.")
    case .versionOther(let found, let expected):
      RejectionWording(
        "It is called version \(found), and the next is \(expected).", "Number it so.")
    case .epochUnstated(let pool, let epoch, let version):
      RejectionWording(
        "Version \(version) of \(pool)/\(epoch) has no statement in the log.",
        "Publish that statement first.")
    case .statementUnknown(let digest):
      RejectionWording(
        "No statement \(digest) of that epoch was published.",
        "Freeze the epoch anew and publish its statement first.")
    default: nil
    }
  }

  private var freezeWording: RejectionWording? {
    switch self {
    case .freezeTooEarly(let end, let grace):
      RejectionWording(
        "The epoch ends at \(end), and evidence is taken for \(grace) s after it.",
        "Freeze it after that.")
    case .freezeLines(let found, let least):
      RejectionWording(
        "It takes in \(found) lines; \(least) were admitted before the deadline.",
        "Take in every line that was in time.")
    case .freezeEvidence(let found, let expected):
      RejectionWording(
        "It lists \(found) segments that are not the \(expected) published of the epoch.",
        "List every segment among its lines, as counted or as left out.")
    case .statementTaken(let line):
      RejectionWording(
        "That version has a statement, in line \(line).",
        "A mistake is mended by freezing the epoch anew, and by a correction.")
    case .statementUnbalanced(let equation):
      RejectionWording(
        "Its totals break: \(equation.rawValue).", "Take the totals from the statement itself.")
    case .statementBeyondPool(let accrued, let limit, let pool):
      RejectionWording(
        "\(accrued) millionths would have accrued in \(pool), which has \(limit).",
        "No statement that follows from the rules does: close the epoch again.")
    default: nil
    }
  }

  private var probeWording: RejectionWording? {
    switch self {
    case .evidenceDelivered(let digest, let line):
      RejectionWording("The file of \(digest) came with line \(line).", "Leave the entry out.")
    case .probeUnknown(let digest):
      RejectionWording("Nobody committed to \(digest).", "Name the commitment as it was made.")
    case .probeTaken(let digest, let line):
      RejectionWording(
        "Line \(line) commits to \(digest) already.", "Draw a seed of your own, each time anew.")
    case .probeOverlap(let line):
      RejectionWording(
        "The commitment in line \(line) holds for a part of that time.", "Begin after its end.")
    case .probeSeed(let digest):
      RejectionWording(
        "The seed is not the one behind \(digest).", "Reveal the 32 bytes that were hashed.")
    case .probeTooEarly(let until):
      RejectionWording(
        "The seed decides probes until \(until).", "Reveal it after that, not before.")
    case .probeRevealed(let line):
      RejectionWording("It was revealed in line \(line).", "Leave the entry out.")
    default: nil
    }
  }

  private var disputeWording: RejectionWording? {
    switch self {
    case .claimUnknown(let provider, let pool):
      RejectionWording(
        "\(provider) has no claim in \(pool) that began before the end of that epoch.",
        "A dispute is about what a provider's own claims came to.")
    case .disputeUnknown(let id):
      RejectionWording("There is no dispute \(id).", "Name a dispute that was opened.")
    case .disputeTooLate(let holdUntil):
      RejectionWording(
        "The statement could be disputed until \(holdUntil).",
        "Ask the administrator for a correction.")
    case .disputeAmount(let micros, let most):
      RejectionWording(
        "\(micros) millionths are disputed, and \(most) can be.",
        "Dispute at least 1, and with what this provider disputes of the epoch already at most "
          + "what the epoch earned.")
    case .disputeResolved(let id, let line):
      RejectionWording(
        "The dispute \(id) was resolved in line \(line).", "Leave the entry out.")
    default: nil
    }
  }
}
