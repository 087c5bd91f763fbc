import Application
import Program
import Quantities

/// Failures to read a program, in words, with the code to end with.
enum ProgramWording {
  static func ending(_ failure: ProgramFailure, in folder: String? = nil) -> Ending {
    let place = folder.map { "\($0): " } ?? ""
    switch failure {
    case .records(let failure): return unavailable(place + failure.message)
    case .blobs(let message): return unavailable(place + message)
    case .blob(let digest, let role, let fault): return blob(digest, role.rawValue, fault, place)
    case .facts(let error):
      return facts(error, place)
    case .policy(let error):
      return .unreadable(
        .policyUnreadable, "\(place)the policy that the facts name is none: \(error).",
        "Line 1 of the facts must name a policy's canonical JSON.")
    case .catalogue(let error):
      return .unreadable(
        .catalogueUnreadable, "\(place)the catalogue that the facts name is none: \(error).",
        "Line 1 of the facts must name a GPU catalogue.")
    }
  }

  /// A blob that something needs is missing or damaged: a finding, wherever it is met.
  static func blob(
    _ digest: Digest, _ role: String, _ fault: BlobFault, _ place: String
  ) -> Ending {
    switch fault {
    case .missing:
      .refused(
        .blobMissing, "\(place)the \(role) \(digest.hex) is missing.",
        "Fetch that blob from a mirror.")
    case .altered:
      .refused(
        .blobAltered, "\(place)the \(role) \(digest.hex) is not what its name says.",
        "Fetch that blob again from a mirror.")
    }
  }

  static func unavailable(_ message: String) -> Ending {
    .unavailable(
      .folderUnavailable, message, "Check the data folder, its permissions and its disk.")
  }

  private static func facts(_ error: FactsError, _ place: String) -> Ending {
    if error.line == 1, case .empty = error.fault {
      return Ending(
        2, error.fault.code, "\(place)there are no facts.",
        "Name a program's data folder with --data.")
    }
    let wording = error.fault.wording
    return Ending(
      1, error.fault.code, "\(place)facts.jsonl, line \(error.line): \(wording.what)",
      wording.advice)
  }
}
