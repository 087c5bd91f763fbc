public import Quantities

/// One provider's presence in a segment, as plain values for writers and readers of single rows.
public struct PresenceRow: Hashable, Sendable {
  /// The provider's number.
  public var provider: ProviderIndex
  /// The slots in which it was up.
  public var up: SlotSet
  /// The slots in which it was down.
  public var down: SlotSet
  /// Why it was down.
  public var reasons: [ReasonRun]
  /// What it reported while up.
  public var inventory: [InventoryRun]

  /// Takes every field as it is; the sets are of the segment's slots.
  public init(
    provider: ProviderIndex, up: SlotSet, down: SlotSet, reasons: [ReasonRun] = [],
    inventory: [InventoryRun] = []
  ) {
    self.provider = provider
    self.up = up
    self.down = down
    self.reasons = reasons
    self.inventory = inventory
  }
}

/// A stretch of slots with one reason for being down.
public struct ReasonRun: Hashable, Sendable {
  /// The first slot.
  public var from: UInt16
  /// The first slot after it.
  public var to: UInt16
  /// The reason.
  public var reason: DownReason

  /// Takes every field as it is.
  public init(from: UInt16, to: UInt16, reason: DownReason) {
    self.from = from
    self.to = to
    self.reason = reason
  }
}

/// A stretch of slots in which a node reported one device with constant counts.
public struct InventoryRun: Hashable, Sendable {
  /// The node, as the observer numbers them.
  public var node: UInt16
  /// The position among the segment's descriptors, or 65,535 for an unknown inventory.
  public var descriptor: UInt16
  /// The first slot.
  public var from: UInt16
  /// The first slot after it.
  public var to: UInt16
  /// The devices that the node has; 0: not reported.
  public var capacity: UInt32
  /// The devices that it offers.
  public var allocatable: UInt32
  /// The devices in use.
  public var allocated: UInt32

  /// Takes every field as it is.
  public init(
    node: UInt16, descriptor: UInt16, from: UInt16, to: UInt16, capacity: UInt32,
    allocatable: UInt32, allocated: UInt32
  ) {
    self.node = node
    self.descriptor = descriptor
    self.from = from
    self.to = to
    self.capacity = capacity
    self.allocatable = allocatable
    self.allocated = allocated
  }

  /// A node whose inventory was null.
  public static func unknown(node: UInt16, from: UInt16, to: UInt16) -> InventoryRun {
    InventoryRun(
      node: node, descriptor: PresenceSegment.nullDescriptor, from: from, to: to, capacity: 0,
      allocatable: 0, allocated: 0)
  }

  var order: (UInt16, UInt16, UInt16) { (node, descriptor, from) }
}

extension PresenceSegment {
  /// One row with its runs.
  public func row(_ index: Int) -> PresenceRow {
    let bytes = file.bytes.span.bytes
    var reasonRuns: [ReasonRun] = []
    for run in reasons.range(bytes, row: UInt32(index)) {
      guard let reason = DownReason(rawValue: bytes.u8(reasons.code + run)) else { continue }
      reasonRuns.append(
        ReasonRun(
          from: bytes.u16(reasons.from + 2 * run), to: bytes.u16(reasons.to + 2 * run),
          reason: reason))
    }
    var inventoryRuns: [InventoryRun] = []
    for run in inventory.range(bytes, row: UInt32(index)) {
      inventoryRuns.append(inventory.run(bytes, run))
    }
    return PresenceRow(
      provider: provider(row: index), up: upSlots(row: index), down: downSlots(row: index),
      reasons: reasonRuns, inventory: inventoryRuns)
  }
}

extension InventoryColumns {
  /// The runs of one row, found by halving.
  func range(_ bytes: RawSpan, row: UInt32) -> Range<Int> {
    bytes.firstIndex(
      notBelow: row, at: self.row, count: count)..<bytes.firstIndex(
        notBelow: row + 1, at: self.row, count: count)
  }

  func run(_ bytes: RawSpan, _ index: Int) -> InventoryRun {
    InventoryRun(
      node: bytes.u16(node + 2 * index), descriptor: bytes.u16(descriptor + 2 * index),
      from: bytes.u16(from + 2 * index), to: bytes.u16(to + 2 * index),
      capacity: bytes.u32(capacity + 4 * index),
      allocatable: bytes.u32(allocatable + 4 * index),
      allocated: bytes.u32(allocated + 4 * index))
  }
}

extension ReasonColumns {
  /// The runs of one row, found by halving.
  func range(_ bytes: RawSpan, row: UInt32) -> Range<Int> {
    bytes.firstIndex(
      notBelow: row, at: self.row, count: count)..<bytes.firstIndex(
        notBelow: row + 1, at: self.row, count: count)
  }
}

extension RawSpan {
  /// The first of `count` ascending 32-bit numbers that is not below the given one.
  func firstIndex(notBelow value: UInt32, at offset: Int, count: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if u32(offset + 4 * middle) < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
