import Application
import Program
import Quantities

/// Failures to read a program, in words, with the code to end with.
enum ProgramWording {
  static func ending(_ failure: ProgramFailure, in folder: String? = nil) -> Ending {
    let place = folder.map { "\($0): " } ?? ""
    switch failure {
    case .records(let failure): return .unavailable("\(place)\(failure.message)")
    case .blobs(let message): return .unavailable("\(place)\(message)")
    case .blob(let digest, let role, let fault): return blob(digest, role, fault, place)
    case .facts(let error):
      return facts(error, place)
    case .policy(let error):
      return .unreadable("\(place)the policy that the facts name cannot be read: \(error)")
    case .catalogue(let error):
      return .unreadable("\(place)the catalogue that the facts name cannot be read: \(error)")
    }
  }

  private static func facts(_ error: FactsError, _ place: String) -> Ending {
    if error.line == 1, case .empty = error.fault {
      return .unreadable("\(place)there are no facts; name a program's data folder with --data")
    }
    return .refused(
      "\(place)facts.jsonl, line \(error.line): [\(error.fault.code)] \(error.fault.wording.text)")
  }

  private static func blob(
    _ digest: Digest, _ role: BlobRole, _ fault: BlobFault, _ place: String
  ) -> Ending {
    switch fault {
    case .missing:
      .unreadable(
        "\(place)the \(role.rawValue) \(digest.hex) is missing; fetch that blob from a mirror")
    case .altered:
      .refused(
        "\(place)the \(role.rawValue) \(digest.hex) is not what its name says; fetch it again")
    }
  }
}
