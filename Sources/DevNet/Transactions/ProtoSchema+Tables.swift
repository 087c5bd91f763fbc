// The messages that the made-up chain reads, numbered as the network's definitions number them.
extension ProtoSchema {
  /// The message of a full name; nil where the chain runs no such module.
  static func named(_ name: String) -> ProtoSchema? { byName[name] }

  /// The message of an `Any`'s type.
  static func at(_ typeURL: String) -> ProtoSchema? {
    typeURL.hasPrefix("/") ? byName[String(typeURL.dropFirst())] : nil
  }

  /// The message of a name that stands in this file.
  static func known(_ name: String) -> ProtoSchema {
    guard let schema = byName[name] else { preconditionFailure("\(name) stands in no table.") }
    return schema
  }

  private static let byName: [String: ProtoSchema] = Dictionary(
    uniqueKeysWithValues: (envelope + values + moves + governance + permissions + queries)
      .map { ($0.name, $0) })

  private static let coin = ProtoField.Kind.message("cosmos.base.v1beta1.Coin")
  private static let time = ProtoField.Kind.message("google.protobuf.Timestamp")

  /// How a transaction is wrapped.
  private static let envelope: [ProtoSchema] = [
    ProtoSchema(
      "cosmos.tx.v1beta1.TxRaw",
      [
        .init(1, "body_bytes", .bytes), .init(2, "auth_info_bytes", .bytes),
        .init(3, "signatures", .bytes, .list),
      ]),
    ProtoSchema(
      "cosmos.tx.v1beta1.Tx",
      [
        .init(1, "body", .message("cosmos.tx.v1beta1.TxBody")),
        .init(2, "auth_info", .message("cosmos.tx.v1beta1.AuthInfo")),
        .init(3, "signatures", .bytes, .list),
      ]),
    ProtoSchema(
      "cosmos.tx.v1beta1.TxBody",
      [
        .init(1, "messages", .any, .list), .init(2, "memo", .text),
        .init(3, "timeout_height", .number), .init(4, "unordered", .flag),
        .init(5, "timeout_timestamp", time),
        .init(1023, "extension_options", .any, .list),
        .init(2047, "non_critical_extension_options", .any, .list),
      ]),
    ProtoSchema(
      "cosmos.tx.v1beta1.AuthInfo",
      [
        .init(1, "signer_infos", .message("cosmos.tx.v1beta1.SignerInfo"), .list),
        .init(2, "fee", .message("cosmos.tx.v1beta1.Fee")),
        .init(3, "tip", .message("cosmos.tx.v1beta1.Tip")),
      ]),
    ProtoSchema(
      "cosmos.tx.v1beta1.SignerInfo",
      [
        .init(1, "public_key", .any), .init(2, "mode_info", .message("cosmos.tx.v1beta1.ModeInfo")),
        .init(3, "sequence", .number),
      ]),
    ProtoSchema(
      "cosmos.tx.v1beta1.ModeInfo",
      [
        .init(1, "single", .message("cosmos.tx.v1beta1.ModeInfo.Single"), .branch),
        .init(2, "multi", .message("cosmos.tx.v1beta1.ModeInfo.Multi"), .branch),
      ]),
    ProtoSchema("cosmos.tx.v1beta1.ModeInfo.Single", [.init(1, "mode", .word(SignModeWord.all))]),
    ProtoSchema(
      "cosmos.tx.v1beta1.ModeInfo.Multi",
      [
        .init(1, "bitarray", .message("cosmos.crypto.multisig.v1beta1.CompactBitArray")),
        .init(2, "mode_infos", .message("cosmos.tx.v1beta1.ModeInfo"), .list),
      ]),
    ProtoSchema(
      "cosmos.tx.v1beta1.Fee",
      [
        .init(1, "amount", coin, .keptList), .init(2, "gas_limit", .number),
        .init(3, "payer", .text), .init(4, "granter", .text),
      ]),
    ProtoSchema(
      "cosmos.tx.v1beta1.Tip", [.init(1, "amount", coin, .list), .init(2, "tipper", .text)]),
    ProtoSchema(
      "cosmos.tx.v1beta1.SignDoc",
      [
        .init(1, "body_bytes", .bytes), .init(2, "auth_info_bytes", .bytes),
        .init(3, "chain_id", .text), .init(4, "account_number", .number),
      ]),
  ]

