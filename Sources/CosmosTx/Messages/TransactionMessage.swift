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
  static let typeURLs = [
    "/cosmos.bank.v1beta1.MsgSend", "/cosmos.bank.v1beta1.MsgMultiSend",
    "/cosmos.distribution.v1beta1.MsgFundCommunityPool", "/cosmos.gov.v1.MsgSubmitProposal",
    "/cosmos.authz.v1beta1.MsgExec",
  ]

  static func blank(_ typeURL: String) -> TransactionMessage? {
    switch typeURLs.firstIndex(where: { $0.utf8.elementsEqual(typeURL.utf8) }) {
    case 0: .send(MsgSend())
    case 1: .multiSend(MsgMultiSend())
    case 2: .fundCommunityPool(MsgFundCommunityPool())
    case 3: .submitProposal(MsgSubmitProposal())
    case 4: .exec(MsgExec())
    default: nil
    }
  }

  private var place: Int {
    switch self {
    case .send: 0
    case .multiSend: 1
    case .fundCommunityPool: 2
    case .submitProposal: 3
    case .exec: 4
    }
  }

  var typeURL: String { Self.typeURLs[place] }

  var aminoName: String {
    switch self {
    case .send: "cosmos-sdk/MsgSend"
    case .multiSend: "cosmos-sdk/MsgMultiSend"
    case .fundCommunityPool: "cosmos-sdk/MsgFundCommunityPool"
    case .submitProposal: "cosmos-sdk/v1/MsgSubmitProposal"
    case .exec: "cosmos-sdk/MsgExec"
    }
  }

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
