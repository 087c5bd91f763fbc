public import Quantities

/// The epochs that entries froze and stated.
public struct EpochBook: Hashable, Sendable {
  /// One version of one epoch.
  public struct Frozen: Hashable, Sendable {
    /// What was frozen.
    public let body: EpochFrozen
    /// When the log admitted it.
    public let admittedAt: Timestamp
    /// The line that froze it.
    public let line: Int
    /// The statement that follows from it; nil before it is published.
    public internal(set) var statement: Published?
  }

  /// A statement.
  public struct Published: Hashable, Sendable {
    /// What was published.
    public let body: StatementPublished
    /// When the log admitted it.
    public let admittedAt: Timestamp
    /// The line that published it.
    public let line: Int
  }

  private struct Key: Hashable {
    let pool: Label
    let epoch: Int
  }

  /// All versions of all epochs in log order.
  public private(set) var frozen: [Frozen] = []
  private var positions: [Key: [Int]] = [:]
  private var inputs: [Digest: ComputedInput] = [:]

  /// The versions of an epoch, from 1.
  public func versions(pool: Label, epoch: Int) -> [Frozen] {
    (positions[Key(pool: pool, epoch: epoch)] ?? []).map { frozen[$0] }
  }

  /// A version of an epoch, if it was frozen.
  public func frozen(pool: Label, epoch: Int, version: Int) -> Frozen? {
    let versions = positions[Key(pool: pool, epoch: epoch)] ?? []
    guard version >= 1, version <= versions.count else { return nil }
    return frozen[versions[version - 1]]
  }

  /// The statement of a version of an epoch, if it was published.
  public func statement(pool: Label, epoch: Int, version: Int) -> Published? {
    frozen(pool: pool, epoch: epoch, version: version)?.statement
  }

  /// The newest statement of an epoch.
  public func latestStatement(pool: Label, epoch: Int) -> Published? {
    versions(pool: pool, epoch: epoch).compactMap(\.statement).last
  }

  /// Whether a statement of an epoch has a digest.
  func states(_ statement: Digest, pool: Label, epoch: Int) -> Bool {
    versions(pool: pool, epoch: epoch).contains { $0.statement?.body.statement == statement }
  }

  /// What a blob is that an entry of an epoch names; nil for any other.
  func input(_ digest: Digest) -> ComputedInput? { inputs[digest] }

  mutating func freeze(_ body: EpochFrozen, admittedAt: Timestamp, line: Int) {
    positions[Key(pool: body.pool, epoch: body.epoch), default: []].append(frozen.count)
    frozen.append(Frozen(body: body, admittedAt: admittedAt, line: line))
    inputs[body.freeze] = .freeze
  }

  mutating func publish(_ body: StatementPublished, admittedAt: Timestamp, line: Int) {
    let versions = positions[Key(pool: body.pool, epoch: body.epoch)] ?? []
    guard body.version <= versions.count else {
      preconditionFailure("A statement is applied after it was admitted.")
    }
    frozen[versions[body.version - 1]].statement = Published(
      body: body, admittedAt: admittedAt, line: line)
    inputs[body.statement] = .statement
    inputs[body.table] = .table
  }
}
