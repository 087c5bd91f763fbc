import Payouts

extension EntryKind {
  /// The members of the bodies of kinds about money that moves.
  var treasuryFields: [EntryField] {
    walletFields ?? payoutFields ?? payoutEndFields ?? saleFields ?? revenueFields ?? []
  }

  private var walletFields: [EntryField]? {
    switch self {
    case .walletOpened:
      [
        EntryField("chain", .label),
        EntryField("address", .address),
        EntryField("height", .count(of: "block height")),
        EntryField("threshold", .count(of: "members who must sign")),
        EntryField("members", .keys),
      ]
    case .fundingRequested:
      [
        EntryField("request", .label),
        EntryField("proposal", .file),
        EntryField("micros", .microDollars),
        EntryField("price", .price),
        EntryField("buffer", .count(of: "millionths")),
        EntryField("uakt", .uakt),
      ]
    case .fundingReceived:
      [
        EntryField("tranche", .label),
        EntryField("source", .choice(FundingSource.allCases.map(\.rawValue))),
        EntryField("request", .label, isOptional: true),
        EntryField("proposal", .count(of: "number on chain"), isOptional: true),
        EntryField("transaction", .digest),
        EntryField("height", .count(of: "block height")),
        EntryField("payer", .address),
        EntryField("uakt", .uakt),
        EntryField("price", .price),
        EntryField("record", .file),
      ]
    default: nil
    }
  }

  private var payoutFields: [EntryField]? {
    switch self {
    case .payoutPrepared:
      [
        EntryField("batch", .count(of: "number, from 1")),
        EntryField("purpose", .choice(PayoutPurpose.allCases.map(\.rawValue))),
        EntryField("plan", .file),
        EntryField("contents", .digest),
        EntryField("size", .count(of: "entries")),
        EntryField("root", .digest),
        EntryField("signBytes", .digest),
        EntryField("sequence", .count(of: "account sequence")),
        EntryField("base", .count(of: "block height")),
        EntryField("timeout", .count(of: "block height")),
        EntryField("uakt", .uakt),
        EntryField("fee", .uakt),
        EntryField("outputs", .count(of: "outputs")),
        EntryField("price", .price, isOptional: true),
        EntryField("totals", .totals),
      ]
    case .payoutSigned:
      [
        EntryField("signBytes", .digest),
        EntryField("transaction", .digest),
      ]
    case .payoutConfirmed:
      [
        EntryField("signBytes", .digest),
        EntryField("transaction", .digest),
        EntryField("sequence", .count(of: "account sequence")),
        EntryField("height", .count(of: "block height")),
        EntryField("nodes", .labels),
      ]
    default: nil
    }
  }

  private var payoutEndFields: [EntryField]? {
    switch self {
    case .payoutFailed:
      [
        EntryField("signBytes", .digest),
        EntryField("transaction", .digest),
        EntryField("sequence", .count(of: "account sequence")),
        EntryField("code", .count(of: "code")),
        EntryField("height", .count(of: "block height")),
        EntryField("nodes", .labels),
      ]
    case .payoutExpired:
      [
        EntryField("signBytes", .digest),
        EntryField("from", .count(of: "block height"), isOptional: true),
        EntryField("through", .count(of: "block height"), isOptional: true),
        EntryField("usedBy", .digest, isOptional: true),
        EntryField("transaction", .digest, isOptional: true),
        EntryField("code", .count(of: "code"), isOptional: true),
        EntryField("height", .count(of: "block height"), isOptional: true),
        EntryField("nodes", .labels),
      ]
    default: nil
    }
  }

  private var saleFields: [EntryField]? {
    switch self {
    case .saleMade:
      [
        EntryField("sale", .label),
        EntryField("method", .choice(TokenSale.Method.allCases.map(\.rawValue))),
        EntryField("pool", .label),
        EntryField("beneficiary", .party),
        EntryField("payee", .address),
        EntryField("uakt", .uakt),
        EntryField("proceeds", .microDollars),
        EntryField("fee", .microDollars),
        EntryField("obligation", .microDollars),
        EntryField("paidOut", .microDollars),
        EntryField("transaction", .digest),
        EntryField("height", .count(of: "block height")),
        EntryField("counterparty", .address),
        EntryField("gasFee", .uakt),
        EntryField("receipt", .file),
        EntryField("reason", .label, isOptional: true),
      ]
    case .transferExplained:
      [
        EntryField("direction", .choice(WalletTransfer.Direction.allCases.map(\.rawValue))),
        EntryField("transaction", .digest),
        EntryField("height", .count(of: "block height")),
        EntryField("counterparty", .address, isOptional: true),
        EntryField("uakt", .uakt),
        EntryField("reason", .label),
        EntryField("why", .text),
      ]
    default: nil
    }
  }

  private var revenueFields: [EntryField]? {
    switch self {
    case .revenueAgreed:
      [
        EntryField("host", .address),
        EntryField("from", .time),
        EntryField("components", .components),
      ]
    case .revenueEarned:
      [
        EntryField("host", .address),
        EntryField("leaseClass", .label),
        EntryField("from", .time),
        EntryField("until", .time),
        EntryField("earned", .uakt),
        EntryField("refunded", .uakt),
        EntryField("commitment", .digest, isOptional: true),
      ]
    case .revenueReceived:
      [
        EntryField("host", .address),
        EntryField("payer", .address),
        EntryField("transaction", .digest),
        EntryField("height", .count(of: "block height")),
        EntryField("uakt", .uakt),
      ]
    default: nil
    }
  }
}
