import Application
import Encoding
import Quantities

/// What verification found, for people and for programs.
enum VerdictReport {
  static func lines(_ found: EpochVerification) -> [String] {
    let verdicts = found.verdicts
    var lines = found.refusals.map {
      "\(Terminal.red("✗")) \(name($0.record)): \($0.ending.text)"
    }
    lines += found.strays.map {
      "\(Terminal.red("✗")) \($0) is no record's name, and nothing follows from it; take it away"
    }
    for verdict in verdicts where !verdict.isGood {
      lines += complaints(verdict).map { "\(Terminal.red("✗")) \(name(verdict)): \($0)" }
    }
    for verdict in verdicts where !verdict.foundSince.isEmpty && verdict.version == 1 {
      lines.append(
        "\(Terminal.yellow("!")) \(name(verdict)): segments left out as not at hand that are here"
          + " now: \(verdict.foundSince.count); a correction can take them in")
    }
    let good = verdicts.count(where: \.isGood)
    let mark = found.isGood ? Terminal.green("✓") : Terminal.red("✗")
    lines.append(
      "\(mark) \(good) of \(found.count) epochs follow, byte for byte, from their inputs.")
    lines.append(
      Terminal.dim(
        "  Not shown by this: that the observers told the truth, and that the facts are complete;"
          + " they are not signed yet."))
    return lines
  }

  static func json(_ found: EpochVerification) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("good", found.isGood)
      writer.array("refused", found.refusals) { writer, refusal in
        writer.object { writer in
          writer.field("epoch", refusal.record.epoch.description)
          writer.field("version", refusal.record.version)
          writer.field("code", refusal.ending.code)
          writer.field("reason", refusal.ending.text)
        }
      }
      writer.array("strays", found.strays) { $0.string($1) }
      writer.array("epochs", found.verdicts) { writer, verdict in
        writer.object { writer in
          writer.field("epoch", verdict.id.description)
          writer.field("version", verdict.version)
          writer.field("good", verdict.isGood)
          writer.field("statement", verdict.digest.hex)
          writer.field("earned", verdict.earnedMicros)
          writer.array("findings", complaints(verdict)) { $0.string($1) }
          writer.array("foundSince", verdict.foundSince) { $0.string($1.hex) }
        }
      }
    }
    return writer.finish() + [10]
  }

  private static func name(_ record: RecordName) -> String {
    record.version == 1 ? record.epoch.description : "\(record.epoch) version \(record.version)"
  }

  private static func name(_ verdict: EpochVerdict) -> String {
    verdict.version == 1 ? verdict.id.description : "\(verdict.id) version \(verdict.version)"
  }

  private static func complaints(_ verdict: EpochVerdict) -> [String] {
    var complaints = verdict.freezeDifferences.map {
      "the freeze names \(EpochWording.name($0)), which facts and evidence do not give"
    }
    if let fault = verdict.roster {
      let state = fault == .missing ? "is missing" : "is not what its name says"
      complaints.append(
        "the roster \(verdict.rosterDigest.hex) \(state); fetch that blob from a mirror")
    }
    complaints += complaint(verdict.statement, about: "statement")
    complaints += complaint(verdict.table, about: "table")
    return complaints
  }

  private static func complaint(_ outcome: EpochVerdict.Outcome, about what: String) -> [String] {
    switch outcome {
    case .identical: []
    case .absent: ["the \(what) is not there; close the epoch, or fetch it"]
    case .differs(let byte):
      ["the stored \(what) is not what the inputs give; the first other byte is number \(byte)"]
    }
  }
}
