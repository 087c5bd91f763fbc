/// A parsed JSON document; objects keep the order of their members, numbers are whole.
///
/// Strings are compared by their UTF-8 bytes: Swift's equality would call NFC and NFD equal.
public enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// |n| < 2^127.
  case integer(Int128)
  case string(String)
  case array([JSONValue])
  /// Each key once, in the order written.
  case object([JSONMember])
}

/// A key and its value.
public struct JSONMember: Sendable {
  /// The key.
  public let key: String
  /// The value.
  public let value: JSONValue

  /// Joins a key and its value.
  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue {
  /// The value of a key of an object, by the key's bytes; nil if absent or not an object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// What kind of value it is, for messages.
  public var kind: JSONKind {
    switch self {
    case .null: .null
    case .bool: .bool
    case .integer: .integer
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }
}

extension JSONValue: Equatable {
  /// Equal in kind, value and order of members.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }
}

extension JSONMember: Equatable {
  /// Equal in key bytes and value.
  public static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.key.utf8.elementsEqual(right.key.utf8) && left.value == right.value
  }
}
