public import Encoding

/// Why a chain's node gave no usable answer, one case per rule.
public enum ChainFailure: Error, Hashable, Sendable {
  /// It cannot be reached, or broke off.
  case unavailable(node: String, String)
  /// It did not answer in time.
  case late(node: String, seconds: Int64)
  /// The answer is longer than such an answer can be.
  case tooLong(node: String, limitBytes: Int)
  /// It sends elsewhere, where nobody said to look.
  case redirected(node: String)
  /// The answer is not strict JSON.
  case notJSON(node: String, JSONError)
  /// A field is not what this version of the module gives.
  case field(node: String, path: String, JSONFieldError)
  /// The node knows no such module version: another release runs there.
  case unknownVersion(node: String, path: String)
  /// The node has no such thing.
  case notFound(node: String, message: String)
  /// The node no longer has, or does not have yet, the state of that height.
  case heightNotThere(node: String, height: Int64, message: String)
  /// The node keeps no index of transactions.
  case withoutIndex(node: String)
  /// The node answered with an error of its own.
  case nodeError(node: String, status: Int, message: String)
  /// The node serves another chain.
  case otherChain(node: String, expected: String, found: String)
  /// The node's newest block is older than is allowed.
  case behind(node: String, seconds: Int64, limitSeconds: Int64)
  /// Two nodes give different answers to one question about one height.
  case disagreement(path: String, height: Int64, [String])
  /// A list goes on beyond its bound, or in a circle.
  case endless(path: String)
  /// Fewer nodes can be asked than a cross-check needs.
  case tooFewNodes(needed: Int)
  /// Every node failed; the last reason of each.
  indirect case everyNodeFailed([ChainFailure])

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .unavailable: "chain-unavailable"
    case .late: "chain-late"
    case .tooLong: "chain-too-long"
    case .redirected: "chain-redirect"
    case .notJSON: "chain-not-json"
    case .field: "chain-field"
    case .unknownVersion: "chain-unknown-version"
    case .notFound: "chain-not-found"
    case .heightNotThere: "chain-height"
    case .withoutIndex: "chain-no-index"
    case .nodeError: "chain-node-error"
    case .otherChain: "chain-other"
    case .behind: "chain-behind"
    case .disagreement: "chain-disagreement"
    case .endless: "chain-endless"
    case .tooFewNodes: "chain-too-few-nodes"
    case .everyNodeFailed: "chain-every-node-failed"
    }
  }

  /// Whether what was asked about is a height that nobody asked has.
  public var isAboutHeight: Bool {
    switch self {
    case .heightNotThere: true
    case .everyNodeFailed(let failures):
      !failures.isEmpty && failures.allSatisfy { $0.isAboutHeight }
    default: false
    }
  }

  /// Whether some node's answer was too long, and no node had a usable one.
  var isAboutLength: Bool {
    switch self {
    case .tooLong: true
    case .everyNodeFailed(let failures): failures.contains { $0.isAboutLength }
    default: false
    }
  }

  /// Whether the node says that there is no such thing; some modules do so as an error of theirs.
  var isAbsence: Bool {
    switch self {
    case .notFound: true
    case .nodeError(_, _, let message): message.contains("not found")
    default: false
    }
  }

  /// Whether another node may do better.
  var isOfTheNode: Bool {
    switch self {
    case .notFound, .disagreement, .endless, .tooFewNodes, .everyNodeFailed: false
    default: true
    }
  }
}

extension ChainFailure: CustomStringConvertible {
  /// What happened, with the node.
  public var description: String {
    switch self {
    case .unavailable(let node, let reason): "\(node): \(reason)"
    case .late(let node, let seconds): "\(node): no whole answer within \(seconds) seconds"
    case .tooLong(let node, let limit):
      "\(node): the answer is longer than the \(limit) bytes that it can have"
    case .redirected(let node): "\(node): it sends elsewhere; name the node itself"
    case .notJSON(let node, let error): "\(node): the answer is not JSON: \(error)"
    case .field(let node, let path, let error): "\(node)\(path): \(error)"
    case .unknownVersion(let node, let path):
      "\(node): it does not know \(path); another release of the chain runs there"
    case .notFound(let node, let message): "\(node): not found: \(message)"
    case .heightNotThere(let node, let height, let message):
      "\(node): the state of height \(height) is not there: \(message)"
    case .withoutIndex(let node):
      "\(node): it keeps no index of transactions; what is in its blocks it still shows"
    case .nodeError(let node, let status, let message): "\(node): status \(status): \(message)"
    case .otherChain(let node, let expected, let found):
      "\(node): it serves the chain \(found), and \(expected) is asked about"
    case .behind(let node, let seconds, let limit):
      "\(node): its newest block is \(seconds) seconds old, and \(limit) are allowed"
    case .disagreement(let path, let height, let nodes):
      "\(nodes.joined(separator: " and ")) give different answers to \(path) at height \(height)"
    case .endless(let path): "\(path): the list does not end"
    case .tooFewNodes(let needed): "fewer than \(needed) nodes can be asked"
    case .everyNodeFailed(let failures):
      "no node answered: " + failures.map { "\($0)" }.joined(separator: "; ")
    }
  }
}
