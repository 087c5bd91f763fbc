import Encoding
import Policy
import Yams

/// Walks the parser's nodes into a policy tree and notes where everything stands.
struct PolicyTreeBuilder {
  private(set) var source = PolicySourceMap()
  private(set) var problems: [PolicyProblem] = []

  mutating func tree(_ root: Node) -> PolicyTree {
    tree(root, path: .root, depth: 1)
  }

  private mutating func report(_ fault: YAMLFault, _ node: Node, path: JSONPath) {
    problems.append(PolicyProblem(fault, at: node.mark.map { SourcePosition($0) }, path: path))
  }

  private mutating func tree(_ node: Node, path: JSONPath, depth: Int) -> PolicyTree {
    if let mark = node.mark { source.note(value: path, at: SourcePosition(mark)) }
    guard depth <= PolicyBounds.depth else {
      report(.tooDeep(limit: PolicyBounds.depth), node, path: path)
      return .null
    }
    switch node {
    case .scalar(let scalar):
      return scalar.style == .plain ? .plain(scalar.string) : .text(scalar.string)
    case .sequence(let sequence):
      return .list(
        sequence.enumerated().map { index, element in
          tree(element, path: .element(path, index), depth: depth + 1)
        })
    case .mapping(let mapping):
      return .map(mapping.compactMap { member($0, $1, path: path, depth: depth) })
    case .alias:
      // The screening refuses aliases; this keeps the walk total.
      report(.alias, node, path: path)
      return .null
    }
  }

  private mutating func member(
    _ key: Node, _ value: Node, path: JSONPath, depth: Int
  ) -> PolicyTreeMember? {
    guard case .scalar(let name) = key else {
      report(.keyNotText, key, path: path)
      return nil
    }
    let path = JSONPath.member(path, name.string)
    if let mark = key.mark { source.note(key: path, at: SourcePosition(mark)) }
    return PolicyTreeMember(name.string, tree(value, path: path, depth: depth + 1))
  }
}
