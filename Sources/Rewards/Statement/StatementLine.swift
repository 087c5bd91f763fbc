public import Quantities

/// What one payee has of a pool: this epoch's part and everything before it.
///
///     accrued = vested + Σ unvested + Σ holds
public struct StatementLine: Hashable, Sendable {
  /// Whose line it is.
  public var key: LineKey
  /// Parts + correction − taken back; negative where a correction takes more than was earned.
  public var earnedMicros: Int64
  /// The correction of earlier epochs: the sum of `corrections`.
  public var correctionMicros: Int64
  /// The corrections of earlier epochs, ascending by epoch and claim.
  public var corrections: [LineCorrection]
  /// Forfeited and refused amounts, at least 0.
  public var takenBackMicros: Int64
  /// The amounts of this epoch's parts that are held.
  public var heldMicros: Int64
  /// Earned since the first epoch.
  public var accruedMicros: Int64
  /// Vested since the first epoch.
  public var vestedMicros: Int64
  /// What vests later, ascending by time and claim.
  public var unvested: [Unvested]
  /// What waits for a review, ascending by epoch, claim and time.
  public var holds: [Hold]
  /// What this statement converted; nil: nothing.
  public var uakt: Int64?
  /// What all statements converted.
  public var uaktToDate: Int64
  /// Vested, and not yet converted.
  public var waitingMicros: Int64
  /// This epoch's claims, in their order.
  public var parts: [StatementPart]

  /// A line without anything.
  public init(key: LineKey) {
    self.key = key
    earnedMicros = 0
    correctionMicros = 0
    corrections = []
    takenBackMicros = 0
    heldMicros = 0
    accruedMicros = 0
    vestedMicros = 0
    unvested = []
    holds = []
    uakt = nil
    uaktToDate = 0
    waitingMicros = 0
    parts = []
  }

  /// An amount that vests later.
  public struct Unvested: Hashable, Sendable {
    /// The claim that earned it.
    public var claim: Label
    /// When it vests.
    public var vests: Timestamp
    /// The amount, above 0.
    public var micros: Int64

    /// Takes every field as it is.
    public init(claim: Label, vests: Timestamp, micros: Int64) {
      self.claim = claim
      self.vests = vests
      self.micros = micros
    }
  }

  /// An amount that waits for a review.
  public struct Hold: Hashable, Sendable {
    /// The epoch in which it was earned.
    public var epoch: Int
    /// The claim that earned it.
    public var claim: Label
    /// When it vests, once released.
    public var vests: Timestamp
    /// Why it is held.
    public var reason: PartReason
    /// The amount, above 0.
    public var micros: Int64

    /// Takes every field as it is.
    public init(epoch: Int, claim: Label, vests: Timestamp, reason: PartReason, micros: Int64) {
      self.epoch = epoch
      self.claim = claim
      self.vests = vests
      self.reason = reason
      self.micros = micros
    }
  }

  /// Whether the amounts add up, and what waits is above 0.
  public var isBalanced: Bool {
    let corrected = corrections.reduce(Int128(0)) { $0 + Int128($1.micros) }
    guard corrected == Int128(correctionMicros) else { return false }
    var sum = Int128(vestedMicros)
    for entry in unvested {
      guard entry.micros > 0 else { return false }
      sum += Int128(entry.micros)
    }
    for hold in holds {
      guard hold.micros > 0 else { return false }
      sum += Int128(hold.micros)
    }
    return sum == Int128(accruedMicros)
  }
}
