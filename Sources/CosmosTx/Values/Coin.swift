public import Quantities

/// An amount of one denomination, above zero and at most 10^18 (DESIGN law 11).
///
/// The chain's own numbers have 256 bits; nothing that a program pays comes near the bound.
public struct Coin: Hashable, Sendable {
  /// What is counted.
  public private(set) var denomination: Denomination
  /// How much, in that unit.
  public private(set) var amount: Amount

  /// A blank that a reader fills.
  init() {
    denomination = Denomination()
    amount = .zero
  }

  /// Refuses zero and what is below it.
  public init(_ amount: Amount, _ denomination: Denomination) throws(TxFault) {
    guard !amount.isZero else { throw .amountZero }
    guard !amount.isNegative else { throw .amountNegative }
    self.amount = amount
    self.denomination = denomination
  }
}

extension Coin: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.text(1, "denom", &denomination)
    try fields.text(2, "amount", &amount)
  }
}

extension Amount: WireText {
  static var kind: String { "amount" }
  init() { self = .zero }
  var wireText: [UInt8] { WholeNumber.text(magnitude) }

  /// Digits without idle zeros, 1…10^18.
  init(wireText: ArraySlice<UInt8>) throws(TxFault) {
    if wireText.first == UInt8(ascii: "-") { throw .amountNegative }
    let isDigits = wireText.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard isDigits, wireText.count == 1 || wireText.first != UInt8(ascii: "0") else {
      throw .amountForm
    }
    guard let value = WholeNumber.read(wireText) else { throw .amountTooLarge }
    guard value > 0 else { throw .amountZero }
    do {
      self = try Amount(micros: UInt128(value))
    } catch {
      throw .amountTooLarge
    }
  }
}
