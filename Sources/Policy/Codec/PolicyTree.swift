public import Encoding

/// A policy document before it is understood: JSON's values, or YAML's scalars as they are written.
public indirect enum PolicyTree: Sendable {
  /// JSON's null, or a YAML value left empty.
  case null
  /// JSON's truth values; YAML's come as `plain`.
  case bool(Bool)
  /// JSON's whole numbers; YAML's come as `plain`.
  case integer(Int128)
  /// A string of JSON, or a quoted or block scalar of YAML.
  case text(String)
  /// A YAML scalar without quotes: its meaning depends on what the key expects.
  case plain(String)
  /// A sequence.
  case list([PolicyTree])
  /// A mapping, members in their order; keys may occur twice until a reader refuses them.
  case map([PolicyTreeMember])
}

/// A key of a mapping and its value.
public struct PolicyTreeMember: Sendable {
  /// The key.
  public let key: String
  /// The value.
  public let value: PolicyTree

  /// Joins a key and its value.
  public init(_ key: String, _ value: PolicyTree) {
    self.key = key
    self.value = value
  }
}

extension PolicyTree {
  /// The same tree as JSON gave it.
  public init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let truth): self = .bool(truth)
    case .integer(let number): self = .integer(number)
    case .string(let text): self = .text(text)
    case .array(let elements): self = .list(elements.map { PolicyTree($0) })
    case .object(let members):
      self = .map(members.map { PolicyTreeMember($0.key, PolicyTree($0.value)) })
    }
  }

  /// What kind of value it is, for messages.
  var shape: PolicyShape {
    switch self {
    case .null: .nothing
    case .bool: .truth
    case .integer: .number
    case .text, .plain: .text
    case .list: .list
    case .map: .map
    }
  }
}
