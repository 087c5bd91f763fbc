import Encoding

/// Reads a policy tree and collects every fault, not the first alone.
///
/// A part that cannot be read is `nil`; whoever needs it then is `nil` too, and the faults say why.
struct PolicyReader {
  /// How scalars are written.
  enum Form {
    /// Canonical JSON: whole numbers, all keys present.
    case canonical
    /// What people write: units in texts, optional keys left out.
    case written
  }

  let form: Form
  /// The version of the rules that the document names, once it is read.
  var rules = ProgramPolicy.latestRules
  private(set) var errors: [PolicyError] = []

  init(form: Form) {
    self.form = form
  }

  mutating func report(_ fault: PolicyFault, at path: JSONPath) {
    errors.append(PolicyError(path: path, fault: fault))
  }

  mutating func report(_ fault: PolicyFault, at node: PolicyNode) {
    report(fault, at: node.path)
  }

  /// The mapping, its keys checked against those known; canonical form must have them all but the
  /// optional ones, which are not written where they are absent.
  mutating func object(
    _ node: PolicyNode?, _ keys: [String], optional: [String] = []
  ) -> PolicyObject? {
    guard let node else { return nil }
    guard case .map(let members) = node.tree else {
      report(.wrongKind(expected: .map, found: node.tree.shape), at: node)
      return nil
    }
    var seen: Set<[UInt8]> = []
    for member in members {
      let path = JSONPath.member(node.path, member.key)
      if !seen.insert(Array(member.key.utf8)).inserted {
        report(.duplicateKey, at: path)
      } else if !keys.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) {
        report(.unknownKey(nearest: NearestName.among(keys, to: member.key)), at: path)
      }
    }
    let object = PolicyObject(path: node.path, members: members)
    if form == .canonical {
      for key in keys where !object.holds(key) && !optional.contains(key) {
        report(.missing, at: .member(node.path, key))
      }
    }
    return object
  }

  /// The value of a key that must be there.
  mutating func required(_ object: PolicyObject, _ key: String) -> PolicyNode? {
    guard let node = object[key] else {
      // In canonical form an absent key has been reported with the object.
      if form == .written || object.holds(key) { report(.missing, at: .member(object.path, key)) }
      return nil
    }
    return node
  }

  /// The value of a key that has a default where people write; canonical form states it.
  mutating func defaulted<Value>(
    _ object: PolicyObject, _ key: String, _ value: Value,
    _ read: (inout PolicyReader, PolicyNode?) -> Value?
  ) -> Value? {
    if form == .written, object[key] == nil { return value }
    return read(&self, required(object, key))
  }

  /// The elements, each read; those that cannot be read are left out and their faults reported.
  mutating func list<Element>(
    _ node: PolicyNode?, limit: Int = PolicyBounds.listElements,
    _ read: (inout PolicyReader, PolicyNode) -> Element?
  ) -> [Element]? {
    guard let node else { return nil }
    guard case .list(let elements) = node.tree else {
      report(.wrongKind(expected: .list, found: node.tree.shape), at: node)
      return nil
    }
    guard elements.count <= limit else {
      report(.tooMany(limit: limit), at: node)
      return nil
    }
    var values: [Element] = []
    for (index, element) in elements.enumerated() {
      let place = PolicyNode(tree: element, path: .element(node.path, index))
      if let value = read(&self, place) { values.append(value) }
    }
    return values
  }

  /// The list of a key that is empty when left out.
  mutating func listOrEmpty<Element>(
    _ object: PolicyObject, _ key: String, limit: Int = PolicyBounds.listElements,
    _ read: (inout PolicyReader, PolicyNode) -> Element?
  ) -> [Element]? {
    if form == .written, object[key] == nil { return [] }
    return list(required(object, key), limit: limit, read)
  }
}
