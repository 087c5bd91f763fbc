public import Policy

/// One way to count a provider's devices, as a pool's rules ask for it.
public struct CountTrack: Hashable, Comparable, Sendable {
  /// The proof level that a device needs.
  public let level: ProofLevel
  /// Whether nodes with two or more different classes are left out.
  public let homogeneous: Bool

  /// Joins a level and a choice of nodes.
  public init(level: ProofLevel, homogeneous: Bool) {
    self.level = level
    self.homogeneous = homogeneous
  }

  /// Every device that the provider reports.
  public static let reported = CountTrack(level: .reported, homogeneous: false)

  /// The tracks asked for, with the plain one of each level and `reported`, ascending, each once.
  ///
  /// Rules 1 tells `node-mixed` and `unproven` from `missing` by these.
  static func closure(of tracks: [CountTrack]) -> [CountTrack] {
    var closure = tracks + [.reported]
    for track in tracks {
      closure.append(CountTrack(level: track.level, homogeneous: false))
      closure.append(CountTrack(level: .reported, homogeneous: track.homogeneous))
    }
    var result: [CountTrack] = []
    for track in closure.sorted() where result.last != track { result.append(track) }
    return result
  }

  /// Orders by level, plain before homogeneous.
  public static func < (left: CountTrack, right: CountTrack) -> Bool {
    left.level == right.level
      ? !left.homogeneous && right.homogeneous : left.level < right.level
  }
}
