/// Chance without a state: the same bits for the same seed and the same name of what is drawn.
///
/// So a value of a far height costs what one of a near height costs, and nothing depends on the
/// order in which anybody asks.
struct WorldChance: Sendable {
  let seed: UInt64

  /// What bits are drawn for.
  enum Purpose: UInt64, Sendable {
    case card = 1
    case nodes, tenant, offset, duration, price, ending, bidKept, version, attribute, block
    case balance, sequence, serial, down, oracle, device, email, mempool
  }

  func bits(_ purpose: Purpose, _ numbers: UInt64...) -> UInt64 {
    var mixed = Self.mix(seed ^ purpose.rawValue &* 0xD6E8_FEB8_6659_FD93)
    for number in numbers { mixed = Self.mix(mixed ^ number &* 0x9E37_79B9_7F4A_7C15) }
    return mixed
  }

  /// A number from 0 below a bound above 0.
  func below(_ bound: UInt64, _ purpose: Purpose, _ first: UInt64, _ second: UInt64 = 0) -> UInt64 {
    bits(purpose, first, second) % bound
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
