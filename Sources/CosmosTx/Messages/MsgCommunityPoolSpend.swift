/// Pays from the community pool: `/cosmos.distribution.v1beta1.MsgCommunityPoolSpend`; only the
/// vote on a proposal can do it.
public struct MsgCommunityPoolSpend: Hashable, Sendable {
  /// The governance account.
  public private(set) var authority = AccountAddress()
  /// Who is paid.
  public private(set) var recipient = AccountAddress()
  /// What is paid, sorted by denomination.
  public private(set) var amount: [Coin] = []

  init() {}

  /// Joins authority, payee and coins.
  public init(authority: AccountAddress, recipient: AccountAddress, amount: [Coin]) {
    self.authority = authority
    self.recipient = recipient
    self.amount = amount
  }
}

extension MsgCommunityPoolSpend: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.text(1, "authority", &authority)
    try fields.text(2, "recipient", &recipient)
    try fields.messages(3, "amount", &amount, count: 1...Coins.limit)
  }
}