  /// What messages are made of.
  private static let values: [ProtoSchema] = [
    ProtoSchema("cosmos.base.v1beta1.Coin", [.init(1, "denom", .text), .init(2, "amount", .text)]),
    ProtoSchema(
      "google.protobuf.Timestamp", [.init(1, "seconds", .integer), .init(2, "nanos", .small)]),
    ProtoSchema("cosmos.crypto.secp256k1.PubKey", [.init(1, "key", .bytes)]),
    ProtoSchema("cosmos.crypto.ed25519.PubKey", [.init(1, "key", .bytes)]),
    ProtoSchema(
      "cosmos.crypto.multisig.LegacyAminoPubKey",
      [.init(1, "threshold", .small), .init(2, "public_keys", .any, .list)]),
    ProtoSchema(
      "cosmos.crypto.multisig.v1beta1.CompactBitArray",
      [.init(1, "extra_bits_stored", .small), .init(2, "elems", .bytes)]),
    ProtoSchema(
      "cosmos.crypto.multisig.v1beta1.MultiSignature", [.init(1, "signatures", .bytes, .list)]),
    ProtoSchema(
      "cosmos.auth.v1beta1.BaseAccount",
      [
        .init(1, "address", .text), .init(2, "pub_key", .any), .init(3, "account_number", .number),
        .init(4, "sequence", .number),
      ]),
    ProtoSchema("cosmos.base.abci.v1beta1.TxMsgData", [.init(2, "msg_responses", .any, .list)]),
    ProtoSchema(
      "cosmos.base.abci.v1beta1.GasInfo",
      [.init(1, "gas_wanted", .number), .init(2, "gas_used", .number)]),
  ]

  /// What moves coins.
  private static let moves: [ProtoSchema] = [
    ProtoSchema(
      "cosmos.bank.v1beta1.MsgSend", amino: "cosmos-sdk/MsgSend",
      [
        .init(1, "from_address", .text), .init(2, "to_address", .text),
        .init(3, "amount", coin, .keptList),
      ]),
    ProtoSchema("cosmos.bank.v1beta1.MsgSendResponse", []),
    ProtoSchema(
      "cosmos.bank.v1beta1.MsgMultiSend", amino: "cosmos-sdk/MsgMultiSend",
      [
        .init(1, "inputs", .message("cosmos.bank.v1beta1.Input"), .keptList),
        .init(2, "outputs", .message("cosmos.bank.v1beta1.Output"), .keptList),
      ]),
    ProtoSchema("cosmos.bank.v1beta1.MsgMultiSendResponse", []),
    ProtoSchema(
      "cosmos.bank.v1beta1.Input",
      [.init(1, "address", .text), .init(2, "coins", coin, .keptList)]),
    ProtoSchema(
      "cosmos.bank.v1beta1.Output",
      [.init(1, "address", .text), .init(2, "coins", coin, .keptList)]
    ),
    ProtoSchema(
      "cosmos.distribution.v1beta1.MsgFundCommunityPool", amino: "cosmos-sdk/MsgFundCommunityPool",
      [.init(1, "amount", coin, .keptList), .init(2, "depositor", .text)]),
    ProtoSchema("cosmos.distribution.v1beta1.MsgFundCommunityPoolResponse", []),
    ProtoSchema(
      "cosmos.distribution.v1beta1.MsgCommunityPoolSpend",
      amino: "cosmos-sdk/distr/MsgCommunityPoolSpend",
      [
        .init(1, "authority", .text), .init(2, "recipient", .text),
        .init(3, "amount", coin, .keptList),
      ]),
    ProtoSchema("cosmos.distribution.v1beta1.MsgCommunityPoolSpendResponse", []),
  ]

