/// What becomes of one reported value.
public enum FieldVerdict: Hashable, Sendable {
  /// A plausible amount: thousandths of a core, bytes, or GPUs.
  case value(UInt64)
  /// The report has none: unknown is neither zero nor what was there before (law 4).
  case unknown
  /// An impossible value: it is not credited, and an earlier good one stays (O-44).
  case quarantined(InventoryFault, raw: String)

  /// The amount where there is a plausible one.
  public var amount: UInt64? {
    if case .value(let amount) = self { amount } else { nil }
  }

  /// Whether the value was impossible.
  public var isQuarantined: Bool {
    if case .quarantined = self { true } else { false }
  }
}
