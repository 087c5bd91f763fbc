import Policy
import PolicyYAML

/// A policy file that a person named: YAML, or the canonical JSON that it compiles to.
struct PolicyFile {
  /// The rules.
  let policy: ProgramPolicy
  /// Where they stand in the file; empty for JSON.
  let source: PolicySourceMap

  /// Reads a file, or ends with code 2 and every problem at its line.
  static func load(_ path: String) throws -> PolicyFile {
    let bytes = try Files.read(path, limitBytes: 4 << 20)
    if bytes.first == UInt8(ascii: "{") {
      do {
        return PolicyFile(policy: try PolicyJSON.decode(bytes), source: PolicySourceMap())
      } catch {
        throw Ending.unreadable(
          .policyUnreadable, "\(path) is no policy: [\(error.fault.code)] \(error).",
          "Write the YAML and let stipend policy compile make the JSON.")
      }
    }
    do {
      let document = try PolicyDocument.read(bytes)
      return PolicyFile(policy: document.policy, source: document.source)
    } catch {
      throw Ending.unreadable(.policyUnreadable, problems(error.problems, path), "")
    }
  }

  private static func problems(_ problems: [PolicyProblem], _ path: String) -> String {
    let count = problems.count == 1 ? "a problem" : "\(problems.count) problems"
    let lines = problems.map { problem in
      let place = problem.position.map { "\(path):\($0.line):\($0.column)" } ?? path
      return "\n\(place): [\(problem.code)] \(problem.path): \(problem.message). \(problem.advice)"
    }
    return "\(path) is no policy; it has \(count):\(lines.joined())"
  }
}
