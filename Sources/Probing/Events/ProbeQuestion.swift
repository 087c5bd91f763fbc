public import Quantities

/// Which question: a provider, a slot, and the how-manieth attempt, from 0.
public struct ProbeID: Hashable, Sendable {
  /// The provider's line of the roster.
  public let provider: ProviderIndex
  /// The first second of the slot that the answer will count for.
  public let slotStart: Timestamp
  /// 0 for the first.
  public let attempt: Int

  /// Takes every field as it is.
  public init(provider: ProviderIndex, slotStart: Timestamp, attempt: Int) {
    self.provider = provider
    self.slotStart = slotStart
    self.attempt = attempt
  }
}

/// A question to ask now.
public struct ProbeQuestion: Hashable, Sendable {
  /// Which one it is; the answer names it.
  public let id: ProbeID
  /// The owner's address, whose certificate is wanted.
  public let owner: Address
  /// Where, as the target had it.
  public let endpoint: String
  /// How long the answer may take; later, the machine has counted it as a timeout.
  public let limitMilliseconds: Int64
}
