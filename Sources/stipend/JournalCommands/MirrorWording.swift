import Application
import BlobFiles
import Journal
import Keys
import Program
import Quantities

/// What stops a mirror, as a command ends with it.
enum MirrorWording {
  static func ending(_ failure: MirrorFailure, _ folder: String) -> Ending {
    switch failure {
    case .source(let failure): ServerWording.ending(failure)
    case .entries(let failure): JournalWording.ending(failure)
    case .blob(let digest, .altered):
      Ending(
        1, failure.code, "The blob \(digest.hex) is not what its name says.",
        "Whoever publishes it is broken or hostile; copy from another place.")
    case .blob(let digest, let reason):
      Ending(3, failure.code, "The blob \(digest.hex): \(reason).", "Try again.")
    case .copy(let reason):
      Ending(3, failure.code, "\(folder) cannot be read: \(reason).", "Check folder and disk.")
    case .unwritten(let reason):
      Ending(3, failure.code, "\(folder): \(reason)", "Check folder and disk, and go on.")
    default: refusal(failure, folder)
    }
  }

  private static func refusal(_ failure: MirrorFailure, _ folder: String) -> Ending {
    switch failure {
    case .checkpoint(let reason):
      Ending(
        1, failure.code, "The checkpoint is refused: \(reason).",
        "Whoever publishes it is broken or hostile; copy from another place.")
    case .tiles(let refusal):
      Ending(
        1, failure.code, "The published tree is not that of its checkpoint: \(refusal).",
        "Whoever publishes it is broken or hostile; copy from another place.")
    case .programOther(let expected, let found):
      Ending(
        1, failure.code,
        "This is the record of \(found?.hex ?? "no program"), not of \(expected.hex).",
        "Check the address.")
    case .notByOperator(let offered, let former):
      Ending(
        1, failure.code,
        "The checkpoint of \(offered.checkpoint.head.size) entries is \(signer(former)).",
        "Its own entries name another key for that size; copy from the operator in force.")
    case .forked(let kept, let offered, let former):
      Ending(
        1, failure.code,
        "FORK: this copy has \(kept.checkpoint.head.size) entries; what is published with "
          + "\(offered.checkpoint.head.size) is another history, \(signer(former)).",
        "Both checkpoints are kept in \(folder)/evidence: publish them.")
    case .damaged(let reason):
      Ending(
        1, failure.code, "The copy in \(folder) is damaged: \(reason).", "Copy into a new folder.")
    default: Ending(1, failure.code, "\(failure).", "Copy from another place.")
    }
  }

  private static func signer(_ former: OperatorRoll.Term?) -> String {
    guard let former else { return "signed by somebody whom its entries do not name" }
    return "signed by \(former.origin) \(former.key.text), whom the committee replaced"
  }

  /// Keeps checkpoints that contradict each other beside the copy.
  static func keepEvidence(of failure: MirrorFailure, in folder: String) throws {
    guard let evidence = failure.evidence else { return }
    let name = Sha256.digest(of: evidence.offered.note.text).hex
    let target = DataFolder.export("\(folder)/evidence/\(name)")
    do {
      if let kept = evidence.kept { try target.write(kept.bytes, to: "kept") }
      try target.write(evidence.offered.bytes, to: "offered")
    } catch {
      throw Ending(3, "mirror-unavailable", error.message, "Check folder and disk.")
    }
  }
}
