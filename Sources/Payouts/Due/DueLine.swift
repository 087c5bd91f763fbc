public import Quantities
public import Rewards

/// What one payee has of one pool under one beneficiary, as payouts see it.
public struct DueLine: Hashable, Sendable {
  /// Whose line it is; a batch settles each once.
  public struct Key: Hashable, Comparable, Sendable {
    /// The pool.
    public let pool: Label
    /// What the pool owes in.
    public let currency: Currency
    /// The party behind the payee, with whom debts stay (decision 0013).
    public let beneficiary: Beneficiary
    /// The account that is paid.
    public let payee: Address

    /// Takes every field as it is.
    public init(pool: Label, currency: Currency, beneficiary: Beneficiary, payee: Address) {
      self.pool = pool
      self.currency = currency
      self.beneficiary = beneficiary
      self.payee = payee
    }

    /// Orders by pool, currency, beneficiary and payee.
    public static func < (left: Key, right: Key) -> Bool {
      if left.pool != right.pool { return left.pool < right.pool }
      if left.currency != right.currency { return left.currency < right.currency }
      if left.beneficiary != right.beneficiary { return left.beneficiary < right.beneficiary }
      return left.payee < right.payee
    }
  }

  /// What one statement says has vested, and from when on that can be paid.
  public struct Step: Hashable, Sendable {
    /// The statement's payout date.
    public let payable: Timestamp
    /// Vested since the first epoch.
    public let vestedMicros: Int64

    /// Joins the two.
    public init(payable: Timestamp, vestedMicros: Int64) {
      self.payable = payable
      self.vestedMicros = vestedMicros
    }
  }

  /// What an open dispute holds of this line.
  public struct Dispute: Hashable, Sendable {
    /// The payout date of the statement that is disputed.
    public let payable: Timestamp
    /// How much, above 0.
    public let micros: Int64

    /// Joins the two.
    public init(payable: Timestamp, micros: Int64) {
      self.payable = payable
      self.micros = micros
    }
  }

  /// Whose line it is.
  public var key: Key
  /// The providers that earned it; screening looks at them too.
  public var providers: [Address]
  /// How the payee was named.
  public var naming: PayeeNaming
  /// Every statement's vested amount, in the order of epochs.
  public var steps: [Step]
  /// Earned, and not yet vested, by the newest statement.
  public var unvestedMicros: Int64
  /// Held for review by the newest statement.
  public var reviewMicros: Int64
  /// Vested dollars that a later statement will convert.
  public var waitingMicros: Int64
  /// Open disputes.
  public var disputes: [Dispute]
  /// Paid by confirmed batches.
  public var paidMicros: Int64
  /// Outputs of the undecided batch.
  public var inBatchMicros: Int64
  /// What the line owes besides, in its currency.
  public var owedBackMicros: Int64
  /// What is wrong with the payee's address; nil: nothing.
  public var fault: AddressFault?

  /// A line of which nothing is held, disputed or paid.
  public init(
    key: Key, providers: [Address] = [], naming: PayeeNaming = .provider, steps: [Step],
    unvestedMicros: Int64 = 0, reviewMicros: Int64 = 0, waitingMicros: Int64 = 0,
    disputes: [Dispute] = [], paidMicros: Int64 = 0, inBatchMicros: Int64 = 0,
    owedBackMicros: Int64 = 0,
    fault: AddressFault? = nil
  ) {
    self.key = key
    self.providers = providers
    self.naming = naming
    self.steps = steps
    self.unvestedMicros = unvestedMicros
    self.reviewMicros = reviewMicros
    self.waitingMicros = waitingMicros
    self.disputes = disputes
    self.paidMicros = paidMicros
    self.inBatchMicros = inBatchMicros
    self.owedBackMicros = owedBackMicros
    self.fault = fault
  }

  /// Whether every amount is within an amount's bounds, and those that cannot be negative are not.
  var isSound: Bool {
    let counts =
      [
        unvestedMicros, reviewMicros, waitingMicros, paidMicros, inBatchMicros, owedBackMicros,
      ] + disputes.map(\.micros)
    return counts.allSatisfy { $0 >= 0 && $0 <= Amount.limitMicros }
      && steps.allSatisfy { $0.vestedMicros.magnitude <= Amount.limitMicros.magnitude }
      && zip(steps, steps.dropFirst()).allSatisfy { $0.payable <= $1.payable }
  }
}
