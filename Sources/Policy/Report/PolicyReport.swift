import Encoding
import Quantities

/// What `policy check` says about a file: problems if it cannot be read, findings if it can.
public struct PolicyReport: Sendable {
  /// The file's name as it was given.
  public let file: String
  /// Why the file is not a policy; empty if it is.
  public let problems: [PolicyProblem]
  /// What was found in the policy.
  public let findings: [Finding]
  /// Where the policy's keys stand in the file.
  public let source: PolicySourceMap

  /// A report on a file that could not be read.
  public init(file: String, problems: [PolicyProblem]) {
    self.file = file
    self.problems = problems
    findings = []
    source = PolicySourceMap()
  }

  /// A report on a policy.
  public init(file: String, findings: [Finding], source: PolicySourceMap) {
    self.file = file
    problems = []
    self.findings = findings
    self.source = source
  }

  /// Whether nothing has to be decided or corrected.
  public var isClean: Bool { problems.isEmpty && findings.allSatisfy(\.isSettled) }

  /// 0: nothing open; 1: an open finding; 2: not a policy.
  public var exitStatus: Int32 {
    if !problems.isEmpty { return 2 }
    return isClean ? 0 : 1
  }

  /// The number of findings of a severity.
  public func count(_ severity: FindingSeverity) -> Int {
    findings.count { $0.severity == severity }
  }
}

extension PolicyReport {
  /// The report as lines for people; notes can be left out.
  public func lines(withNotes: Bool = true) -> [String] {
    var lines: [String] = []
    for problem in problems { lines += self.lines(problem) }
    for finding in findings
    where withNotes || finding.severity != .note || finding.acceptance != nil {
      lines += self.lines(finding)
    }
    lines.append(summary)
    return lines
  }

  /// One line on the whole.
  public var summary: String {
    if !problems.isEmpty { return "\(file): not a policy, \(problems.count) to correct" }
    let accepted = findings.count { $0.acceptance != nil }
    let head =
      isClean
      ? "nothing open"
      : "\(count(.error)) errors, \(count(.needsAcceptance)) need acceptance"
    return "\(file): \(head); \(accepted) accepted, \(count(.note) - accepted) notes"
  }

  private func place(_ position: SourcePosition?) -> String {
    position.map { "\(file):\($0.line):\($0.column)" } ?? file
  }

  private func lines(_ problem: PolicyProblem) -> [String] {
    let path = problem.path.description
    let head = "\(place(problem.position)): error: \(problem.message) [\(problem.code)]"
    return [
      path.isEmpty ? head : "\(head) at \(path)",
      "  To do: \(problem.advice)",
    ]
  }

  private func lines(_ finding: Finding) -> [String] {
    let severity =
      switch finding.severity {
      case .error: "error"
      case .needsAcceptance: "needs acceptance"
      case .note: finding.acceptance == nil ? "note" : "accepted"
      }
    let position = source.position(ofKey: finding.path)
    var lines = ["\(place(position)): \(severity): \(finding.rule.rawValue)"]
    lines.append("  \(finding.message)")
    lines += finding.details.map { "    \($0)" }
    if let acceptance = finding.acceptance {
      lines.append("  Accepted by \(acceptance.role) on \(acceptance.date): \(acceptance.why)")
    } else if finding.severity == .needsAcceptance {
      lines.append("  To do: \(finding.advice)")
      lines.append("  Or accept it: finding \(finding.rule.rawValue), figures \(finding.digest)")
    } else {
      lines.append("  To do: \(finding.advice)")
    }
    return lines
  }
}

extension PolicyReport {
  /// The report as canonical JSON for programs.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("file", file)
      writer.field("clean", isClean)
      writer.array("problems", problems) { writer, problem in
        writer.object { writer in
          writer.field("code", problem.code)
          writer.place(problem.path, problem.position)
          writer.field("message", problem.message)
          writer.field("advice", problem.advice)
        }
      }
      writer.array("findings", findings) { writer, finding in
        writer.finding(finding, at: source.position(ofKey: finding.path))
      }
    }
    return writer.finish()
  }
}

extension JSONWriter {
  fileprivate mutating func place(_ path: JSONPath, _ position: SourcePosition?) {
    field("path", path.description)
    optional("line", position) { $0.integer($1.line) }
    optional("column", position) { $0.integer($1.column) }
  }

  fileprivate mutating func finding(_ finding: Finding, at position: SourcePosition?) {
    object { writer in
      writer.field("rule", finding.rule.rawValue)
      writer.field("severity", finding.severity.rawValue)
      writer.place(finding.path, position)
      writer.key("figures")
      finding.figures.write(into: &writer)
      writer.field("digest", finding.digest.hex)
      writer.field("message", finding.message)
      writer.field("advice", finding.advice)
      writer.optional("acceptance", finding.acceptance) { writer, acceptance in
        writer.object { writer in
          writer.field("role", acceptance.role)
          writer.field("why", acceptance.why)
          writer.field("date", acceptance.date.text)
        }
      }
    }
  }
}
