import Application
import Program

/// Failures of a journal, as a command ends with them.
enum JournalWording {
  static func ending(_ failure: JournalFailure) -> Ending {
    switch failure {
    case .store(let failure): DataWording.ending(.journal(failure))
    case .program(let failure): ProgramWording.ending(failure)
    case .leaf(let index, let fault):
      .refused(
        .journalRefused, "Entry \(index) of the journal cannot be read: \(fault.code).",
        "Run stipend doctor; restore a backup if it says so.")
    case .entry(let index, let rejection):
      .refused(
        .journalRefused,
        "Entry \(index) breaks \(rejection.rule.rawValue): \(rejection.wording.what)",
        "Run stipend doctor; restore a backup if it says so.")
    case .tree(let message), .checkpoint(let message):
      .refused(
        .journalRefused, "The journal's tree or checkpoint: \(message).",
        "Run stipend doctor; restore a backup if it says so.")
    case .logKeyOther(let expected):
      .refused(
        .logKeyOther, "The key is not this log's, which is \(expected).",
        "Name the log's key file; another operator is put in place by an operator.succeeded entry.")
    }
  }
}
