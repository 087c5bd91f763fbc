/// Seconds by kind; every second in force stands under exactly one kind (law 7).
public struct KindSeconds: Hashable, Sendable {
  private var lanes: SIMD16<UInt64>

  /// No seconds.
  public init() {
    lanes = .zero
  }

  /// The seconds of one kind.
  public subscript(kind: SecondKind) -> UInt64 {
    get { lanes[kind.rawValue] }
    set { lanes[kind.rawValue] = newValue }
  }

  /// U: the verified seconds.
  public var verified: UInt64 { self[.verified] }

  /// D: the seconds in which the unit could have been there and was not.
  public var down: UInt64 {
    self[.down] &+ self[.missing] &+ self[.unproven] &+ self[.nodeMixed]
  }

  /// N: the seconds that nobody saw of this provider alone.
  public var unknown: UInt64 {
    self[.unobservedProvider] &+ self[.conflict] &+ self[.inventoryUnknown]
  }

  /// All seconds.
  public var total: UInt64 { lanes.wrappedSum() }

  /// Adds the seconds of so many units; sums of a pool's unit-seconds stay far below 2^64.
  mutating func add(_ other: KindSeconds, units: Int) {
    lanes = lanes &+ other.lanes &* SIMD16(repeating: UInt64(units))
  }
}
