import Encoding
import Policy
import Program
import Quantities

/// What people type for a field, as the JSON that an entry holds, and the way back.
enum EntryFieldText {
  /// Nil where the text is not what the form holds; the decoder judges the rest.
  static func value(_ text: String, _ form: EntryFieldForm) -> JSONValue? {
    switch form {
    case .label, .party, .address, .key, .ed25519Key, .origin, .gpuClass, .classPattern:
      text.isEmpty ? nil : .string(text)
    case .choice(let words): words.contains(text) ? .string(text) : nil
    case .addresses, .keys, .labels: list(text)
    case .totals: objects(text, totalOf)
    case .components: objects(text, componentOf)
    case .time: time(text)
    case .secondOfDay, .count, .amount, .signedAmount, .uakt, .microDollars: integer(text)
    case .price: (try? Price18(text)).map { .string(String($0.scaled)) }
    case .policy, .file, .text, .digest: (try? Digest(hex: text)).map { .string($0.hex) }
    case .seed: (try? Hex.bytes(text)).flatMap { $0.count == 32 ? .string(text) : nil }
    }
  }

  private static func list(_ text: String) -> JSONValue {
    .array(text.split(separator: ",").map { .string(String($0)) })
  }

  /// Elements separated by commas, each of parts separated by colons.
  private static func objects(
    _ text: String, _ read: ([String]) -> [JSONMember]?
  ) -> JSONValue? {
    var elements: [JSONValue] = []
    for element in text.split(separator: ",") {
      let parts = element.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard let members = read(parts) else { return nil }
      elements.append(.object(members))
    }
    return .array(elements)
  }

  private static func totalOf(_ parts: [String]) -> [JSONMember]? {
    guard parts.count == 4, let settled = integer(parts[2]), let uakt = integer(parts[3]) else {
      return nil
    }
    return [
      JSONMember("pool", .string(parts[0])), JSONMember("currency", .string(parts[1])),
      JSONMember("settled", settled), JSONMember("uakt", uakt),
    ]
  }

  private static func componentOf(_ parts: [String]) -> [JSONMember]? {
    guard parts.count == 3, ["share", "fixed"].contains(parts[1]), let number = integer(parts[2])
    else { return nil }
    let isShare = parts[1] == "share"
    return [
      JSONMember("name", .string(parts[0])), JSONMember("share", isShare ? number : .null),
      JSONMember("fixed", isShare ? .null : number),
    ]
  }

  private static func integer(_ text: String) -> JSONValue? {
    guard let number = try? DecimalText.integer(text, scale: 0) else { return nil }
    return .integer(number)
  }

  private static func time(_ text: String) -> JSONValue? {
    if let time = try? Timestamp(text) { return .integer(Int128(time.seconds)) }
    return integer(text)
  }

  /// What a member says, in words; nil where it is not what the form holds.
  static func words(_ value: JSONValue, _ form: EntryFieldForm) -> String? {
    switch (form, value) {
    case (_, .null): "none"
    case (.time, .integer(let seconds)):
      Int64(exactly: seconds).flatMap { try? Timestamp(seconds: $0) }?.text
    case (.secondOfDay, .integer(let second)):
      (0..<86_400).contains(second) ? clock(Int(second)) : "second \(second), which no day has"
    case (.count(let unit), .integer(let number)): "\(number) (\(unit))"
    case (.amount, .integer(let micros)), (.signedAmount, .integer(let micros)):
      "\(DecimalText.text(micros, scale: 6, minimumDecimals: 2)) of the pool's currency"
    case (.uakt, .integer(let micros)):
      "\(DecimalText.text(micros, scale: 6, minimumDecimals: 2)) AKT"
    case (.microDollars, .integer(let micros)):
      "\(DecimalText.text(micros, scale: 6, minimumDecimals: 2)) USD"
    case (.labels, .array(let elements)):
      elements.isEmpty ? "none" : elements.compactMap(string).joined(separator: ", ")
    case (.totals, .array(let elements)):
      elements.isEmpty ? "nothing owed" : elements.compactMap(total).joined(separator: "; ")
    case (.components, .array(let elements)):
      elements.isEmpty ? "no fee" : elements.compactMap(component).joined(separator: "; ")
    case (.price, .string(let digits)):
      UInt128(digits).flatMap { Int128(exactly: $0) }.map {
        "\(DecimalText.text($0, scale: 18, minimumDecimals: 2)) USD per AKT"
      }
    case (.addresses, .array(let elements)), (.keys, .array(let elements)):
      elements.isEmpty ? "nobody" : elements.compactMap(string).joined(separator: ", ")
    case (.text, .string(let digest)): "the text in blob \(digest)"
    case (.file, .string(let digest)), (.policy, .string(let digest)): "blob \(digest)"
    case (_, .string(let text)): text
    default: nil
    }
  }

  private static func total(_ value: JSONValue) -> String? {
    guard case .string(let pool)? = value["pool"], case .string(let currency)? = value["currency"],
      case .integer(let settled)? = value["settled"], case .integer(let uakt)? = value["uakt"]
    else { return nil }
    let tokens = DecimalText.text(uakt, scale: 6, minimumDecimals: 2)
    guard currency == "usd" else { return "\(pool): \(tokens) AKT" }
    let dollars = DecimalText.text(settled, scale: 6, minimumDecimals: 2)
    return "\(pool): \(dollars) USD by \(tokens) AKT"
  }

  private static func component(_ value: JSONValue) -> String? {
    guard case .string(let name)? = value["name"] else { return nil }
    if case .integer(let share)? = value["share"] {
      return "\(name): \(DecimalText.text(share, scale: 4, minimumDecimals: 0)) %"
    }
    guard case .integer(let fixed)? = value["fixed"] else { return nil }
    return "\(name): \(DecimalText.text(fixed, scale: 6, minimumDecimals: 2)) AKT for each span"
  }

  private static func string(_ value: JSONValue) -> String? {
    if case .string(let text) = value { text } else { nil }
  }

  private static func clock(_ second: Int) -> String {
    let parts = [second / 3_600, second / 60 % 60, second % 60]
    return parts.map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":") + " UTC"
  }
}
