/// Everything that an executor touches.
public struct PayingPorts: Sendable {
  /// The journal's payout records.
  public var journal: any PayoutJournal
  /// Where signed bytes are kept.
  public var store: any SignedBytesStore
  /// The nodes, each under a label of its own.
  public var nodes: [PaymentNode]
  /// Its time.
  public var clock: any PaymentClock
  /// Whom it tells.
  public var note: @Sendable (PayingNote) -> Void

  /// Takes every port as it is.
  public init(
    journal: any PayoutJournal, store: any SignedBytesStore, nodes: [PaymentNode],
    clock: any PaymentClock, note: @escaping @Sendable (PayingNote) -> Void = { _ in }
  ) {
    self.journal = journal
    self.store = store
    self.nodes = nodes
    self.clock = clock
    self.note = note
  }
}
