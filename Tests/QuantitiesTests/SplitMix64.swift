/// The seeded generator of this folder's property tests.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number whose length in bits is itself drawn, so that small and huge ones are equally common.
  mutating func nextOfAnyLength() -> UInt128 {
    let wide = UInt128(next()) << 64 | UInt128(next())
    return wide >> UInt128(next() % 128)
  }
}
