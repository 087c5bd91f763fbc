/// A way in which a provider of the world misbehaves, on request.
public enum Defect: String, Hashable, Sendable, CaseIterable {
  /// A count of GPUs below zero, shown as the largest number of 64 bits.
  case underflow
  /// Counts of GPUs and no list of cards.
  case nullInfo = "null-info"
  /// Cards that the provider's own table does not know.
  case missingModel = "missing-model"
  /// The inventory and its time stand still.
  case frozenInventory = "frozen-inventory"
  /// Away in a third of all stretches of five minutes.
  case flapping
  /// Answers byte by byte.
  case slowDrip = "slow-drip"
  /// Another key under the registered certificate's number and name.
  case wrongCertificate = "wrong-certificate"
  /// Another provider's address is registered, and nothing runs.
  case sharedHost = "shared-host"
  /// Eight GPUs are shown on a node that has one; tenants soon leave.
  case inflatedCounts = "inflated-counts"
  /// The cards are the preceding provider's, shown again under this owner.
  case oneGPUTwoOwners = "one-gpu-two-owners"
  /// The owner leases everything from itself.
  case selfLeasing = "self-leasing"
  /// A release from before the status message, with the older REST shapes.
  case oldRelease = "old-release"
  /// The owner leases everything from itself, by a wallet that nobody knows to be its own.
  case hiddenSelfLeasing = "hidden-self-leasing"

  /// What it does, for people.
  public var meaning: String {
    switch self {
    case .underflow: "a GPU count of 18446744073709551615"
    case .nullInfo: "counts without a list of cards"
    case .missingModel: "cards without vendor's name, model and memory"
    case .frozenInventory: "inventory and time of the status stand still"
    case .flapping: "away in a third of all five-minute stretches"
    case .slowDrip: "answers one byte a second"
    case .wrongCertificate: "another key under the registered number and name"
    case .sharedHost: "another provider's address is registered"
    case .inflatedCounts: "eight GPUs shown where one is"
    case .oneGPUTwoOwners: "the preceding provider's cards, under this owner too"
    case .selfLeasing: "every lease is the owner's own"
    case .oldRelease: "REST only, in the oldest shape"
    case .hiddenSelfLeasing: "every lease is the owner's own, by a wallet that nobody knows as its"
    }
  }
}
