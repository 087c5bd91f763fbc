import Accounting
import Application
import Encoding
import Journal
import Quantities

/// A verdict on one screen, and for programs.
enum LogVerdictReport {
  static func lines(_ verdict: LogVerdict) -> [String] {
    var lines = [
      verdict.isGood
        ? "\(Terminal.green("✓")) \(Terminal.bold("The record holds."))"
        : "\(Terminal.red("✗")) \(Terminal.bold("The record does not hold."))"
    ]
    lines += findings(verdict)
    lines += facts(verdict).map { "  " + $0 }
    lines.append(Terminal.bold("What this does not show"))
    lines += caveats(verdict).map { "  · " + $0 }
    return lines
  }

  private static func findings(_ verdict: LogVerdict) -> [String] {
    var lines: [String] = []
    for finding in verdict.findings.prefix(5) {
      lines.append("  \(Terminal.red("✗")) [\(finding.code)] \(PlainText.of(text(finding)))")
      lines.append("    \(PlainText.of(finding.meaning))")
    }
    if verdict.findings.count > 5 { lines.append("  and \(verdict.findings.count - 5) more") }
    return lines
  }

  private static func text(_ finding: LogFinding) -> String {
    guard let refusal = finding.refusal else { return finding.what }
    return "\(finding.what) \(EpochWording.ending(refusal).text)"
  }

  private static func facts(_ verdict: LogVerdict) -> [String] {
    var lines: [String] = []
    if let program = verdict.program {
      lines.append("program    \(program.hex)\(verdict.isDemonstration ? " (demonstration)" : "")")
    }
    if let origin = verdict.origin, let head = verdict.head {
      lines.append(
        "log        \(PlainText.of(origin)), \(head.size) entries, root \(head.root.hex)")
    }
    let last = verdict.lastAdmittedAt.map { ", the last of \($0)" } ?? ""
    let judged = verdict.entries - verdict.judgedBefore
    lines.append("judged     \(judged) entries: signatures, roles, rules, times\(last)")
    if verdict.judgedBefore > 0 {
      lines.append("before     \(verdict.judgedBefore) entries by your earlier verdict; same tree")
    }
    let withdrawn = verdict.withdrawn > 0 ? ", \(verdict.withdrawn) withdrawn by entries" : ""
    lines.append("files      \(verdict.blobs) named by entries, read and hashed\(withdrawn)")
    let pending = verdict.pending > 0 ? ", \(verdict.pending) frozen and not stated yet" : ""
    lines.append("computed   \(verdict.epochs) statements anew, byte for byte\(pending)")
    if verdict.plans > 0 {
      lines.append("payments   \(verdict.plans) prepared, each what its plan says to the byte")
    }
    if !verdict.equations.isEmpty {
      let holds =
        verdict.equations.allSatisfy(\.holds) ? "every pool adds up" : "they do not add up"
      lines.append("books      \(verdict.transactions) transactions, law 1 after each: \(holds)")
    }
    lines.append(
      "witnesses  \(verdict.cosigned.count) of \(verdict.witnesses) cosigned this checkpoint"
        + (verdict.cosigned.first.map { ", the first at \($0) by its clock" } ?? ""))
    lines.append("identity   \(identity(verdict))")
    if verdict.receipts > 0 { lines.append("receipts   \(verdict.receipts) kept or not yet due") }
    return lines
  }

  private static func identity(_ verdict: LogVerdict) -> String {
    if verdict.isPinned { return "the program that you named" }
    return verdict.isContinued ? "the program of the verdict that you saved" : "not checked"
  }

  static func caveats(_ verdict: LogVerdict) -> [String] {
    var caveats: [String] = []
    if verdict.isContinued {
      caveats.append(
        "which program this is: it is the one of the verdict that you saved; give --program")
    } else if !verdict.isPinned {
      caveats.append(
        "which program this is: it is consistent in itself, its identity not checked; "
          + "give --program")
    }
    if verdict.cosigned.isEmpty {
      caveats.append(
        "that everybody is shown the same record, and when it was written: no witness "
          + "cosigned, the times are the operator's word")
    }
    if verdict.judgedBefore > 0 {
      caveats.append(
        "the first \(verdict.judgedBefore) entries anew: the verdict that you saved covers them")
    }
    if verdict.withdrawn > 0 {
      caveats.append("what the withdrawn files said; no amount was computed from them")
    }
    if verdict.plans > 0 {
      caveats.append("that everybody was paid in turn: who is due in a batch is not computed anew")
    }
    caveats.append("that the observers told the truth: amounts follow from what they signed")
    if verdict.isDemonstration { caveats.append("anything real: this is a demonstration") }
    return caveats
  }

  static func json(_ verdict: LogVerdict) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("good", verdict.isGood)
      writer.field("program", verdict.program?.hex ?? "")
      writer.field("pinned", verdict.isPinned)
      writer.field("demonstration", verdict.isDemonstration)
      writer.field("origin", verdict.origin ?? "")
      writer.field("size", verdict.head?.size ?? 0)
      writer.field("root", verdict.head?.root.hex ?? "")
      writer.field("entries", verdict.entries)
      writer.field("judgedBefore", verdict.judgedBefore)
      writer.key("lastAdmittedAt")
      if let last = verdict.lastAdmittedAt {
        writer.integer(last.seconds)
      } else {
        writer.null()
      }
      writer.field("blobs", verdict.blobs)
      writer.field("withdrawn", verdict.withdrawn)
      writer.field("statements", verdict.epochs)
      writer.field("pending", verdict.pending)
      writer.field("plans", verdict.plans)
      writer.field("transactions", verdict.transactions)
      writer.array("equations", verdict.equations) { writer, equation in
        writer.object { writer in
          writer.field("equation", equation.description)
          writer.field("currency", equation.currency.rawValue)
          writer.field("left", equation.left)
          writer.field("right", equation.right)
          writer.field("holds", equation.holds)
        }
      }
      writer.array("balances", verdict.balances.keys) { writer, key in
        writer.object { writer in
          writer.field("account", key.account.path)
          writer.field("currency", key.currency.rawValue)
          writer.field("micros", verdict.balances[key] ?? 0)
        }
      }
      writer.field("witnesses", verdict.witnesses)
      writer.field("witnessesNeeded", verdict.witnessesNeeded)
      writer.field("cosigned", verdict.cosigned.count)
      writer.array("cosignedAt", verdict.cosigned) { $0.integer($1.seconds) }
      writer.field("receipts", verdict.receipts)
      writer.array("findings", verdict.findings) { writer, finding in
        writer.object { writer in
          writer.field("place", place(finding.place))
          writer.field("code", finding.code)
          writer.field("message", text(finding))
          writer.field("meaning", finding.meaning)
        }
      }
      writer.array("notShown", caveats(verdict)) { $0.string($1) }
    }
    return writer.finish() + [10]
  }

  private static func place(_ place: LogFinding.Place) -> String {
    switch place {
    case .checkpoint: "checkpoint"
    case .tile(let path): path
    case .entry(let index): "entry \(index)"
    case .blob(let digest): "blob \(digest.hex)"
    case .epoch(let name): name.path
    case .receipt(let number): "receipt \(number)"
    case .identity: "identity"
    }
  }
}
