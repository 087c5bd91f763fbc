/// Why a reported value is quarantined, one case per rule.
public enum InventoryFault: Hashable, Sendable {
  /// It is no quantity.
  case unreadable
  /// It is below zero.
  case negative
  /// It is a small negative number that lost its sign: 2^64 less a little, or that in thousandths.
  case wrappedBelowZero
  /// It is above what one node can have.
  case aboveLimit(UInt64)
  /// A count of GPUs is not whole.
  case notWhole
  /// More is leased than can be.
  case allocatedAboveAllocatable
  /// More can be leased than is built in.
  case allocatableAboveCapacity
  /// The report describes more cards than one node can have.
  case tooManyCards(Int)
}
