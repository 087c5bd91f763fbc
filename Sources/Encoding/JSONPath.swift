/// Where a value stands in a document, such as `pools[2].amount`.
public indirect enum JSONPath: Hashable, Sendable {
  /// The document itself.
  case root
  /// A named document or line, such as `line 12`.
  case named(String)
  /// A member of an object.
  case member(JSONPath, String)
  /// An element of an array, from 0.
  case element(JSONPath, Int)
}

extension JSONPath: CustomStringConvertible {
  /// The path as a person writes it; the root is empty.
  public var description: String {
    switch self {
    case .root: return ""
    case .named(let name): return name
    case .member(.root, let key): return key
    case .member(.named(let name), let key): return name + ": " + key
    case .member(let parent, let key): return parent.description + "." + key
    case .element(let parent, let index): return parent.description + "[\(index)]"
    }
  }
}
