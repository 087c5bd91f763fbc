/// A message as it was read: values by the numbers of their fields.
struct ProtoMessage: Sendable {
  let schema: ProtoSchema
  private(set) var values: [Int: [ProtoValue]] = [:]

  init(_ schema: ProtoSchema) { self.schema = schema }

  /// A message of a name that stands in the tables, with texts, numbers and the like by name.
  init(_ name: String, _ members: KeyValuePairs<String, ProtoValue>) {
    schema = .known(name)
    for (name, value) in members { append(value, to: name) }
  }

  func values(_ field: ProtoField) -> [ProtoValue] { values[field.number] ?? [] }

  mutating func set(_ value: ProtoValue, _ field: ProtoField) {
    if field.isList {
      values[field.number, default: []].append(value)
    } else {
      values[field.number] = [value]
    }
  }

  mutating func append(_ value: ProtoValue, to name: String) { set(value, field(name)) }

  private func field(_ name: String) -> ProtoField {
    guard let field = schema.field(named: name) else {
      preconditionFailure("\(schema.name) has no field \(name).")
    }
    return field
  }

  private func all(_ name: String) -> [ProtoValue] { values(field(name)) }

  func text(_ name: String) -> String {
    if case .text(let text)? = all(name).last { text } else { "" }
  }

  func texts(_ name: String) -> [String] {
    all(name).compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  func bytes(_ name: String) -> [UInt8] {
    if case .bytes(let bytes)? = all(name).last { bytes } else { [] }
  }

  func byteStrings(_ name: String) -> [[UInt8]] {
    all(name).compactMap { if case .bytes(let bytes) = $0 { bytes } else { nil } }
  }

  func number(_ name: String) -> UInt64 {
    if case .number(let number)? = all(name).last { number } else { 0 }
  }

  func flag(_ name: String) -> Bool { number(name) != 0 }

  func messages(_ name: String) -> [ProtoMessage] {
    all(name).compactMap { if case .message(let message) = $0 { message } else { nil } }
  }

  func message(_ name: String) -> ProtoMessage? { messages(name).last }
}

/// One value of a field.
enum ProtoValue: Sendable {
  case text(String)
  case bytes([UInt8])
  /// Numbers, flags, words by position; a negative one as its bits.
  case number(UInt64)
  /// A message, or what an `Any` holds.
  case message(ProtoMessage)
}
