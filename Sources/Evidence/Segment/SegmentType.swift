/// The kinds of evidence file.
public enum SegmentType: UInt8, Hashable, Sendable, CaseIterable {
  case presence
  case proof
  case lease
  case price
  case closing
  case activity

  /// The name in headers and facts.
  public var name: String {
    switch self {
    case .presence: "presence"
    case .proof: "proof"
    case .lease: "lease"
    case .price: "price"
    case .closing: "closing"
    case .activity: "activity"
    }
  }

  /// Reads a header's or fact's name; nil for anything else.
  public init?(name: String) {
    guard let type = Self.allCases.first(where: { $0.name.utf8.elementsEqual(name.utf8) })
    else { return nil }
    self = type
  }
}
