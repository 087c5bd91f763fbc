/// The dense number of a class in the pinned catalogue, from 0 in its order.
public struct ClassIndex: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number.
  public let rawValue: UInt32

  /// Wraps a number.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Wraps a number.
  public init(_ rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The number as an index into an array.
  public var position: Int { Int(rawValue) }

  /// Orders by number.
  public static func < (left: ClassIndex, right: ClassIndex) -> Bool {
    left.rawValue < right.rawValue
  }
}
