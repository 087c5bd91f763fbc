public import Policy

// Trees as YAML would give them: scalars without quotes.
extension PolicyTree: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .plain(value) }
  public init(integerLiteral value: Int) { self = .plain(String(value)) }
  public init(booleanLiteral value: Bool) { self = .plain(value ? "true" : "false") }
  public init(arrayLiteral elements: PolicyTree...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, PolicyTree)...) {
    self = .map(elements.map { PolicyTreeMember($0.0, $0.1) })
  }

  /// The tree with the value at a path such as `pools[0].amount` set, or removed with nil.
  func with(_ path: String, _ value: PolicyTree?) -> PolicyTree {
    setting(Self.steps(path)[...], value)
  }

  /// The value at a path.
  func at(_ path: String) -> PolicyTree? {
    var tree: PolicyTree? = self
    for step in Self.steps(path) {
      switch (tree, step) {
      case (.map(let members)?, .key(let key)): tree = members.first { $0.key == key }?.value
      case (.list(let elements)?, .index(let index)):
        tree = index < elements.count ? elements[index] : nil
      default: return nil
      }
    }
    return tree
  }

  private enum Step {
    case key(String)
    case index(Int)
  }

  private static func steps(_ path: String) -> [Step] {
    path.split(separator: ".").flatMap { part -> [Step] in
      let pieces = part.split(separator: "[")
      return pieces.enumerated().map { index, piece in
        index == 0 && !part.hasPrefix("[")
          ? .key(String(piece)) : .index(Int(piece.dropLast()) ?? 0)
      }
    }
  }

  private func setting(_ steps: ArraySlice<Step>, _ value: PolicyTree?) -> PolicyTree {
    guard let step = steps.first else { return value ?? .null }
    let rest = steps.dropFirst()
    switch (self, step) {
    case (.map(var members), .key(let key)):
      if let index = members.firstIndex(where: { $0.key == key }) {
        if rest.isEmpty, value == nil {
          members.remove(at: index)
        } else {
          members[index] = PolicyTreeMember(key, members[index].value.setting(rest, value))
        }
      } else if value != nil {
        members.append(PolicyTreeMember(key, PolicyTree.map([]).setting(rest, value)))
      }
      return .map(members)
    case (.list(var elements), .index(let index)):
      if index >= elements.count {
        elements.append(PolicyTree.map([]).setting(rest, value))
      } else if rest.isEmpty, value == nil {
        elements.remove(at: index)
      } else {
        elements[index] = elements[index].setting(rest, value)
      }
      return .list(elements)
    default: return PolicyTree.map([]).setting(steps, value)
    }
  }
}
