public import Evidence
public import Quantities

/// Something that holds at a provider for a while, as some or all observers see it.
///
/// Spells are painted over the provider's ordinary days in their order, the last one on top.
public struct Spell: Hashable, Sendable {
  /// When it holds.
  public let span: TimeSpan
  /// The observers, by position, who see it; nil: all.
  public let observers: [Int]?
  /// What is seen.
  public let sight: Sight

  /// Takes every field as it is.
  public init(_ sight: Sight, _ span: TimeSpan, observers: [Int]? = nil) {
    self.sight = sight
    self.span = span
    self.observers = observers
  }

  func isSeen(by observer: Int) -> Bool { observers?.contains(observer) ?? true }

  /// What an observer sees.
  public enum Sight: Hashable, Sendable {
    /// The provider answers.
    case up
    /// The provider does not answer while the observer's canaries do.
    case down(DownReason)
    /// The observer has nothing to say about the provider.
    case unseen
    /// The node's inventory is null; without a node: every node's.
    case inventoryNull(node: UInt16?)
    /// The status names no inventory at all.
    case inventoryAbsent
    /// The node reports other counts of its `group`-th kind of device.
    case counts(node: UInt16, group: Int, DeviceCounts)
  }
}

/// How many devices a node reports, as the wire carries it: underflows and all.
public struct DeviceCounts: Hashable, Sendable {
  /// 2^64 − 1, what an unsigned counter shows after going below zero.
  public static let underflow = DeviceCounts(
    capacity: UInt64.max, allocatable: UInt64.max, allocated: 0)

  /// Devices in the machine.
  public let capacity: UInt64
  /// Devices that can be leased.
  public let allocatable: UInt64
  /// Devices that are leased.
  public let allocated: UInt64

  /// Takes every field as it is.
  public init(capacity: UInt64, allocatable: UInt64, allocated: UInt64 = 0) {
    self.capacity = capacity
    self.allocatable = allocatable
    self.allocated = allocated
  }

  /// The same number everywhere, nothing leased.
  public init(_ count: UInt64) {
    self.init(capacity: count, allocatable: count)
  }
}
