/// Pays many accounts from one: `/cosmos.bank.v1beta1.MsgMultiSend`. All are paid or none.
public struct MsgMultiSend: Hashable, Sendable {
  /// The most outputs that are read; policy sets a lower number, by gas.
  public static let limitOutputs = 10_000

  /// Who pays; the chain takes exactly one.
  public private(set) var inputs: [MultiSendParty] = []
  /// Who is paid.
  public private(set) var outputs: [MultiSendParty] = []

  init() {}

  /// Joins one payer and the payees.
  public init(input: MultiSendParty, outputs: [MultiSendParty]) {
    inputs = [input]
    self.outputs = outputs
  }
}

extension MsgMultiSend: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.messages(1, "inputs", &inputs, count: 1...16)
    try fields.messages(2, "outputs", &outputs, count: 1...Self.limitOutputs)
  }
}

/// An input or an output of a `MsgMultiSend`: an account and what it gives or gets.
public struct MultiSendParty: Hashable, Sendable {
  /// The account.
  public private(set) var address = AccountAddress()
  /// The coins, sorted by denomination.
  public private(set) var coins: [Coin] = []

  init() {}

  /// Joins account and coins.
  public init(_ address: AccountAddress, _ coins: [Coin]) {
    self.address = address
    self.coins = coins
  }
}

extension MultiSendParty: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.text(1, "address", &address)
    try fields.messages(2, "coins", &coins, count: 1...Coins.limit)
  }
}
