public import Encoding
public import Quantities

// How the gateway writes values: 64-bit numbers as texts, decimals with 18 places, times as text.
extension JSONNode {
  /// A whole number from 0 written as text, as the gateway writes 64-bit ones.
  public func textNumber<Number: FixedWidthInteger>(
    _ type: Number.Type = Number.self
  ) throws(JSONFieldError) -> Number {
    let text = try string(limitBytes: 40)
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = Number(text)
    else { throw error(.refused("no whole number from 0 in its bounds")) }
    return number
  }

  /// A time as text, with what follows the seconds cut off.
  public func textTime() throws(JSONFieldError) -> Timestamp {
    let text = try string(limitBytes: 40)
    guard text.utf8.last == UInt8(ascii: "Z"), text.utf8.count >= 20,
      let time = try? Timestamp(String(decoding: text.utf8.prefix(19), as: UTF8.self) + "Z")
    else { throw error(.refused("no UTC time")) }
    return time
  }

  /// The member of that name, which must be there and not null.
  public func member(_ key: String) throws(JSONFieldError) -> JSONNode {
    var fields = try self.fields()
    return try fields.required(key)
  }
}

/// A whole amount of a denomination.
public struct Coin: Hashable, Sendable {
  /// The denomination: `uakt`.
  public let denomination: String
  /// How much.
  public let amount: UInt128

  /// Wraps both.
  public init(denomination: String, amount: UInt128) {
    self.denomination = denomination
    self.amount = amount
  }

  /// Reads `{"denom":"uakt","amount":"1000"}`.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    denomination = try fields.required("denom").string(limitBytes: 128)
    amount = try fields.required("amount").textNumber()
  }
}

/// An exact amount of a denomination with 18 decimals.
public struct DecimalCoin: Hashable, Sendable {
  /// The denomination: `uact`.
  public let denomination: String
  /// How much, times 10^18; below zero nowhere but in overdrawn accounts.
  public let scaled: Int128

  /// Wraps both.
  public init(denomination: String, scaled: Int128) {
    self.denomination = denomination
    self.scaled = scaled
  }

  /// Reads `{"denom":"uact","amount":"4.826603000000000000"}`.
  public init(_ node: JSONNode) throws(JSONFieldError) {
    var fields = try node.fields()
    denomination = try fields.required("denom").string(limitBytes: 128)
    scaled = try fields.required("amount").textDecimal()
  }
}

extension JSONNode {
  /// A decimal of at most 18 places, times 10^18.
  public func textDecimal() throws(JSONFieldError) -> Int128 {
    let text = try string(limitBytes: 64)
    do {
      return try DecimalText.integer(text, scale: 18)
    } catch {
      throw self.error(.refused("no decimal with at most 18 places"))
    }
  }
}
