// A message's bytes: fields in ascending order, empty values left out.
extension ProtoMessage {
  var bytes: [UInt8] {
    var all: [UInt8] = []
    for field in schema.fields {
      for value in values(field) { Self.append(value, field, to: &all) }
    }
    return all
  }

  /// The bytes as they stand in an `Any`.
  var anyBytes: [UInt8] {
    var all: [UInt8] = []
    Self.append(chunk: Array(schema.typeURL.utf8), number: 1, to: &all)
    let inner = bytes
    if !inner.isEmpty { Self.append(chunk: inner, number: 2, to: &all) }
    return all
  }

  private static func append(_ value: ProtoValue, _ field: ProtoField, to all: inout [UInt8]) {
    switch value {
    case .number(let number):
      guard number != 0 || field.isList else { return }
      append(varint: UInt64(field.number) << 3, to: &all)
      append(varint: number, to: &all)
    case .text(let text):
      guard !text.isEmpty || field.isList else { return }
      append(chunk: Array(text.utf8), number: field.number, to: &all)
    case .bytes(let bytes):
      guard !bytes.isEmpty || field.isList else { return }
      append(chunk: bytes, number: field.number, to: &all)
    case .message(let message):
      if case .any = field.kind {
        append(chunk: message.anyBytes, number: field.number, to: &all)
      } else {
        append(chunk: message.bytes, number: field.number, to: &all)
      }
    }
  }

  private static func append(chunk: [UInt8], number: Int, to all: inout [UInt8]) {
    append(varint: UInt64(number) << 3 | 2, to: &all)
    append(varint: UInt64(chunk.count), to: &all)
    all += chunk
  }

  private static func append(varint number: UInt64, to all: inout [UInt8]) {
    var rest = number
    while rest >= 128 {
      all.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    all.append(UInt8(rest))
  }
}
