import Encoding
import Quantities

// Short ways to write down an answer's tree, in the forms that the chain's gateway has.
extension JSONValue {
  /// An object with its members in this order.
  static func members(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { JSONMember($0.key, $0.value) })
  }

  /// A 64-bit number, which the gateway writes as text.
  static func text(_ number: some BinaryInteger) -> JSONValue { .string("\(number)") }

  /// A smaller number.
  static func number(_ number: some BinaryInteger) -> JSONValue { .integer(Int128(number)) }

  /// A whole amount.
  static func coin(_ denomination: String, _ amount: UInt128) -> JSONValue {
    .members(["denom": .string(denomination), "amount": .text(amount)])
  }

  /// An amount times 10^18, written with 18 places.
  static func decimalCoin(_ denomination: String, scaled: UInt128) -> JSONValue {
    .members(["denom": .string(denomination), "amount": .decimal(scaled: scaled)])
  }

  /// A number times 10^18, written with 18 places.
  static func decimal(scaled: UInt128) -> JSONValue {
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
    let digits = String(rest)
    return .string("\(whole)." + String(repeating: "0", count: 18 - digits.utf8.count) + digits)
  }

  /// A key and a value.
  static func attribute(_ key: String, _ value: String) -> JSONValue {
    .members(["key": .string(key), "value": .string(value)])
  }

  /// A time with thousandths of a second.
  static func time(millis: Int64) -> JSONValue {
    let seconds = (try? Timestamp(seconds: millis / 1_000)) ?? .earliest
    let digits = String(millis % 1_000)
    return .string(
      "\("\(seconds)".dropLast())." + String(repeating: "0", count: 3 - digits.utf8.count)
        + digits + "Z")
  }

  /// Its bytes.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.finish()
  }
}
