/// What may be submitted: so many at once, and so many an hour in the long run.
public struct QuotaLimits: Hashable, Sendable {
  /// A bucket: how much it holds, and how much flows in an hour.
  public struct Rate: Hashable, Sendable {
    /// The highest of both numbers.
    public static let limit: Int64 = 1 << 40

    /// At once.
    public let burst: Int64
    /// In an hour.
    public let perHour: Int64

    /// Nil unless both lie in 1…2^40.
    public init?(burst: Int64, perHour: Int64) {
      guard (1...Self.limit).contains(burst), (1...Self.limit).contains(perHour) else {
        return nil
      }
      self.burst = burst
      self.perHour = perHour
    }

    /// The same at once and in an hour; more than the limits is brought down to them.
    init(_ count: Int64) {
      burst = min(max(count, 1), Self.limit)
      perHour = burst
    }
  }

  /// Entries of one key that has a role or is enrolled.
  public var entries = Rate(600)
  /// Uploaded bytes of one key that the committee, or the program's creation, gave a place.
  public var uploadBytes = Rate(4 << 30)
  /// Uploaded bytes of one wallet that enrolled itself.
  public var enrolledBytes = Rate(16 << 20)
  /// Uploaded bytes of all such wallets together: how fast many of one party could fill a disk.
  public var allEnrolledBytes = Rate(1 << 30)
  /// Entries of all other keys together: of whoever wants to enrol.
  public var strangerEntries = Rate(300)

  /// The standard limits.
  public init() {}
}
