import Keys
public import Quantities

/// When each provider is asked: one moment in each slot, that nobody can foresee without the seed.
///
///     h = SHA-256(seed ‖ slot's first second as 8 bytes, most significant first ‖ owner's address)
///     moment = slot's first millisecond + ⌊window · first 8 bytes of h / 2^64⌋
///     window = slot − ⌊slot / 3⌋, in milliseconds
///
/// The last third is left for retries, so that whoever is asked in a slot is judged in it. Anybody
/// who learns the seed after `probe.revealed` computes the same moments, from nothing else.
public struct ProbePlan: Hashable, Sendable {
  /// The seed.
  public let seed: ProbeSeed
  /// The length of a slot, 1…86,400 seconds.
  public let slotSeconds: Int64

  /// Joins both.
  public init(seed: ProbeSeed, slotSeconds: Int64) {
    precondition(slotSeconds >= 1, "A slot has at least one second.")
    self.seed = seed
    self.slotSeconds = slotSeconds
  }

  /// What is left at a slot's end for retries and answers, in milliseconds.
  public static func marginMilliseconds(slotSeconds: Int64) -> Int64 { slotSeconds * 1_000 / 3 }

  /// From how many milliseconds of a slot a moment is drawn.
  public static func windowMilliseconds(slotSeconds: Int64) -> Int64 {
    slotSeconds * 1_000 - marginMilliseconds(slotSeconds: slotSeconds)
  }

  /// Milliseconds from the slot's start to the provider's moment, 0 ..< window.
  public func offsetMilliseconds(provider: Address, slotStart: Timestamp) -> Int64 {
    offsetMilliseconds(ofBytes: provider.bytes, slotStart: slotStart)
  }

  /// The provider's moment in the slot, in milliseconds since 1970.
  public func momentMilliseconds(provider: Address, slotStart: Timestamp) -> Int64 {
    slotStart.seconds * 1_000 + offsetMilliseconds(provider: provider, slotStart: slotStart)
  }

  /// Whether an observation that began then lay at its planned moment, no more than so late.
  public func holds(
    provider: Address, slotStart: Timestamp, askedMilliseconds: Int64, lateMilliseconds: Int64
  ) -> Bool {
    let planned = momentMilliseconds(provider: provider, slotStart: slotStart)
    return askedMilliseconds >= planned && askedMilliseconds - planned <= lateMilliseconds
  }

  /// The moment of something that has no address: a price source, by its label's bytes behind `$`.
  func offsetMilliseconds(ofBytes name: [UInt8], slotStart: Timestamp) -> Int64 {
    let digest = Sha256.digest(of: seed.revealed.bytes + bigEndian(slotStart.seconds) + name)
    let window = UInt64(Self.windowMilliseconds(slotSeconds: slotSeconds))
    return Int64(digest.bigEndianWords.0.multipliedFullWidth(by: window).high)
  }
}
