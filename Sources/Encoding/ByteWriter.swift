/// Little-endian writing into bytes.
public struct ByteWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []

  /// Nothing written; `reserving` bytes avoids growth where the size is known.
  public init(reserving count: Int = 0) {
    bytes.reserveCapacity(count)
  }

  /// The bytes written.
  public var count: Int { bytes.count }

  /// Writes one byte.
  public mutating func u8(_ value: UInt8) { bytes.append(value) }
  /// Writes two bytes.
  public mutating func u16(_ value: UInt16) { append(value) }
  /// Writes four bytes.
  public mutating func u32(_ value: UInt32) { append(value) }
  /// Writes eight bytes.
  public mutating func u64(_ value: UInt64) { append(value) }

  /// Writes bytes as they are.
  public mutating func write(_ other: some Sequence<UInt8>) {
    bytes.append(contentsOf: other)
  }

  /// Writes `count` zero bytes.
  public mutating func zeros(_ count: Int) {
    bytes.append(contentsOf: repeatElement(0, count: count))
  }

  private mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
