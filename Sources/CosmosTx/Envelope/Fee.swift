/// What a transaction pays the validators, and how much work it may make them.
public struct Fee: Hashable, Sendable {
  /// The fee; empty for none.
  public private(set) var amount: [Coin] = []
  /// The most gas that it may use.
  public private(set) var gasLimit: UInt64 = 0
  /// Who pays the fee where it is named; else the first signer.
  public private(set) var payer: AccountAddress?
  /// Who pays it by a grant.
  public private(set) var granter: AccountAddress?

  init() {}

  /// Joins fee and gas.
  public init(
    amount: [Coin], gasLimit: UInt64, payer: AccountAddress? = nil,
    granter: AccountAddress? = nil
  ) {
    self.amount = amount
    self.gasLimit = gasLimit
    self.payer = payer
    self.granter = granter
  }
}

extension Fee: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.messages(1, "amount", &amount, count: 0...Coins.limit)
    try fields.number(2, "gas_limit", &gasLimit, amino: .kept("gas"))
    try fields.optionalText(3, "payer", &payer)
    try fields.optionalText(4, "granter", &granter)
  }
}
