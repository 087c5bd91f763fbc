public import Evidence
public import Quantities

/// A published segment: who, what stretch of time, and the file's name.
public struct EvidenceRecord: Hashable, Sendable {
  /// Who published it.
  public let observer: ObserverKey
  /// What it says of itself.
  public let body: EvidencePublished
  /// When the log admitted it.
  public let admittedAt: Timestamp
  /// The line that published it.
  public let line: Int

  /// The seconds that it covers.
  public var span: TimeSpan {
    guard let span = try? TimeSpan(start: body.start, end: body.end) else {
      preconditionFailure("Published evidence ends after it starts.")
    }
    return span
  }
}

/// Published evidence.
public struct EvidenceBook: Hashable, Sendable {
  /// All records in log order.
  public private(set) var records: [EvidenceRecord] = []
  private var positions: [Digest: Int] = [:]
  private var deliveries: [Digest: Delivery] = [:]

  /// When a published segment's file came.
  public struct Delivery: Hashable, Sendable {
    /// When the log admitted it.
    public let admittedAt: Timestamp
    /// The line that says so.
    public let line: Int
  }

  /// Whether files are delivered to the log at all: then only those that were count.
  public var hasDeliveries: Bool { !deliveries.isEmpty }

  /// The delivery of a segment's file, if there was one.
  public func delivery(_ digest: Digest) -> Delivery? { deliveries[digest] }

  /// The record of a digest.
  public func record(_ digest: Digest) -> EvidenceRecord? { positions[digest].map { records[$0] } }

  mutating func deliver(_ digest: Digest, admittedAt: Timestamp, line: Int) {
    deliveries[digest] = Delivery(admittedAt: admittedAt, line: line)
  }

  mutating func publish(_ record: EvidenceRecord) {
    positions[record.body.digest] = records.count
    records.append(record)
  }
}
