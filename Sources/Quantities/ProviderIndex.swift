/// The dense number that the fold gives to a provider, from 0 in order of enrolment.
public struct ProviderIndex: RawRepresentable, Hashable, Comparable, Sendable {
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
  public static func < (left: ProviderIndex, right: ProviderIndex) -> Bool {
    left.rawValue < right.rawValue
  }
}
