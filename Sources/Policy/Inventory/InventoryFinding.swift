/// What a provider should be told about a node's report, one case per rule.
public enum InventoryFinding: Hashable, Sendable {
  /// A value is impossible.
  case quarantined(InventoryResource, field: InventoryField, InventoryFault, raw: String)
  /// The report has no list of cards.
  case cardsNull
  /// Fewer cards are described than counted; the rest are of unknown class.
  case cardsNotDescribed(counted: UInt64, described: Int)
  /// More cards are described than can be leased; some are out of service.
  case cardsOutOfService(counted: UInt64, described: Int)
  /// A card is not clearly of a known class.
  case card(DeviceDescriptor, ClassMatch)
  /// The device id of a card says something.
  case device(DeviceDescriptor, ResolutionFinding)
}

/// One of the three values of a resource.
public enum InventoryField: String, Hashable, Sendable, CaseIterable {
  case capacity, allocatable, allocated
}
