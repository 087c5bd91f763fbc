/// GPUs of one class on one node.
public struct NodeGroup: Hashable, Sendable {
  /// What they are.
  public let match: ClassMatch
  /// How many.
  public let count: Int

  /// Wraps both; a negative count is none.
  public init(match: ClassMatch, count: Int) {
    self.match = match
    self.count = max(0, count)
  }
}

/// One node as eligibility sees it.
public struct NodeDescription: Hashable, Sendable {
  /// Its GPUs.
  public let groups: [NodeGroup]
  /// The host's memory in bytes, nil where it is not known.
  public let hostMemoryBytes: UInt64?

  /// Wraps both.
  public init(groups: [NodeGroup], hostMemoryBytes: UInt64?) {
    self.groups = groups
    self.hostMemoryBytes = hostMemoryBytes
  }
}
