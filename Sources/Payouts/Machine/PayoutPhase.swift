/// Where the payment of a batch stands, as shown.
public enum PayoutPhase: String, Hashable, Sendable, CaseIterable {
  /// Computed, and nothing is prepared.
  case due
  /// In the journal, waiting for signatures.
  case prepared
  /// Signed bytes are stored, and their hash is in the journal.
  case signed
  /// A node took it.
  case submitted
  /// Every node that answered refused it at check; it can still land.
  case rejected
  /// Its payees are paid.
  case confirmed
  /// Included and failed: fee and sequence are spent.
  case failed
  /// Proven dead.
  case expired
  /// Dead, and a later attempt of the same batch took its place.
  case replaced
}
