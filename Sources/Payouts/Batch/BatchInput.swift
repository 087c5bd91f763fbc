public import Quantities

/// Everything that a batch is computed from.
public struct BatchInput: Hashable, Sendable {
  /// Every line of every pool.
  public var lines: [DueLine]
  /// What bounds a batch.
  public var rule: BatchRule
  /// A time of the log.
  public var time: Timestamp
  /// The price for dollars; nil: none is valid.
  public var price: Price18?
  /// What the wallet holds, less what is kept back, in uakt.
  public var walletUakt: Int64
  /// What pacing leaves, in uakt; nil: no pacing.
  public var paceUakt: Int64?
  /// Whom the administration does not pay for now.
  public var screening: ScreeningList
  /// Whether the committee halted payouts.
  public var isHalted: Bool

  /// Lines under a rule, not screened, paced or halted.
  public init(
    lines: [DueLine], rule: BatchRule, time: Timestamp, price: Price18? = nil, walletUakt: Int64,
    paceUakt: Int64? = nil, screening: ScreeningList = ScreeningList(), isHalted: Bool = false
  ) {
    self.lines = lines
    self.rule = rule
    self.time = time
    self.price = price
    self.walletUakt = walletUakt
    self.paceUakt = paceUakt
    self.screening = screening
    self.isHalted = isHalted
  }
}
