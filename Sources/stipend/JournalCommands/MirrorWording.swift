import Application
import BlobFiles
import Encoding
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
    case .blob(let digest, let reason):
      Ending(3, failure.code, "The blob \(digest.hex): \(reason).", "Try again.")
    case .copy(let reason):
      Ending(3, failure.code, "\(folder) cannot be read: \(reason).", "Check folder and disk.")
    case .unwritten(let reason):
      Ending(3, failure.code, "\(folder): \(reason)", "Check folder and disk, and go on.")
    default: refusal(failure, folder)
    }
  }

  /// What a run did, for people.
  static func lines(_ summary: MirrorLog.Summary) -> [String] {
    var lines = [
      "\(Terminal.green("✓")) \(summary.size) entries, \(summary.added) new; \(summary.fetched) "
        + "blobs fetched; \(summary.cosigned) witnesses cosigned",
      "  program   \(summary.program?.hex ?? "")",
    ]
    for (number, term) in summary.operators.enumerated() {
      let from = number == 0 ? "" : ", from the committee's entry \(term.line - 1) on"
      lines.append("  operator  \(term.verifier.map { "\($0)" } ?? term.key.text)\(from)")
    }
    if summary.isSourceBehind { lines.append("  The source has fewer entries than this copy.") }
    if let first = summary.unfit.first {
      lines.append(
        "  \(summary.unfit.count) files that nothing is computed from were left out: they are not "
          + "what their names say; the first is \(first.hex)")
    }
    return lines
  }

  /// The same for programs: one object on one line.
  static func json(_ summary: MirrorLog.Summary) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("good", summary.missing.isEmpty)
      writer.field("program", summary.program?.hex ?? "")
      writer.field("size", summary.size)
      writer.field("added", summary.added)
      writer.field("fetched", summary.fetched)
      writer.field("cosigned", summary.cosigned)
      writer.field("sourceBehind", summary.isSourceBehind)
      writer.array("operators", summary.operators) { writer, term in
        writer.object { writer in
          writer.field("key", term.verifier?.text ?? term.key.text)
          writer.field("from", term.line - 1)
        }
      }
      writer.array("missing", summary.missing) { $0.string($1.hex) }
      writer.array("unfit", summary.unfit) { $0.string($1.hex) }
    }
    return writer.finish() + [10]
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
    case .tooLong(let limits):
      Ending(
        1, failure.code,
        "More than \(limits.entries) entries, or \(limits.bytes >> 30) GiB, would be copied.",
        "It may be made up to fill disks; raise --limit-entries or --limit-gibibytes if the record "
          + "is that large, and run it again.")
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
