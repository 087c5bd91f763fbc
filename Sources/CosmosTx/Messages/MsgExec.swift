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

/// What may be done by grant: a payment, and no grant within a grant.
public struct GrantedMessage: Hashable, Sendable {
  /// The same as a message that stands for itself.
  public private(set) var alone: TransactionMessage

  /// Sends to one account.
  public static func send(_ message: MsgSend) -> Self { Self(alone: .send(message)) }

  /// Sends to many.
  public static func multiSend(_ message: MsgMultiSend) -> Self { Self(alone: .multiSend(message)) }

  /// Gives to the community.
  public static func fundCommunityPool(_ message: MsgFundCommunityPool) -> Self {
    Self(alone: .fundCommunityPool(message))
  }
}

extension GrantedMessage: WireUnion {
  static let typeURLs = Array(TransactionMessage.typeURLs[..<3])

  static func blank(_ typeURL: String) -> GrantedMessage? {
    guard typeURLs.contains(where: { $0.utf8.elementsEqual(typeURL.utf8) }) else { return nil }
    return TransactionMessage.blank(typeURL).map { GrantedMessage(alone: $0) }
  }

  var typeURL: String { alone.typeURL }
  var aminoName: String { alone.aminoName }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try alone.visit(&fields)
  }

  func fault() -> TxFault? { nil }
}
