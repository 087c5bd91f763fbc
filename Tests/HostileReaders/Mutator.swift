import Simulation

/// Changes samples into input that nearly fits; the same for the same numbers.
public struct Mutator {
  /// The longest input made.
  static let limitBytes = 1 << 20

  /// What the reader under test compares with: its samples, and words that matter in its form.
  public let samples: [[UInt8]]
  private let words: [[UInt8]]

  private static let numbers: [[UInt8]] = [
    "0", "-1", "00", "-0", "1e9", "1.5", "255", "65535", "65536", "4294967295", "4294967296",
    "9223372036854775807", "9223372036854775808", "18446744073709551616",
    "170141183460469231731687303715884105728", "1000000000000000001",
    "99999999999999999999999999999999999999999999999999999999",
  ].map { Array($0.utf8) }

  private static let fragments: [[UInt8]] =
    [
      "null", "true", "[]", "{}", "\"\"", "\\u0000", "\\ud800", "\"\\", "[[[[[[[[[[[[[[[[",
      "{\"a\":",
      "\n", "\r\n", ",", ":", "&a", "*a", "!!x", "- - - -", "? ", "|\n", "%", "~", "é", "\u{202E}",
    ].map { Array($0.utf8) } + [
      [0xFF, 0xFE], [0xC0, 0x80], [0xEF, 0xBB, 0xBF], [0], [0xED, 0xA0],
    ]

  init(samples: [[UInt8]], words: [String] = []) {
    self.samples = samples
    self.words = Self.numbers + Self.fragments + words.map { Array($0.utf8) }
  }

  /// The input of one case: it depends on the seed and the number alone.
  public func input(seed: UInt64, case number: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed &+ number &* 0xD134_2543_DE82_EF95)
    return input(&random)
  }

  /// The input drawn next.
  func input(_ random: inout SplitMix64) -> [UInt8] {
    guard !samples.isEmpty, random.below(64) > 0 else {
      return (0..<random.below(256)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }
    var bytes = samples[random.below(samples.count)]
    // Now and then a sample as it is, so that the way through is walked too.
    guard random.below(32) > 0 else { return bytes }
    for _ in 0...random.below(1 << random.below(4)) { change(&bytes, &random) }
    if bytes.count > Self.limitBytes { bytes.removeLast(bytes.count - Self.limitBytes) }
    return bytes
  }

  private func change(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let position = random.below(bytes.count + 1)
    switch random.below(12) {
    case 0: flip(&bytes, at: position, &random)
    case 1: bytes.removeSubrange(range(in: bytes, from: position, atMost: 16, &random))
    case 2: bytes.removeSubrange(position...)
    case 3: bytes.insert(contentsOf: words[random.below(words.count)], at: position)
    case 4: copyWithin(&bytes, to: position, &random)
    case 5: splice(&bytes, at: position, &random)
    case 6, 7: replaceNumber(&bytes, from: position, &random)
    case 8: replaceLittleEndian(&bytes, at: position, &random)
    case 9: swapParts(&bytes, &random)
    case 10:
      let part = range(in: bytes, from: position, atMost: 64, &random)
      bytes.replaceSubrange(part, with: words[random.below(words.count)])
    default:
      for index in range(in: bytes, from: position, atMost: 8, &random) {
        bytes[index] = UInt8(truncatingIfNeeded: random.next())
      }
    }
  }

  private func range(
    in bytes: [UInt8], from position: Int, atMost limit: Int, _ random: inout SplitMix64
  ) -> Range<Int> {
    position..<min(bytes.count, position + 1 + random.below(limit))
  }

  private func flip(_ bytes: inout [UInt8], at position: Int, _ random: inout SplitMix64) {
    guard position < bytes.count else { return }
    bytes[position] ^= 1 << UInt8(random.below(8))
  }

  private func copyWithin(_ bytes: inout [UInt8], to position: Int, _ random: inout SplitMix64) {
    let part = range(in: bytes, from: random.below(bytes.count), atMost: 256, &random)
    let copy = Array(bytes[part])
    for _ in 0...random.below(4) { bytes.insert(contentsOf: copy, at: position) }
  }

  private func splice(_ bytes: inout [UInt8], at position: Int, _ random: inout SplitMix64) {
    let other = samples[random.below(samples.count)]
    bytes.replaceSubrange(position..., with: other[random.below(other.count + 1)...])
  }

  /// The digits at or behind a place become another number, and with them lengths and counts.
  private func replaceNumber(
    _ bytes: inout [UInt8], from position: Int, _ random: inout SplitMix64
  ) {
    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    guard let start = bytes[position...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.endIndex
    bytes.replaceSubrange(start..<end, with: Self.numbers[random.below(Self.numbers.count)])
  }

  private func replaceLittleEndian(
    _ bytes: inout [UInt8], at position: Int, _ random: inout SplitMix64
  ) {
    let width = 1 << random.below(4)
    guard position + width <= bytes.count else { return }
    let values: [UInt64] = [0, 1, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 1 << 63, .max]
    let value = values[random.below(values.count)] &+ UInt64(random.below(3)) &- 1
    for byte in 0..<width {
      bytes[position + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))
    }
  }

  private func swapParts(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let first = range(in: bytes, from: random.below(bytes.count), atMost: 64, &random)
    let second = range(in: bytes, from: first.upperBound, atMost: 64, &random)
    let parts = (Array(bytes[first]), Array(bytes[second]))
    bytes.replaceSubrange(first.lowerBound..<second.upperBound, with: parts.1 + parts.0)
  }
}
