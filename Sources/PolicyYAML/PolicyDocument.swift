public import Policy
import Encoding
import Yams

/// A policy as people wrote it: the rules, and where in the file each of them stands.
public struct PolicyDocument: Sendable {
  /// The rules.
  public let policy: ProgramPolicy
  /// Where they stand.
  public let source: PolicySourceMap

  /// Reads a YAML file; a refusal holds every problem, in the order of the file.
  public static func read(_ bytes: [UInt8]) throws(PolicyDocumentRefusal) -> PolicyDocument {
    if let (fault, position) = YAMLScreening.fault(in: bytes) {
      throw PolicyDocumentRefusal(fault, at: position)
    }
    let tree: PolicyTree
    var builder = PolicyTreeBuilder()
    do {
      // The basic resolver leaves every scalar the text that it is: 1.69 stays 1.69.
      let parser = try Parser(
        yaml: String(decoding: bytes, as: UTF8.self), resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        throw PolicyDocumentRefusal(.empty, at: SourcePosition(line: 1, column: 1))
      }
      tree = builder.tree(root)
    } catch let refusal as PolicyDocumentRefusal {
      throw refusal
    } catch {
      throw PolicyDocumentRefusal(parserError: error)
    }
    guard builder.problems.isEmpty else {
      throw PolicyDocumentRefusal(problems: builder.problems)
    }
    switch PolicyText.read(tree) {
    case .success(let policy): return PolicyDocument(policy: policy, source: builder.source)
    case .failure(let refusal):
      throw PolicyDocumentRefusal(
        problems: refusal.errors.map { PolicyProblem($0, source: builder.source) })
    }
  }
}
