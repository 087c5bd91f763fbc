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
    case .addresses, .keys: list(text)
    case .time: time(text)
    case .secondOfDay, .count, .amount, .signedAmount, .uakt: integer(text)
    case .price: (try? Price18(text)).map { .string(String($0.scaled)) }
    case .policy, .file, .text, .digest: (try? Digest(hex: text)).map { .string($0.hex) }
    case .seed: (try? Hex.bytes(text)).flatMap { $0.count == 32 ? .string(text) : nil }
    }
  }

  private static func list(_ text: String) -> JSONValue {
    .array(text.split(separator: ",").map { .string(String($0)) })
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

  private static func string(_ value: JSONValue) -> String? {
    if case .string(let text) = value { text } else { nil }
  }

  private static func clock(_ second: Int) -> String {
    let parts = [second / 3_600, second / 60 % 60, second % 60]
    return parts.map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":") + " UTC"
  }
}
