public import Quantities

/// A checked segment of any type.
public enum Segment: Sendable {
  case presence(PresenceSegment)
  case proof(ProofSegment)
  case lease(LeaseSegment)
  case price(PriceSegment)
  case closing(ClosingSegment)
  case activity(ActivitySegment)

  /// Reads and checks a whole file of the type that its publication stated.
  public init(bytes: [UInt8], type: SegmentType) throws(SegmentRejection) {
    switch type {
    case .presence: self = .presence(try PresenceSegment(bytes: bytes))
    case .proof: self = .proof(try ProofSegment(bytes: bytes))
    case .lease: self = .lease(try LeaseSegment(bytes: bytes))
    case .price: self = .price(try PriceSegment(bytes: bytes))
    case .closing: self = .closing(try ClosingSegment(bytes: bytes))
    case .activity: self = .activity(try ActivitySegment(bytes: bytes))
    }
  }

  /// The first line.
  public var header: SegmentHeader {
    switch self {
    case .presence(let segment): segment.header
    case .proof(let segment): segment.header
    case .lease(let segment): segment.header
    case .price(let segment): segment.header
    case .closing(let segment): segment.header
    case .activity(let segment): segment.header
    }
  }

  /// The file's bytes.
  public var bytes: [UInt8] {
    switch self {
    case .presence(let segment): segment.bytes
    case .proof(let segment): segment.bytes
    case .lease(let segment): segment.bytes
    case .price(let segment): segment.bytes
    case .closing(let segment): segment.bytes
    case .activity(let segment): segment.bytes
    }
  }
}

/// A segment under its name.
public struct NamedSegment: Sendable {
  /// The SHA-256 of the file's bytes, as its caller checked it.
  public let digest: Digest
  /// What the file holds.
  public let segment: Segment

  /// Joins both.
  public init(digest: Digest, segment: Segment) {
    self.digest = digest
    self.segment = segment
  }
}
