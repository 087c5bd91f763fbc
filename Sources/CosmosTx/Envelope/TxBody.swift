/// What a transaction does: messages, memo, and the height after which it is void.
public struct TxBody: Hashable, Sendable {
  /// The most bytes of a memo that the chain takes.
  public static let limitMemoBytes = 256

  /// What is done, in order; all or nothing.
  public private(set) var messages: [TransactionMessage] = []
  /// A public text.
  public private(set) var memo = ""
  /// The last height at which it can be included; 0 for none.
  public private(set) var timeoutHeight: UInt64 = 0

  init() {}

  /// Joins messages, memo and timeout.
  public init(messages: [TransactionMessage], memo: String = "", timeoutHeight: UInt64 = 0) {
    self.messages = messages
    self.memo = memo
    self.timeoutHeight = timeoutHeight
  }
}

extension TxBody: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.anys(1, "messages", &messages, count: 1...1_000)
    try fields.note(2, "memo", &memo, limitBytes: Self.limitMemoBytes)
    try fields.number(3, "timeout_height", &timeoutHeight)
    // Unordered transactions have no sequence, which is what keeps a payment from landing twice.
    try fields.unused(4, "unordered", .flag)
    try fields.unused(5, "timeout_timestamp", .message)
    try fields.unused(1023, "extension_options", .list)
    try fields.unused(2047, "non_critical_extension_options", .list)
  }
}
