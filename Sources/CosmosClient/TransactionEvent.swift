public import Encoding

/// What a transaction, or a block by itself, tells that it did.
public struct TransactionEvent: Hashable, Sendable {
  /// A key and its value.
  public struct Attribute: Hashable, Sendable {
    /// The key: `amount`.
    public let key: String
    /// The value.
    public let value: String

    /// Wraps both.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Its type: `coin_spent`.
  public let type: String
  /// What it says, in the chain's order.
  public let attributes: [Attribute]

  /// Wraps both.
  public init(type: String, attributes: [Attribute]) {
    self.type = type
    self.attributes = attributes
  }

  /// Reads `{"type":…,"attributes":[{"key":…,"value":…}]}`.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    type = try fields.required("type").string(limitBytes: 256)
    var attributes: [Attribute] = []
    for entry in try fields.optionalOrNull("attributes")?.array() ?? [] {
      var inside = try entry.fields()
      attributes.append(
        Attribute(
          key: try inside.required("key").string(limitBytes: 4_096),
          value: try inside.optionalOrNull("value")?.string() ?? ""))
    }
    self.attributes = attributes
  }

  /// Whether it has this type.
  public func isOf(type: StaticString) -> Bool {
    self.type.utf8.elementsEqual("\(type)".utf8)
  }

  /// The first value of a key; nil where it has none.
  public subscript(key: StaticString) -> String? {
    attributes.first { $0.key.utf8.elementsEqual("\(key)".utf8) }?.value
  }
}
