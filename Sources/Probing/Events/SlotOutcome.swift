public import Evidence
public import Quantities

/// What an observer says of one provider in one slot.
public struct SlotOutcome: Hashable, Sendable {
  /// The provider's line of the roster.
  public let provider: ProviderIndex
  /// The first second of the slot.
  public let slotStart: Timestamp
  /// Up, down, or unobserved.
  public let state: State

  /// The three states of law 4.
  public enum State: Hashable, Sendable {
    case up
    case down(DownReason)
    case unobserved(UnobservedReason)
  }

  /// Takes every field as it is.
  public init(provider: ProviderIndex, slotStart: Timestamp, state: State) {
    self.provider = provider
    self.slotStart = slotStart
    self.state = state
  }
}

/// Why a slot is neither up nor down.
public enum UnobservedReason: String, Hashable, Sendable, CaseIterable {
  /// Its moment passed while the observer slept, was stopped, or was too busy.
  case missed
  /// The observer's own network was down in that slot: so for everyone.
  case ownNetwork = "own-network"
  /// The wall clock was set in that slot: so for everyone.
  case clock
  /// The question could not be asked, or the canaries were not known around it.
  case couldNotTell = "could-not-tell"
  /// The disk took no more, and the memory was full.
  case notKept = "not-kept"
}