  /// Proposals, deposits and votes.
  private static let governance: [ProtoSchema] = [
    ProtoSchema(
      "cosmos.gov.v1.MsgSubmitProposal", amino: "cosmos-sdk/v1/MsgSubmitProposal",
      [
        .init(1, "messages", .any, .list), .init(2, "initial_deposit", coin, .keptList),
        .init(3, "proposer", .text), .init(4, "metadata", .text), .init(5, "title", .text),
        .init(6, "summary", .text), .init(7, "expedited", .flag),
      ]),
    ProtoSchema("cosmos.gov.v1.MsgSubmitProposalResponse", [.init(1, "proposal_id", .number)]),
    ProtoSchema(
      "cosmos.gov.v1.MsgDeposit", amino: "cosmos-sdk/v1/MsgDeposit",
      [
        .init(1, "proposal_id", .number), .init(2, "depositor", .text),
        .init(3, "amount", coin, .keptList),
      ]),
    ProtoSchema("cosmos.gov.v1.MsgDepositResponse", []),
    ProtoSchema(
      "cosmos.gov.v1.MsgVote", amino: "cosmos-sdk/v1/MsgVote",
      [
        .init(1, "proposal_id", .number), .init(2, "voter", .text),
        .init(3, "option", .word(VoteWord.all)), .init(4, "metadata", .text),
      ]),
    ProtoSchema("cosmos.gov.v1.MsgVoteResponse", []),
  ]

  /// What one account lets another do.
  private static let permissions: [ProtoSchema] = [
    ProtoSchema(
      "cosmos.authz.v1beta1.MsgGrant", amino: "cosmos-sdk/MsgGrant",
      [
        .init(1, "granter", .text), .init(2, "grantee", .text),
        .init(3, "grant", .message("cosmos.authz.v1beta1.Grant")),
      ]),
    ProtoSchema("cosmos.authz.v1beta1.MsgGrantResponse", []),
    ProtoSchema(
      "cosmos.authz.v1beta1.Grant",
      [.init(1, "authorization", .any), .init(2, "expiration", time)]),
    ProtoSchema(
      "cosmos.authz.v1beta1.GenericAuthorization", amino: "cosmos-sdk/GenericAuthorization",
      [.init(1, "msg", .text)]),
    ProtoSchema(
      "cosmos.bank.v1beta1.SendAuthorization", amino: "cosmos-sdk/SendAuthorization",
      [.init(1, "spend_limit", coin, .keptList), .init(2, "allow_list", .text, .list)]),
    ProtoSchema(
      "cosmos.authz.v1beta1.MsgRevoke", amino: "cosmos-sdk/MsgRevoke",
      [.init(1, "granter", .text), .init(2, "grantee", .text), .init(3, "msg_type_url", .text)]),
    ProtoSchema("cosmos.authz.v1beta1.MsgRevokeResponse", []),
    ProtoSchema(
      "cosmos.authz.v1beta1.MsgExec", amino: "cosmos-sdk/MsgExec",
      [.init(1, "grantee", .text), .init(2, "msgs", .any, .list)]),
    ProtoSchema("cosmos.authz.v1beta1.MsgExecResponse", [.init(1, "results", .bytes, .list)]),
  ]

  /// Questions and answers of the node's binary interface.
  private static let queries: [ProtoSchema] = [
    ProtoSchema("cosmos.auth.v1beta1.QueryAccountRequest", [.init(1, "address", .text)]),
    ProtoSchema("cosmos.auth.v1beta1.QueryAccountResponse", [.init(1, "account", .any)]),
    ProtoSchema(
      "cosmos.bank.v1beta1.QueryBalanceRequest",
      [.init(1, "address", .text), .init(2, "denom", .text)]),
    ProtoSchema("cosmos.bank.v1beta1.QueryBalanceResponse", [.init(1, "balance", coin)]),
    ProtoSchema(
      "cosmos.tx.v1beta1.SimulateRequest",
      [.init(1, "tx", .message("cosmos.tx.v1beta1.Tx")), .init(2, "tx_bytes", .bytes)]),
    ProtoSchema(
      "cosmos.tx.v1beta1.SimulateResponse",
      [.init(1, "gas_info", .message("cosmos.base.abci.v1beta1.GasInfo"))]),
  ]
}
