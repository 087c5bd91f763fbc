public import Payouts
public import Quantities
import Rewards

/// What entries say of the wallet: what came, what left, what is being paid.
public struct TreasuryBook: Hashable, Sendable {
  /// An entry's body and its line.
  public struct Recorded<Body: Hashable & Sendable>: Hashable, Sendable {
    /// What was said.
    public let body: Body
    /// Where.
    public let line: Int
    /// When the log admitted it.
    public let admittedAt: Timestamp
  }

  /// A pool in one currency.
  public struct PoolCurrency: Hashable, Comparable, Sendable {
    /// The pool.
    public let pool: Label
    /// What is counted.
    public let currency: Currency

    /// Joins the two.
    public init(_ pool: Label, _ currency: Currency) {
      self.pool = pool
      self.currency = currency
    }

    /// Orders by pool, then currency.
    public static func < (left: PoolCurrency, right: PoolCurrency) -> Bool {
      left.pool == right.pool ? left.currency < right.currency : left.pool < right.pool
    }
  }

  /// What one transfer is known by: a transaction may hold several, each with its counterparty.
  ///
  /// What a block moved by itself, by a proposal that it carried out, has no transaction: its
  /// transaction is zero, and its block tells it from others.
  struct TransferKey: Hashable, Comparable {
    let transaction: Digest
    let height: Int64
    let direction: WalletTransfer.Direction
    let counterparty: [UInt8]

    init(
      _ transaction: Digest, _ height: Int64, _ direction: WalletTransfer.Direction,
      _ counterparty: Address?
    ) {
      self.transaction = transaction
      self.height = transaction == .zero ? height : 0
      self.direction = direction
      self.counterparty = counterparty?.bytes ?? []
    }

    static func < (left: TransferKey, right: TransferKey) -> Bool {
      if left.transaction != right.transaction { return left.transaction < right.transaction }
      if left.height != right.height { return left.height < right.height }
      if left.direction != right.direction { return left.direction < right.direction }
      return left.counterparty.lexicographicallyPrecedes(right.counterparty)
    }
  }

  /// The wallet; nil before it is opened.
  public internal(set) var wallet: Recorded<WalletOpened>?
  /// The fold of its payments; nil before it is opened.
  public internal(set) var payouts: PayoutBook?
  /// The entries behind the payments, by sign bytes.
  public internal(set) var prepared = SortedMap<Digest, Recorded<PayoutPrepared>>()
  /// Requests for funding.
  public internal(set) var requests = SortedMap<Label, Recorded<FundingRequested>>()
  /// What was received, in log order.
  public internal(set) var tranches: [Recorded<FundingReceived>] = []
  /// Tokens sold, in log order.
  public internal(set) var sales: [Recorded<SaleMade>] = []
  /// Terms of revenue, in log order.
  public internal(set) var terms: [Recorded<RevenueAgreed>] = []
  /// What funded machines earned, in log order.
  public internal(set) var earnings: [Recorded<RevenueEarned>] = []
  /// Revenue that arrived, in log order.
  public internal(set) var revenue: [Recorded<RevenueReceived>] = []
  /// Transfers explained, in log order.
  public internal(set) var explained: [Recorded<TransferExplained>] = []
  /// What was settled of each pool by payments that landed, and by dollars sent on.
  public internal(set) var settled = SortedMap<PoolCurrency, Int128>()
  /// What the wallet holds by the entries, in uakt.
  public internal(set) var walletUakt: Int128 = 0
  /// What tranches were worth when they came, in micro-dollars.
  public internal(set) var fundedMicros: Int128 = 0
  /// Which line recorded a transfer.
  var transfers = SortedMap<TransferKey, Int>()
  var ids: [Label: Int] = [:]
  /// The lines that name plans.
  var plans: [Digest: Int] = [:]

  /// Nothing.
  public init() {}

  /// The price of the newest tranche.
  public var newestPrice: Price18? { tranches.last?.body.price }
}
