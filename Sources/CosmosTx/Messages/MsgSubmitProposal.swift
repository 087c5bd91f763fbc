/// Puts payments from the community pool to the vote: `/cosmos.gov.v1.MsgSubmitProposal`.
public struct MsgSubmitProposal: Hashable, Sendable {
  /// The most bytes of a title or of metadata, the chain's default.
  public static let limitTitleBytes = 255
  /// The most bytes of a summary, the chain's default.
  public static let limitSummaryBytes = 10_200

  /// What happens if the proposal passes.
  public private(set) var messages: [ProposalAction] = []
  /// What the proposer puts down.
  public private(set) var initialDeposit: [Coin] = []
  /// Who proposes, and signs.
  public private(set) var proposer = AccountAddress()
  /// A link or a text of the proposer's, such as an IPFS name.
  public private(set) var metadata = ""
  /// What voters read first.
  public private(set) var title = ""
  /// What voters read.
  public private(set) var summary = ""
  /// Whether the vote is short, with a higher quorum.
  public private(set) var expedited = false

  init() {}

  /// Joins what is proposed, by whom, and in which words.
  public init(
    spends: [MsgCommunityPoolSpend], deposit: [Coin], proposer: AccountAddress,
    metadata: String = "", title: String, summary: String, expedited: Bool = false
  ) {
    messages = spends.map(ProposalAction.communityPoolSpend)
    initialDeposit = deposit
    self.proposer = proposer
    self.metadata = metadata
    self.title = title
    self.summary = summary
    self.expedited = expedited
  }
}

extension MsgSubmitProposal: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.anys(1, "messages", &messages, count: 1...100)
    try fields.messages(2, "initial_deposit", &initialDeposit, count: 1...Coins.limit)
    try fields.text(3, "proposer", &proposer)
    try fields.note(4, "metadata", &metadata, limitBytes: Self.limitTitleBytes)
    try fields.note(5, "title", &title, limitBytes: Self.limitTitleBytes)
    try fields.note(6, "summary", &summary, limitBytes: Self.limitSummaryBytes)
    try fields.flag(7, "expedited", &expedited)
  }
}

/// What a proposal may do here: pay from the community pool.
public enum ProposalAction: Hashable, Sendable {
  case communityPoolSpend(MsgCommunityPoolSpend)
}

extension ProposalAction: WireUnion {
  static let typeURLs = ["/cosmos.distribution.v1beta1.MsgCommunityPoolSpend"]

  static func blank(_ typeURL: String) -> ProposalAction? {
    typeURLs[0].utf8.elementsEqual(typeURL.utf8)
      ? .communityPoolSpend(MsgCommunityPoolSpend()) : nil
  }

  var typeURL: String { Self.typeURLs[0] }
  // Amino knows this message by a name of another kind than the others'.
  var aminoName: String { "cosmos-sdk/distr/MsgCommunityPoolSpend" }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    switch self {
    case .communityPoolSpend(var message):
      try message.visit(&fields)
      self = .communityPoolSpend(message)
    }
  }

  func fault() -> TxFault? { nil }
}
