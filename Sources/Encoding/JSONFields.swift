/// An object's members, taken by name; `finish` refuses those that nobody took.
public struct JSONFields: Sendable {
  /// Where the object stands.
  public let path: JSONPath
  private let members: [JSONMember]
  private var taken: [Bool]
  /// Where the next search begins: documents are mostly written in the order they are read.
  private var next = 0

  /// Begins with all members untaken.
  public init(members: [JSONMember], path: JSONPath = .root) {
    self.members = members
    self.path = path
    taken = Array(repeating: false, count: members.count)
  }

  /// The member of that name; throws `missing`.
  public mutating func required(_ key: String) throws(JSONFieldError) -> JSONNode {
    guard let node = take(key) else {
      throw JSONFieldError(path: .member(path, key), what: .missing)
    }
    return node
  }

  /// The member of that name, or nil where it is absent; null counts as a value.
  public mutating func optional(_ key: String) -> JSONNode? {
    take(key)
  }

  /// The member of that name, or nil where it is absent or null.
  public mutating func optionalOrNull(_ key: String) -> JSONNode? {
    guard let node = take(key), !node.isNull else { return nil }
    return node
  }

  /// The keys of all members not yet taken, in their order.
  public var remainingKeys: [String] {
    members.indices.filter { !taken[$0] }.map { members[$0].key }
  }

  /// Throws `unknown` at the first member that was not taken.
  public func finish() throws(JSONFieldError) {
    guard let index = taken.firstIndex(of: false) else { return }
    throw JSONFieldError(path: .member(path, members[index].key), what: .unknown)
  }

  private mutating func take(_ key: String) -> JSONNode? {
    for step in members.indices {
      let index = (next + step) % members.count
      let candidate = members[index].key.utf8
      guard candidate.count == key.utf8.count, candidate.elementsEqual(key.utf8) else { continue }
      taken[index] = true
      next = index + 1
      return JSONNode(members[index].value, path: .member(path, key))
    }
    return nil
  }
}
