import Quantities

/// What one account lets another do in its name.
struct Permission: Sendable {
  /// Who lets whom do what.
  struct Key: Hashable, Sendable {
    let granter: Address
    let grantee: Address
    /// The type of the message that is let.
    let type: String
  }

  /// What may still be sent; nil where the permission is for any message of its type.
  var limit: Coins?
  /// Whom may be sent to; all where it is empty.
  let allowed: [Address]
  /// Until when; nil where for ever.
  let untilMillis: Int64?

  /// Reads a grant; the message type that it is for comes with it.
  static func read(
    _ grant: ProtoMessage
  ) throws(TransactionRefusal) -> (type: String, permission: Permission) {
    guard let authorization = grant.message("authorization") else {
      throw .invalidRequest("authorization is nil")
    }
    let until = grant.message("expiration").map {
      Int64(bitPattern: $0.number("seconds")).multipliedReportingOverflow(by: 1_000)
    }
    let untilMillis = until.map { $0.overflow ? Int64.max : $0.partialValue }
    switch authorization.schema.name {
    case "cosmos.authz.v1beta1.GenericAuthorization":
      return (
        authorization.text("msg"), Permission(limit: nil, allowed: [], untilMillis: untilMillis)
      )
    case "cosmos.bank.v1beta1.SendAuthorization":
      var allowed: [Address] = []
      for text in authorization.texts("allow_list") { allowed.append(try Address(account: text)) }
      return (
        "/cosmos.bank.v1beta1.MsgSend",
        Permission(
          limit: try Coins(authorization.messages("spend_limit")), allowed: allowed,
          untilMillis: untilMillis)
      )
    default: throw .invalidRequest("\(authorization.schema.typeURL) is no authorization")
    }
  }

  /// Uses it for a message; throws where it does not reach that far.
  mutating func use(for message: ProtoMessage) throws(TransactionRefusal) {
    guard var limit else { return }
    guard limit.subtract(try Coins(message.messages("amount"))) == nil else {
      throw .insufficientFunds("requested amount is more than spend limit")
    }
    let recipient = message.text("to_address")
    guard allowed.isEmpty || allowed.contains(where: { "\($0)" == recipient }) else {
      throw .unauthorized("cannot send to \(recipient) address")
    }
    self.limit = limit
  }
}
