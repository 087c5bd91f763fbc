/// Seconds by kind; every second in force stands under exactly one kind (law 7).
public struct KindSeconds: Sendable {
  /// One place for each kind, no more: a close holds hundreds of thousands of these.
  private var places: InlineArray<12, UInt64>

  /// No seconds.
  public init() {
    places = InlineArray(repeating: 0)
  }

  /// The seconds of one kind.
  public subscript(kind: SecondKind) -> UInt64 {
    get { places[kind.rawValue] }
    set { places[kind.rawValue] = newValue }
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
  public var total: UInt64 {
    var sum: UInt64 = 0
    for place in places.indices { sum &+= places[place] }
    return sum
  }

  /// Adds the seconds of so many units; sums of a pool's unit-seconds stay far below 2^64.
  mutating func add(_ other: KindSeconds, units: Int) {
    for place in places.indices { places[place] &+= other.places[place] &* UInt64(units) }
  }
}

extension KindSeconds: Hashable {
  /// Whether every kind has as many seconds in both.
  public static func == (left: KindSeconds, right: KindSeconds) -> Bool {
    for place in left.places.indices where left.places[place] != right.places[place] {
      return false
    }
    return true
  }

  /// Hashes the seconds of every kind.
  public func hash(into hasher: inout Hasher) {
    for place in places.indices { hasher.combine(places[place]) }
  }
}
