import Quantities

/// A stand-in for SHA-256 in tests: four seeded FNV-like words, good enough to tell bytes apart.
enum TestHash {
  static func digest(_ bytes: UnsafeRawBufferPointer) -> Digest {
    func word(_ seed: UInt64) -> UInt64 {
      var state = seed
      for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      return state
    }
    return Digest(
      bigEndianWords: word(0xCBF2_9CE4_8422_2325), word(1), word(2), word(3))
  }

  static func digest(_ bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { digest($0) } }
}
