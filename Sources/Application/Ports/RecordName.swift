import Quantities

/// Name of something computed: a freeze, a statement, its CSV.
public struct RecordName: Hashable, Comparable, Sendable {
  /// What kind of bytes.
  public enum Kind: UInt8, Hashable, Comparable, Sendable, CaseIterable {
    /// The inputs of an epoch.
    case freeze
    /// The outcome of an epoch.
    case statement
    /// The outcome as a table.
    case table

    /// Orders as declared.
    public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  /// What kind of bytes.
  public let kind: Kind
  /// Of which epoch.
  public let epoch: EpochID
  /// 1, or higher after corrections.
  public let version: Int

  /// Takes the parts.
  public init(_ kind: Kind, _ epoch: EpochID, version: Int = 1) {
    self.kind = kind
    self.epoch = epoch
    self.version = version
  }

  /// Where it stands in a data folder: `statement/liquidity/000012.v2.json`.
  public var path: String {
    let digits = String(epoch.number)
    let padded = String(repeating: "0", count: 6 - digits.utf8.count) + digits
    let folder = kind == .freeze ? "freeze" : "statement"
    let suffix = version == 1 ? "" : ".v\(version)"
    return "\(folder)/\(epoch.pool)/\(padded)\(suffix).\(kind == .table ? "csv" : "json")"
  }

  /// Reads what `path` writes; `nil` for anything else.
  public init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let pool = try? Label(String(parts[1])) else { return nil }
    let pieces = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard pieces.count == 2 || pieces.count == 3, pieces[0].utf8.count == 6,
      let number = Int(pieces[0]), number > 0
    else { return nil }
    var version = 1
    if pieces.count == 3 {
      guard let stated = Int(pieces[1].dropFirst()), stated > 1 else { return nil }
      version = stated
    }
    let kind: Kind = parts[0] == "freeze" ? .freeze : pieces.last == "csv" ? .table : .statement
    self.init(kind, EpochID(pool: pool, number: number), version: version)
    // Whatever another spelling would be read as, only the one that is written counts.
    guard self.path == path else { return nil }
  }

  /// Orders by epoch, version, kind.
  public static func < (left: RecordName, right: RecordName) -> Bool {
    if left.epoch != right.epoch { return left.epoch < right.epoch }
    return left.version == right.version ? left.kind < right.kind : left.version < right.version
  }
}
