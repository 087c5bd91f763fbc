/// The keys that vote, and how many of them must sign.
public struct Committee: Hashable, Sendable {
  /// How many members must sign.
  public let threshold: Int
  /// The members' keys.
  public let members: [PublicKeyText]
  /// The line that put them in place; they sign the entries after it.
  public let line: Int

  /// Takes every field as it is.
  public init(threshold: Int, members: [PublicKeyText], line: Int) {
    self.threshold = threshold
    self.members = members
    self.line = line
  }

  /// Refuses a threshold that is never reached or needs nobody, and a member listed twice.
  static func check(threshold: Int, members: [PublicKeyText]) throws(Rejection) {
    guard threshold >= 1, threshold <= members.count else {
      throw .committeeThreshold(threshold: threshold, members: members.count)
    }
    for (position, member) in members.enumerated() where members[..<position].contains(member) {
      throw .committeeMemberTwice(member)
    }
  }

  /// Whether the same keys would have to sign, in whatever order they are listed.
  func isSame(threshold: Int, members: [PublicKeyText]) -> Bool {
    self.threshold == threshold && Set(self.members) == Set(members)
  }

  /// The committee in which a key has taken another's seat.
  func replacing(_ old: PublicKeyText, by successor: PublicKeyText, line: Int) -> Committee {
    guard members.contains(old) else { return self }
    return Committee(
      threshold: threshold, members: members.map { $0 == old ? successor : $0 }, line: line)
  }
}
