/// Pays one account from another: `/cosmos.bank.v1beta1.MsgSend`.
public struct MsgSend: Hashable, Sendable {
  /// Who pays, and signs.
  public private(set) var fromAddress = AccountAddress()
  /// Who is paid.
  public private(set) var toAddress = AccountAddress()
  /// What is paid, sorted by denomination.
  public private(set) var amount: [Coin] = []

  init() {}

  /// Joins payer, payee and coins.
  public init(from: AccountAddress, to: AccountAddress, amount: [Coin]) {
    fromAddress = from
    toAddress = to
    self.amount = amount
  }
}

extension MsgSend: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.text(1, "from_address", &fromAddress)
    try fields.text(2, "to_address", &toAddress)
    try fields.messages(3, "amount", &amount, count: 1...Coins.limit)
  }
}

/// Lists of coins.
enum Coins {
  /// The most that one list may hold.
  static let limit = 16
}
