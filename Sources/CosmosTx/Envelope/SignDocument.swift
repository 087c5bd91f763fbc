/// What a direct signature covers: the very bytes of body and auth info, the chain, the account.
struct SignDocument: WireMessage {
  private(set) var bodyBytes: [UInt8] = []
  private(set) var authInfoBytes: [UInt8] = []
  private(set) var chainID = ChainID()
  private(set) var accountNumber: UInt64 = 0

  init() {}

  init(_ body: TxBody, _ authInfo: AuthInfo, _ chainID: ChainID, accountNumber: UInt64) {
    bodyBytes = ProtobufWriter.bytes(of: body)
    authInfoBytes = ProtobufWriter.bytes(of: authInfo)
    self.chainID = chainID
    self.accountNumber = accountNumber
  }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    let limit = Transaction.limitBytes
    try fields.bytes(1, "body_bytes", &bodyBytes, count: 1...limit)
    try fields.bytes(2, "auth_info_bytes", &authInfoBytes, count: 1...limit)
    try fields.text(3, "chain_id", &chainID)
    try fields.number(4, "account_number", &accountNumber)
  }
}
