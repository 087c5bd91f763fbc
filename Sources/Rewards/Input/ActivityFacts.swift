public import Quantities

/// What the entries say for activity pools: who takes part, and who belongs together.
public struct ActivityFacts: Hashable, Sendable {
  /// Everybody who takes or took part in an activity pool.
  public var participants: [ActivityParticipant] = []
  /// Whom each wallet has paid and who stands behind it, where that is not the wallet itself.
  public var parties: [WalletParty] = []
  /// Pairs of wallets that were declared or decided to be related.
  public var relations: [WalletRelation] = []

  /// Nothing.
  public init() {}
}

/// Somebody's part in an activity pool: a provider who leases out, or a deployer who pays.
public struct ActivityParticipant: Hashable, Sendable {
  /// The id.
  public let id: Label
  /// The pool that pays.
  public let pool: Label
  /// Which side of its leases it is.
  public let role: ActivityRole
  /// The wallet that leases out, or pays for leases.
  public let wallet: Address
  /// The first second.
  public let from: Timestamp
  /// The first second after it: the stated end, or an earlier one.
  public let until: Timestamp
  /// The end as first stated; without one the pool's.
  public let statedUntil: Timestamp
  /// When it left before its stated end.
  public let endedEarly: Timestamp?
  /// Who is paid.
  public let payee: Address
  /// The party behind it.
  public let beneficiary: Beneficiary
  /// The number of the fact that began it.
  public let line: Int

  /// Takes every field as it is.
  public init(
    id: Label, pool: Label, role: ActivityRole, wallet: Address, from: Timestamp,
    until: Timestamp, statedUntil: Timestamp, endedEarly: Timestamp? = nil, payee: Address,
    beneficiary: Beneficiary, line: Int
  ) {
    self.id = id
    self.pool = pool
    self.role = role
    self.wallet = wallet
    self.from = from
    self.until = until
    self.statedUntil = statedUntil
    self.endedEarly = endedEarly
    self.payee = payee
    self.beneficiary = beneficiary
    self.line = line
  }
}

/// A side of a lease.
public enum ActivityRole: String, Hashable, Sendable, CaseIterable {
  /// Who leases out.
  case provider
  /// Who pays for leases, and so brings activity.
  case deployer
}

/// A wallet with whom it has paid and who stands behind it.
public struct WalletParty: Hashable, Sendable {
  /// The wallet.
  public let wallet: Address
  /// Who is paid in its place.
  public let payee: Address
  /// The party behind it.
  public let beneficiary: Beneficiary

  /// Takes every field as it is.
  public init(wallet: Address, payee: Address, beneficiary: Beneficiary) {
    self.wallet = wallet
    self.payee = payee
    self.beneficiary = beneficiary
  }
}

/// Two wallets that belong together; which is named first does not matter.
public struct WalletRelation: Hashable, Sendable {
  /// One of the two.
  public let wallet: Address
  /// The other.
  public let relative: Address

  /// Joins two wallets.
  public init(_ wallet: Address, _ relative: Address) {
    self.wallet = wallet
    self.relative = relative
  }
}
