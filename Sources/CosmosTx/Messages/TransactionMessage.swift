/// The messages that a transaction may hold here.
public enum TransactionMessage: Hashable, Sendable {
  case send(MsgSend)
  case multiSend(MsgMultiSend)
  case fundCommunityPool(MsgFundCommunityPool)
  case submitProposal(MsgSubmitProposal)
  case exec(MsgExec)

  /// Who must sign for it.
  public var signers: [AccountAddress] {
    switch self {
    case .send(let message): [message.fromAddress]
    case .multiSend(let message): message.inputs.map(\.address)
    case .fundCommunityPool(let message): [message.depositor]
    case .submitProposal(let message): [message.proposer]
    case .exec(let message): [message.grantee]
    }
  }
}

extension TransactionMessage: WireUnion {
  /// Every kind: as protobuf and protojson name it, as amino JSON does, and empty.
  private static let kinds: [(typeURL: String, aminoName: String, blank: TransactionMessage)] = [
    ("/cosmos.bank.v1beta1.MsgSend", "cosmos-sdk/MsgSend", .send(MsgSend())),
    ("/cosmos.bank.v1beta1.MsgMultiSend", "cosmos-sdk/MsgMultiSend", .multiSend(MsgMultiSend())),
    (
      "/cosmos.distribution.v1beta1.MsgFundCommunityPool", "cosmos-sdk/MsgFundCommunityPool",
      .fundCommunityPool(MsgFundCommunityPool())
    ),
    (
      "/cosmos.gov.v1.MsgSubmitProposal", "cosmos-sdk/v1/MsgSubmitProposal",
      .submitProposal(MsgSubmitProposal())
    ),
    ("/cosmos.authz.v1beta1.MsgExec", "cosmos-sdk/MsgExec", .exec(MsgExec())),
  ]

  static let typeURLs = kinds.map(\.typeURL)

  static func blank(_ typeURL: String) -> TransactionMessage? {
    kinds.first { $0.typeURL.utf8.elementsEqual(typeURL.utf8) }?.blank
  }

  /// Its row in the table.
  private var place: Int {
    switch self {
    case .send: 0
    case .multiSend: 1
    case .fundCommunityPool: 2
    case .submitProposal: 3
    case .exec: 4
    }
  }

  var typeURL: String { Self.kinds[place].typeURL }
  var aminoName: String { Self.kinds[place].aminoName }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    switch self {
    case .send(var message):
      try message.visit(&fields)
      self = .send(message)
    case .multiSend(var message):
      try message.visit(&fields)
      self = .multiSend(message)
    case .fundCommunityPool(var message):
      try message.visit(&fields)
      self = .fundCommunityPool(message)
    case .submitProposal(var message):
      try message.visit(&fields)
      self = .submitProposal(message)
    case .exec(var message):
      try message.visit(&fields)
      self = .exec(message)
    }
  }

  func fault() -> TxFault? { nil }
}
