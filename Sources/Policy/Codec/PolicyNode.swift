import Encoding

/// A value of a policy document together with its path.
struct PolicyNode {
  let tree: PolicyTree
  let path: JSONPath

  /// Whether nothing is said here: null, or YAML's own words for it.
  var isNothing: Bool {
    switch tree {
    case .null: true
    case .plain(let text): text.isEmpty || text == "~" || text == "null"
    default: false
    }
  }

  /// The scalar's characters, quoted or not.
  var scalar: String? {
    switch tree {
    case .text(let text), .plain(let text): text
    default: nil
    }
  }
}

/// A mapping whose keys have been checked against the list of those allowed.
struct PolicyObject {
  let path: JSONPath
  let members: [PolicyTreeMember]

  /// The value of a key where something is said.
  subscript(key: String) -> PolicyNode? {
    guard let member = members.first(where: { $0.key.utf8.elementsEqual(key.utf8) }) else {
      return nil
    }
    let node = PolicyNode(tree: member.value, path: .member(path, key))
    return node.isNothing ? nil : node
  }

  /// Whether the key is there at all, even with nothing said.
  func holds(_ key: String) -> Bool {
    members.contains { $0.key.utf8.elementsEqual(key.utf8) }
  }
}
