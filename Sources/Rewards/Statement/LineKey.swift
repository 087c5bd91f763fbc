public import Quantities

/// Whose line it is: who is paid, and the party behind.
public struct LineKey: Hashable, Sendable {
  /// Who is paid.
  public let payee: Address
  /// Whom caps follow.
  public let beneficiary: Beneficiary

  /// Joins both.
  public init(payee: Address, beneficiary: Beneficiary) {
    self.payee = payee
    self.beneficiary = beneficiary
  }
}

extension LineKey: Comparable {
  /// Orders by the payee's bytes, then by the beneficiary's: the order of a statement's lines.
  public static func < (left: LineKey, right: LineKey) -> Bool { left.compare(right) < 0 }

  /// Below 0, 0 or above 0 as this key stands before, equals or follows the other.
  func compare(_ other: LineKey) -> Int {
    let payees = ByteOrder.compare(payee.bytes, other.payee.bytes)
    return payees != 0 ? payees : ByteOrder.compare(beneficiary.bytes, other.beneficiary.bytes)
  }
}
