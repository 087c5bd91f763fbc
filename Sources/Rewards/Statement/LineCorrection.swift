public import Quantities

/// What a correction of an earlier epoch brings one claim of a line, and what becomes of it (O-54).
///
///     amount = difference,   0 when it was refused or forfeited
public struct LineCorrection: Hashable, Sendable {
  /// The epoch corrected.
  public var epoch: Int
  /// The claim.
  public var claim: Label
  /// The vesting time of the claim's part of that epoch.
  public var vests: Timestamp
  /// Corrected minus replaced, not 0.
  public var differenceMicros: Int64
  /// What the line takes in of it.
  public var micros: Int64
  /// Why it is held, or lost; nil: neither.
  public var reason: Reason?

  /// Takes every field as it is.
  public init(
    epoch: Int, claim: Label, vests: Timestamp, differenceMicros: Int64, micros: Int64,
    reason: Reason?
  ) {
    self.epoch = epoch
    self.claim = claim
    self.vests = vests
    self.differenceMicros = differenceMicros
    self.micros = micros
    self.reason = reason
  }

  /// Why a difference is not simply paid or taken.
  public enum Reason: Hashable, Sendable {
    /// What it corrects is held for this reason, and no review has decided.
    case held(PartReason)
    /// What it corrects was refused by a review.
    case refused
    /// What it corrects was forfeited by an early end.
    case forfeited

    /// The code in statements.
    public var code: String {
      switch self {
      case .held(let reason): reason.code
      case .refused: "refused"
      case .forfeited: "forfeited"
      }
    }

    /// Reads a code, by its bytes.
    public init?(code: String) {
      if code.utf8.elementsEqual("refused".utf8) {
        self = .refused
      } else if code.utf8.elementsEqual("forfeited".utf8) {
        self = .forfeited
      } else if let reason = PartReason(code: code), reason.holds {
        self = .held(reason)
      } else {
        return nil
      }
    }

    /// Whether nothing of the difference is left.
    public var isLoss: Bool { self == .refused || self == .forfeited }
  }
}
