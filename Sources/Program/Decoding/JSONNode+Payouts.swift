import Encoding
import Payouts
import Quantities
import Rewards

// How entries about money that moves write what they hold.
extension JSONNode {
  func labelOrNull() throws(JSONFieldError) -> Label? { isNull ? nil : try label() }

  func addressOrNull() throws(JSONFieldError) -> Address? { isNull ? nil : try address() }

  func wholeOrNull() throws(JSONFieldError) -> Int? {
    isNull ? nil : try whole(to: Int(Int32.max))
  }

  /// A block's height, from 0.
  func height() throws(JSONFieldError) -> Int64 { try integer(in: 0...Int64.max / 4) }

  func heightOrNull() throws(JSONFieldError) -> Int64? { isNull ? nil : try height() }

  func codeOrNull() throws(JSONFieldError) -> UInt32? {
    isNull ? nil : try integer(UInt32.self)
  }

  /// An account's sequence, within what JSON readers hold exactly.
  func sequence() throws(JSONFieldError) -> UInt64 { try integer(in: 0...(1 << 53) - 1) }

  func ratio() throws(JSONFieldError) -> Ratio {
    try parse(UInt64.self, Ratio.init(ppm:))
  }

  func price() throws(JSONFieldError) -> Price18 {
    guard let price = try? Price18(scaled: try decimalDigits()) else {
      throw error(.refused("must be USD per AKT × 10^18, from 1 to 10^24"))
    }
    return price
  }

  func beneficiary() throws(JSONFieldError) -> Beneficiary { try parse(Beneficiary.init(_:)) }

  func choice<Value: RawRepresentable & CaseIterable>(
    _ type: Value.Type
  ) throws(JSONFieldError) -> Value where Value.RawValue == String {
    let text = try string()
    guard let value = type.allCases.first(where: { $0.rawValue.utf8.elementsEqual(text.utf8) })
    else {
      throw error(.refused("must be " + type.allCases.map(\.rawValue).joined(separator: " or ")))
    }
    return value
  }

  func labels() throws(JSONFieldError) -> [Label] {
    try array(limit: 64) { node throws(JSONFieldError) in try node.label() }
  }

  func payoutTotals() throws(JSONFieldError) -> [PayoutTotal] {
    try array(limit: PayoutTotal.limitCount) { node throws(JSONFieldError) in
      var fields = try node.fields()
      let total = PayoutTotal(
        pool: try fields.required("pool").label(),
        currency: try fields.required("currency").choice(Currency.self),
        settled: try fields.required("settled").amount(),
        uakt: try fields.required("uakt").amount())
      try fields.finish()
      return total
    }
  }

  func revenueComponents() throws(JSONFieldError) -> [RevenueTerms.Component] {
    try array(limit: 16) { node throws(JSONFieldError) in
      var fields = try node.fields()
      let name = try fields.required("name").label()
      let share = try fields.required("share")
      let fixed = try fields.required("fixed")
      try fields.finish()
      guard share.isNull != fixed.isNull else {
        throw node.error(.refused("must have a share, or a fixed amount, and not both"))
      }
      if fixed.isNull { return RevenueTerms.Component(name, .share(try share.ratio())) }
      return RevenueTerms.Component(name, .fixed(micros: try fixed.amount().micros))
    }
  }
}

extension JSONWriter {
  mutating func field(_ name: StaticString, _ label: Label?) {
    if let label { field(name, label) } else { nullField(name) }
  }

  mutating func field(_ name: StaticString, _ address: Address?) {
    if let address { field(name, address) } else { nullField(name) }
  }

  mutating func field(_ name: StaticString, _ number: Int64?) {
    if let number { field(name, number) } else { nullField(name) }
  }

  mutating func field(_ name: StaticString, _ number: Int?) {
    if let number { field(name, number) } else { nullField(name) }
  }

  mutating func field(_ name: StaticString, _ number: UInt32?) {
    if let number { field(name, number) } else { nullField(name) }
  }

  mutating func field(_ name: StaticString, _ price: Price18?) {
    if let price { field(name, String(price.scaled)) } else { nullField(name) }
  }

  mutating func payoutTotals(_ name: StaticString, _ totals: [PayoutTotal]) {
    array(name, totals) { writer, total in
      writer.object { writer in
        writer.field("pool", total.pool)
        writer.field("currency", total.currency.rawValue)
        writer.field("settled", total.settled)
        writer.field("uakt", total.uakt)
      }
    }
  }

  mutating func revenueComponents(_ name: StaticString, _ parts: [RevenueTerms.Component]) {
    array(name, parts) { writer, part in
      writer.object { writer in
        writer.field("name", part.name)
        switch part.kind {
        case .share(let share):
          writer.field("share", share.ppm)
          writer.nullField("fixed")
        case .fixed(let micros):
          writer.nullField("share")
          writer.field("fixed", micros)
        }
      }
    }
  }
}
