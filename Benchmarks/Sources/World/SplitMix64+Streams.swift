public import Simulation

extension SplitMix64 {
  /// Begins at a seed of its own for each of a family of streams.
  public init(seed: UInt64, stream: UInt64) {
    var mixer = SplitMix64(seed: seed ^ (stream &+ 1) &* 0xD134_2543_DE82_EF95)
    self.init(seed: mixer.next())
  }

  /// Whether something happens that happens so many times in 10,000.
  public mutating func happens(per10000 chances: Int) -> Bool { below(10_000) < chances }
}
