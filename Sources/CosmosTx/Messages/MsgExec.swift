/// Acts for accounts that granted it: `/cosmos.authz.v1beta1.MsgExec`. Who granted is whoever the
/// messages within name as payer.
public struct MsgExec: Hashable, Sendable {
  /// Who acts, and signs.
  public private(set) var grantee = AccountAddress()
  /// What is done.
  public private(set) var messages: [GrantedMessage] = []

  init() {}

  /// Joins actor and acts.
  public init(grantee: AccountAddress, messages: [GrantedMessage]) {
    self.grantee = grantee
    self.messages = messages
  }
}

extension MsgExec: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.text(1, "grantee", &grantee)
    try fields.anys(2, "msgs", &messages, count: 1...100)
  }
}

/// What may be done by grant; no grant within a grant.
public enum GrantedMessage: Hashable, Sendable {
  case send(MsgSend)
  case multiSend(MsgMultiSend)
  case fundCommunityPool(MsgFundCommunityPool)
}

extension GrantedMessage: WireUnion {
  static let typeURLs = TransactionMessage.typeURLs.filter { blank($0) != nil }

  static func blank(_ typeURL: String) -> GrantedMessage? {
    switch TransactionMessage.blank(typeURL) {
    case .send(let message): .send(message)
    case .multiSend(let message): .multiSend(message)
    case .fundCommunityPool(let message): .fundCommunityPool(message)
    case .submitProposal, .exec, nil: nil
    }
  }

  /// The same as a message that stands for itself.
  var alone: TransactionMessage {
    switch self {
    case .send(let message): .send(message)
    case .multiSend(let message): .multiSend(message)
    case .fundCommunityPool(let message): .fundCommunityPool(message)
    }
  }

  var typeURL: String { alone.typeURL }
  var aminoName: String { alone.aminoName }

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
    }
  }

  func fault() -> TxFault? { nil }
}
