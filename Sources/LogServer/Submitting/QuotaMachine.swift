public import Journal

/// Who may submit how much and when, as a machine: the time and a wish in, an answer out.
///
/// A bucket per key that the program knows and one for all others; a key costs nothing to make, so
/// that a quota for each of them would be none. A wish larger than the bucket is granted when the
/// bucket is full, and paid off afterwards.
public struct QuotaMachine: Sendable {
  /// What somebody wants to do.
  public enum Wish: Hashable, Sendable {
    /// A key of the program submits an entry.
    case entry(KeyID)
    /// Any other key does.
    case strangerEntry
    /// A key of the program uploads so many bytes.
    case upload(KeyID, bytes: Int64)
    /// To put so many bytes as a wallet that enrolled itself.
    case enrolledUpload(KeyID, bytes: Int64)
  }

  /// What the quota says.
  public enum Answer: Hashable, Sendable {
    /// Go ahead; it is counted.
    case granted
    /// Not before so many seconds have passed, at least 1.
    case wait(seconds: Int64)
  }

  /// The most keys that are counted; beyond, all begin anew.
  public static let limitKeys = 65_536
  /// One unit, in parts that flow in by the millisecond.
  private static let partsPerUnit: Int64 = 3_600_000

  private struct Bucket {
    /// May be below zero, after a wish larger than the bucket.
    var parts: Int64
    var time: Int64
  }

  private let limits: QuotaLimits
  private var entries: [KeyID: Bucket] = [:]
  private var uploads: [KeyID: Bucket] = [:]
  private var strangers: Bucket?
  private var enrolled: Bucket?

  /// Begins with full buckets.
  public init(limits: QuotaLimits) {
    self.limits = limits
  }

  /// Answers a wish; `now` in milliseconds of a clock that does not go back.
  public mutating func step(now: Int64, _ wish: Wish) -> Answer {
    switch wish {
    case .entry(let key):
      if entries.count >= Self.limitKeys, entries[key] == nil { entries.removeAll() }
      return Self.take(1, from: &entries[key], limits.entries, now)
    case .strangerEntry:
      return Self.take(1, from: &strangers, limits.strangerEntries, now)
    case .upload(let key, let bytes):
      if uploads.count >= Self.limitKeys, uploads[key] == nil { uploads.removeAll() }
      return Self.take(max(bytes, 0), from: &uploads[key], limits.uploadBytes, now)
    case .enrolledUpload(let key, let bytes):
      if uploads.count >= Self.limitKeys, uploads[key] == nil { uploads.removeAll() }
      let before = uploads[key]
      let own = Self.take(max(bytes, 0), from: &uploads[key], limits.enrolledBytes, now)
      guard own == .granted else { return own }
      let shared = Self.take(max(bytes, 0), from: &enrolled, limits.allEnrolledBytes, now)
      // What the others used up is not this one's loss.
      if shared != .granted { uploads[key] = before }
      return shared
    }
  }

  private static func take(
    _ count: Int64, from bucket: inout Bucket?, _ rate: QuotaLimits.Rate, _ now: Int64
  ) -> Answer {
    let capacity = rate.burst * partsPerUnit
    var current = bucket ?? Bucket(parts: capacity, time: now)
    let elapsed = max(0, now - current.time)
    let (inflow, overflow) = elapsed.multipliedReportingOverflow(by: rate.perHour)
    let room = capacity - current.parts
    current.parts = overflow || inflow >= room ? capacity : current.parts + inflow
    current.time = max(now, current.time)
    let count = min(count, QuotaLimits.Rate.limit)
    let needed = min(count * partsPerUnit, capacity)
    defer { bucket = current }
    guard current.parts >= needed else {
      let missing = needed - current.parts
      let milliseconds = missing / rate.perHour + 1
      return .wait(seconds: max(1, (milliseconds + 999) / 1_000))
    }
    current.parts -= count * partsPerUnit
    return .granted
  }
}
