/// As much of anybody's transaction as every reader of it agrees on, where `CosmosTx` refuses it.
///
/// It reads as the chain does: of a field that comes twice the last counts.
struct LooseTransaction: Hashable, Sendable {
  private(set) var bodyBytes: [UInt8] = []
  private(set) var authBytes: [UInt8] = []
  /// The types of its messages.
  private(set) var types: [[UInt8]] = []
  /// Its memo's bytes.
  private(set) var memo: [UInt8] = []
  /// Whether it names no sequence, and uses none.
  private(set) var isUnordered = false
  /// Every signature in it, those of a group's members each for itself.
  private(set) var signatures: [[UInt8]] = []
  /// How many accounts sign it.
  private(set) var signerCount = 0

  /// Nil for bytes that are no fields.
  init?(_ bytes: [UInt8]) {
    guard let raw = LooseFields.read(bytes[...]) else { return nil }
    for field in raw {
      if field.number == 1, let part = field.bytes { bodyBytes = Array(part) }
      if field.number == 2, let part = field.bytes { authBytes = Array(part) }
      if field.number == 3, let part = field.bytes { signatures += Self.signatures(part) }
    }
    guard let body = LooseFields.read(bodyBytes[...]), let auth = LooseFields.read(authBytes[...])
    else { return nil }
    for field in body {
      switch (field.number, field.bytes) {
      case (1, let message?):
        guard let inside = LooseFields.read(message) else { return nil }
        types.append(inside.last { $0.number == 1 }?.bytes.map(Array.init) ?? [])
      case (2, let text?): memo = Array(text)
      case (4, nil): isUnordered = field.value != 0
      default: break
      }
    }
    signerCount = auth.count { $0.number == 1 }
  }

  /// One signature, or those that a group's holds.
  private static func signatures(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
    if bytes.count == 64 { return [Array(bytes)] }
    let parts = LooseFields.read(bytes) ?? []
    return parts.filter { $0.number == 1 }.compactMap { $0.bytes.map(Array.init) }
  }
}

/// The fields of a protobuf message, whatever they mean.
enum LooseFields {
  struct Field {
    let number: UInt64
    /// A number's value; 0 for other fields.
    let value: UInt64
    /// What a field of a length holds; nil for a number.
    let bytes: ArraySlice<UInt8>?
  }

  /// Nil where the bytes end within a field, or for groups, which no message here has.
  static func read(_ bytes: ArraySlice<UInt8>) -> [Field]? {
    var fields: [Field] = []
    var rest = bytes
    while !rest.isEmpty {
      guard let tag = number(&rest) else { return nil }
      switch tag & 7 {
      case 0:
        guard let value = number(&rest) else { return nil }
        fields.append(Field(number: tag >> 3, value: value, bytes: nil))
      case 1, 5:
        let width = tag & 7 == 1 ? 8 : 4
        guard rest.count >= width else { return nil }
        rest = rest.dropFirst(width)
        fields.append(Field(number: tag >> 3, value: 0, bytes: nil))
      case 2:
        guard let length = number(&rest), length <= UInt64(rest.count) else { return nil }
        fields.append(Field(number: tag >> 3, value: 0, bytes: rest.prefix(Int(length))))
        rest = rest.dropFirst(Int(length))
      default: return nil
      }
    }
    return fields
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
