import Encoding
import Quantities

// A message in JSON: as the gateway answers, as it reads, and as amino signs.
extension ProtoMessage {
  /// As the gateway writes it: every field, 64-bit numbers as text.
  var json: JSONValue {
    if schema.name == "google.protobuf.Timestamp" { return .string(instant) }
    return .object(members)
  }

  /// The same with its type in front, as it stands in an `Any`.
  var anyJSON: JSONValue {
    .object([JSONMember("@type", .string(schema.typeURL))] + members)
  }

  private var members: [JSONMember] {
    schema.fields.compactMap { field in
      let found = values(field)
      if field.isList {
        return JSONMember(field.name, .array(found.map { Self.json($0, field) }))
      }
      if let value = found.last { return JSONMember(field.name, Self.json(value, field)) }
      if case .branch = field.presence { return nil }
      return JSONMember(field.name, Self.emptyJSON(field))
    }
  }

  private static func emptyJSON(_ field: ProtoField) -> JSONValue {
    switch field.kind {
    case .text: json(.text(""), field)
    case .bytes: json(.bytes([]), field)
    case .number, .integer, .small, .flag, .word: json(.number(0), field)
    case .message, .any: .null
    }
  }

  private static func json(_ value: ProtoValue, _ field: ProtoField) -> JSONValue {
    switch (value, field.kind) {
    case (.text(let text), _): .string(text)
    case (.bytes(let bytes), _): .string(Base64.text(bytes))
    case (.message(let message), .any): message.anyJSON
    case (.message(let message), _): message.json
    case (.number(let number), .flag): .bool(number != 0)
    case (.number(let number), .integer): .text(Int64(bitPattern: number))
    case (.number(let number), .small): .number(UInt32(truncatingIfNeeded: number))
    case (.number(let number), .word(let words)):
      number < UInt64(words.count) && !words[Int(number)].isEmpty
        ? .string(words[Int(number)]) : .number(number)
    case (.number(let number), _): .text(number)
    }
  }

  /// A moment as text; fractions of a second only where there are any.
  private var instant: String {
    let seconds = (try? Timestamp(seconds: Int64(bitPattern: number("seconds")))) ?? .earliest
    guard number("nanos") != 0 else { return "\(seconds)" }
    let digits = String(number("nanos"))
    return "\("\(seconds)".dropLast())."
      + String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits + "Z"
  }

  // MARK: Reading

  /// Reads what the gateway reads: names in either spelling, and no others.
  static func read(json: JSONValue, as schema: ProtoSchema) throws(TransactionRefusal) -> Self {
    guard case .object(let members) = json else { throw .unreadable("\(schema.name): no object") }
    var message = ProtoMessage(schema)
    for member in members where member.key != "@type" {
      guard
        let field = schema.fields.first(where: {
          $0.name.utf8.elementsEqual(member.key.utf8)
            || $0.camelName.utf8.elementsEqual(member.key.utf8)
        })
      else { throw .unreadable("unknown field \"\(member.key)\" in \(schema.name)") }
      if case .null = member.value { continue }
      guard field.isList else {
        message.set(try value(member.value, field), field)
        continue
      }
      guard case .array(let elements) = member.value else {
        throw .unreadable("\(field.name): no list")
      }
      for element in elements { message.set(try value(element, field), field) }
    }
    return message
  }

  private static func value(
    _ json: JSONValue, _ field: ProtoField
  ) throws(TransactionRefusal) -> ProtoValue {
    switch (field.kind, json) {
    case (.text, .string(let text)): return .text(text)
    case (.bytes, .string(let text)):
      if let bytes = try? Base64.bytes(text) { return .bytes(bytes) }
    case (.flag, .bool(let truth)): return .number(truth ? 1 : 0)
    case (.number, .string(let text)), (.small, .string(let text)):
      if let number = UInt64(text) { return .number(number) }
    case (.integer, .string(let text)):
      if let number = Int64(text) { return .number(UInt64(bitPattern: number)) }
    case (.number, .integer(let number)), (.small, .integer(let number)),
      (.word, .integer(let number)):
      if let number = UInt64(exactly: number) { return .number(number) }
    case (.word(let words), .string(let text)):
      if !text.isEmpty, let number = words.firstIndex(of: text) { return .number(UInt64(number)) }
    case (.message("google.protobuf.Timestamp"), .string(let text)):
      if let seconds = try? Timestamp(text).seconds {
        return .message(
          ProtoMessage(
            "google.protobuf.Timestamp", ["seconds": .number(UInt64(bitPattern: seconds))]))
      }
    case (.message(let name), .object):
      return .message(try read(json: json, as: .known(name)))
    case (.any, .object):
      guard case .string(let url)? = json["@type"], let schema = ProtoSchema.at(url) else {
        throw .unreadable("unable to resolve type URL in \(field.name)")
      }
      return .message(try read(json: json, as: schema))
    default: break
    }
    throw .unreadable("invalid value for field \(field.name)")
  }

  // MARK: Amino

  /// What amino signs of it, nil where it knows no name for it; keys are sorted by whoever writes.
  var amino: JSONValue? {
    schema.aminoName.map { .members(["type": .string($0), "value": aminoValue]) }
  }

  private var aminoValue: JSONValue {
    .object(
      schema.fields.compactMap { field in
        let found = values(field)
        if field.isList {
          if case .list = field.presence, found.isEmpty { return nil }
          return JSONMember(field.name, .array(found.map { Self.amino($0, field) }))
        }
        guard let value = found.last, !Self.isEmpty(value) else { return nil }
        return JSONMember(field.name, Self.amino(value, field))
      })
  }

  private static func isEmpty(_ value: ProtoValue) -> Bool {
    switch value {
    case .text(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .number(let number): number == 0
    case .message: false
    }
  }

  private static func amino(_ value: ProtoValue, _ field: ProtoField) -> JSONValue {
    switch (value, field.kind) {
    case (.message(let message), .any): message.amino ?? .null
    case (.message(let message), .message("google.protobuf.Timestamp")): .string(message.instant)
    case (.message(let message), _): message.aminoValue
    // Words are signed as their numbers.
    case (.number(let number), .word): .number(number)
    default: json(value, field)
    }
  }
}
