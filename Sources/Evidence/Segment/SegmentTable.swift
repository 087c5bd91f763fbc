/// The tables of all segment types, by the names that headers give them.
public enum SegmentTable: String, Hashable, Sendable, CaseIterable {
  case descriptors, providers, up, down
  case reasonRow = "reason.row"
  case reasonFrom = "reason.from"
  case reasonTo = "reason.to"
  case reasonCode = "reason.code"
  case inventoryRow = "inventory.row"
  case inventoryNode = "inventory.node"
  case inventoryFrom = "inventory.from"
  case inventoryTo = "inventory.to"
  case inventoryDescriptor = "inventory.descriptor"
  case inventoryCapacity = "inventory.capacity"
  case inventoryAllocatable = "inventory.allocatable"
  case inventoryAllocated = "inventory.allocated"
  case provider, node, descriptor, level, attested, from, to, device, host
  case lease, gpus, state, answered, denom, price
  case sources, at, source, low, high
  case reason
  case tenants, tenant, cores, cost
}

/// A table's place in its type and how its length follows from its rows.
struct TableLayout: Sendable {
  let table: SegmentTable
  let width: Width

  /// What one row of a table takes.
  enum Width: Equatable, Sendable {
    /// JSON of any length.
    case json
    /// So many bytes a row, of the same number of rows as the group's first table.
    case fixed(Int, group: Int)
    /// ⌈slots / 8⌉ bytes a row.
    case plane(group: Int)
  }

  /// The tables of a type, in the order in which they stand in a file.
  static func tables(of type: SegmentType) -> [TableLayout] {
    switch type {
    case .presence: presence
    case .proof: proof
    case .lease: lease
    case .price: price
    case .closing: closing
    case .activity: activity
    }
  }

  private static func fixed(_ table: SegmentTable, _ bytes: Int, _ group: Int = 0) -> TableLayout {
    TableLayout(table: table, width: .fixed(bytes, group: group))
  }

  private static let presence = [
    TableLayout(table: .descriptors, width: .json),
    fixed(.providers, 4),
    TableLayout(table: .up, width: .plane(group: 0)),
    TableLayout(table: .down, width: .plane(group: 0)),
    fixed(.reasonRow, 4, 1), fixed(.reasonFrom, 2, 1), fixed(.reasonTo, 2, 1),
    fixed(.reasonCode, 1, 1),
    fixed(.inventoryRow, 4, 2), fixed(.inventoryNode, 2, 2), fixed(.inventoryFrom, 2, 2),
    fixed(.inventoryTo, 2, 2), fixed(.inventoryDescriptor, 2, 2), fixed(.inventoryCapacity, 4, 2),
    fixed(.inventoryAllocatable, 4, 2), fixed(.inventoryAllocated, 4, 2),
  ]

  private static let proof = [
    TableLayout(table: .descriptors, width: .json),
    fixed(.provider, 4), fixed(.node, 2), fixed(.descriptor, 2), fixed(.level, 1),
    fixed(.attested, 1), fixed(.from, 4), fixed(.to, 4), fixed(.device, 16), fixed(.host, 16),
  ]

  private static let lease = [
    TableLayout(table: .descriptors, width: .json),
    fixed(.lease, 16), fixed(.provider, 4), fixed(.descriptor, 2), fixed(.gpus, 4),
    fixed(.from, 4), fixed(.to, 4), fixed(.state, 1), fixed(.answered, 1), fixed(.denom, 1),
    fixed(.price, 8),
  ]

  private static let closing = [
    fixed(.lease, 16), fixed(.provider, 4), fixed(.at, 4), fixed(.reason, 1),
  ]

  private static let price = [
    TableLayout(table: .sources, width: .json),
    fixed(.at, 4), fixed(.source, 2), fixed(.low, 8), fixed(.high, 8),
  ]

  private static let activity = [
    TableLayout(table: .tenants, width: .json),
    fixed(.lease, 16), fixed(.provider, 4), fixed(.tenant, 2), fixed(.gpus, 4), fixed(.cores, 4),
    fixed(.from, 4), fixed(.to, 4), fixed(.denom, 1), fixed(.price, 8), fixed(.cost, 4),
  ]
}
