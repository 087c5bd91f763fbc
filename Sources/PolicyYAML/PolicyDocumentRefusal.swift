import Encoding
public import Policy
import Yams

/// Every reason why a file is not a policy.
public struct PolicyDocumentRefusal: Error, Hashable, Sendable {
  /// The reasons, at least one, in the order of the file.
  public let problems: [PolicyProblem]

  init(problems: [PolicyProblem]) {
    self.problems = problems.enumerated().sorted { left, right in
      let first = left.element.position ?? SourcePosition(line: 0, column: 0)
      let second = right.element.position ?? SourcePosition(line: 0, column: 0)
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
  }

  init(_ fault: YAMLFault, at position: SourcePosition?, path: JSONPath = .root) {
    self.init(problems: [PolicyProblem(fault, at: position, path: path)])
  }

  /// The parser's own refusal, with its place.
  init(parserError error: any Error) {
    guard let error = error as? YamlError else {
      self.init(.syntax("\(error)"), at: nil)
      return
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(.syntax(problem), at: SourcePosition(mark))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = String((duplicates.first ?? "").prefix(64))
      self.init(.duplicateKey(key), at: SourcePosition(context.mark))
    case .reader(let problem, _, _, _): self.init(.syntax(problem), at: nil)
    default: self.init(.syntax("the parser gave up"), at: nil)
    }
  }
}

extension SourcePosition {
  init(_ mark: Mark) {
    self.init(line: mark.line, column: mark.column)
  }
}

extension PolicyProblem {
  init(_ fault: YAMLFault, at position: SourcePosition?, path: JSONPath) {
    self.init(
      position: position, path: path, code: fault.code, message: fault.message,
      advice: fault.advice)
  }
}
