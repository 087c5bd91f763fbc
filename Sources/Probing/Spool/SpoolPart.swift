/// One part of a spool as it was read: a file of frames, numbered from 0 without gaps in order.
public struct SpoolPart: Hashable, Sendable {
  /// Its number.
  public let number: UInt64
  /// All its bytes.
  public let bytes: [UInt8]

  /// Joins both.
  public init(number: UInt64, bytes: [UInt8]) {
    self.number = number
    self.bytes = bytes
  }
}
