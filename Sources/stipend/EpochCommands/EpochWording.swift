import Application
import Program
import Quantities
import Rewards

/// Refusals about epochs, in words: what, where, what to do; with the code to end with.
enum EpochWording {
  static func ending(_ refusal: EpochRefusal) -> Ending {
    if case .program(let failure) = refusal { return ProgramWording.ending(failure) }
    let wording = wording(refusal)
    return Ending(1, refusal.code, wording.what, wording.advice)
  }

  private static func wording(_ refusal: EpochRefusal) -> RejectionWording {
    switch refusal {
    case .program(let failure): return RejectionWording(ProgramWording.ending(failure).text, "")
    case .freeze(let refusal): return refusal.wording
    case .stray(let id, let absence):
      return RejectionWording(
        "Files are stored for \(id), which the program does not have. \(absence.wording.what)",
        "Take these files away, or fetch the facts and the policy that they belong to.")
    case .missing(let id, let inputs): return RejectionWording(missing(id, inputs), "")
    case .frozenAlready, .closedDifferently, .notClosed, .nothingToCorrect:
      return standing(refusal)
    case .freezeUnreadable, .freezeDiffers, .tally, .close, .statementUnreadable, .chainBroken,
      .correctionOutOfPlace:
      return damaged(refusal)
    }
  }

  /// Refusals by how far an epoch has come.
  private static func standing(_ refusal: EpochRefusal) -> RejectionWording {
    switch refusal {
    case .frozenAlready(let id, let version):
      RejectionWording(
        "\(id) was frozen already as version \(version). A freeze is taken once.",
        "Correct it with stipend epoch correct \(id).")
    case .closedDifferently(let id, _):
      RejectionWording(
        "A statement of \(id) with other bytes is stored already.",
        "Verify it with stipend epoch verify \(id) before anything else.")
    case .notClosed(let id):
      RejectionWording("\(id) is not closed.", "Run stipend epoch close \(id) first.")
    case .nothingToCorrect(let id):
      RejectionWording("Frozen anew, \(id) gives the same amounts.", "There is nothing to post.")
    default: preconditionFailure("Only refusals by an epoch's stage are worded here.")
    }
  }

  /// Refusals by what is wrong with records and evidence.
  private static func damaged(_ refusal: EpochRefusal) -> RejectionWording {
    switch refusal {
    case .freezeUnreadable(let id, let version, let error):
      RejectionWording(
        "The stored freeze of \(id), version \(version), is damaged: \(error).",
        "Fetch it again from a mirror.")
    case .freezeDiffers(let id, _, let differences):
      RejectionWording(
        "The freeze of \(id) does not follow from facts and evidence: it names"
          + " \(differences.map(name).joined(separator: ", ")) that they do not give.",
        "Fetch both again; if they still differ, one of them was altered.")
    case .tally(let id, let refusal):
      RejectionWording(
        "The evidence of \(id) cannot be tallied: \(refusal).",
        "Check the policy's slot, and the segments.")
    case .close(let id, let rejection):
      RejectionWording(
        "\(id) cannot be closed: \(rejection).", "Run stipend policy check on the policy.")
    case .statementUnreadable(let id, let version, let error):
      RejectionWording(
        "The stored statement of \(id), version \(version), is damaged: \(error).",
        "Fetch it again, or take the file away and close the epoch anew.")
    case .chainBroken(let id, let previous):
      RejectionWording(
        "The statement of \(id) follows another statement of \(previous) than the one stored.",
        "Verify both, and fetch again the one that does not follow.")
    case .correctionOutOfPlace(let id, let replaced):
      RejectionWording(
        "A correction of \(id) replaces \(replaced), which did not stand: at first version 1 does.",
        "Verify \(id): what the correction adds would be paid twice.")
    default: preconditionFailure("Only refusals by damage are worded here.")
    }
  }

  /// What a freeze names otherwise, in words.
  static func name(_ difference: FreezeDifference) -> String {
    switch difference {
    case .identity: "another program, epoch, version, span or rules"
    case .facts: "other facts"
    case .rules: "another policy or catalogue"
    case .roster: "another roster"
    case .previous: "another previous statement"
    case .price: "another price"
    case .segments: "other segments"
    case .leftOut: "other segments left out"
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
    case .statement(let id, 1): "the statement of \(id); run stipend epoch close \(id)"
    case .statement(let id, let version):
      "the statement of \(id), version \(version); fetch it from a mirror, or ask for another"
    case .statementNamed(let digest): "the statement \(digest.hex), which a correction names"
    case .facts(let lines): "facts: fewer than \(lines) lines are here; fetch facts.jsonl again"
    case .blob(let digest, let role): "\(role.rawValue) \(digest.hex); fetch it from a mirror"
    case .alteredBlob(let digest, let role):
      "\(role.rawValue) \(digest.hex): the copy here is damaged; fetch it again"
    }
  }
}
