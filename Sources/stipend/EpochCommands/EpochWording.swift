import Application
import Program
import Quantities
import Rewards

/// Refusals about epochs, in words: what, where, what to do; with the code to end with.
enum EpochWording {
  static func ending(_ refusal: EpochRefusal) -> Ending {
    if case .program(let failure) = refusal { return ProgramWording.ending(failure) }
    return .refused("[\(refusal.code)] \(text(refusal))")
  }

  private static func text(_ refusal: EpochRefusal) -> String {
    switch refusal {
    case .program(let failure): "\(failure)"
    case .freeze(let refusal): refusal.wording.text
    case .frozenAlready(let id, let version):
      "\(id) was frozen already as version \(version). A freeze is taken once; correct it with"
        + " stipend epoch correct."
    case .freezeUnreadable(let id, let version, let error):
      "The freeze of \(id), version \(version), cannot be read: \(error). Fetch it again."
    case .freezeDiffers(let id, _, let differences):
      "The freeze of \(id) does not follow from facts and evidence:"
        + " \(differences.map(\.rawValue).joined(separator: ", ")). Fetch both again."
    case .missing(let id, let inputs): missing(id, inputs)
    case .tally(let id, let refusal): "The evidence of \(id) cannot be tallied: \(refusal)."
    case .close(let id, let rejection): "\(id) cannot be closed: \(rejection)."
    case .closedDifferently(let id, _):
      "A statement of \(id) with other bytes is stored already. Verify it before anything else."
    case .statementUnreadable(let id, _, let error):
      "The statement of \(id) cannot be read: \(error). Fetch it again, or close the epoch anew."
    case .chainBroken(let id, let previous):
      "The statement of \(id) follows another statement of \(previous) than the one stored."
        + " Verify both, and fetch again the one that does not follow."
    case .notClosed(let id): "\(id) is not closed. Run stipend epoch close \(id) first."
    case .nothingToCorrect(let id):
      "Frozen anew, \(id) gives the same amounts. There is nothing to post."
    }
  }

  private static func missing(_ id: EpochID, _ inputs: [MissingInput]) -> String {
    let lines = inputs.map { "\n  - \(name($0))" }.joined()
    let count = inputs.count == 1 ? "This is" : "These \(inputs.count) are"
    return "\(id) cannot be computed. \(count) missing:\(lines)"
  }

  private static func name(_ input: MissingInput) -> String {
    switch input {
    case .freeze(let id, 1): "the freeze of \(id); run stipend epoch freeze \(id)"
    case .freeze(let id, let version): "the freeze of \(id), version \(version)"
    case .statement(let id, _): "the statement of \(id); run stipend epoch close \(id)"
    case .statementNamed(let digest): "the statement \(digest.hex), which a correction names"
    case .facts(let lines): "facts: fewer than \(lines) lines are here; fetch facts.jsonl again"
    case .blob(let digest, let role): "\(role.rawValue) \(digest.hex); fetch it from a mirror"
    case .alteredBlob(let digest, let role):
      "\(role.rawValue) \(digest.hex): the copy here is damaged; fetch it again"
    }
  }
}
