/// Gives to the community pool: `/cosmos.distribution.v1beta1.MsgFundCommunityPool`.
public struct MsgFundCommunityPool: Hashable, Sendable {
  /// What is given, sorted by denomination.
  public private(set) var amount: [Coin] = []
  /// Who gives, and signs.
  public private(set) var depositor = AccountAddress()

  init() {}

  /// Joins giver and coins.
  public init(depositor: AccountAddress, amount: [Coin]) {
    self.depositor = depositor
    self.amount = amount
  }
}

extension MsgFundCommunityPool: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.messages(1, "amount", &amount, count: 1...Coins.limit)
    try fields.text(2, "depositor", &depositor)
  }
}
