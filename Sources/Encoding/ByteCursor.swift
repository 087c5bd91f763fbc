/// Bounded little-endian reading; every read past the end is an error, never a trap.
public struct ByteCursor: Sendable {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  /// Begins at the first byte.
  public init(_ bytes: [UInt8]) {
    self.init(bytes[...])
  }

  /// Begins at the slice's first byte, which counts as position 0.
  public init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The bytes read so far.
  public var position: Int { index - bytes.startIndex }

  /// The bytes not yet read.
  public var remaining: Int { bytes.endIndex - index }

  /// Whether all bytes have been read.
  public var isAtEnd: Bool { remaining == 0 }

  /// The next `count` bytes.
  public mutating func take(_ count: Int) throws(ByteCursorError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else {
      throw .truncated(position: position, wanted: count, remaining: remaining)
    }
    defer { index += count }
    return bytes[index..<(index + count)]
  }

  /// Passes over `count` bytes.
  public mutating func skip(_ count: Int) throws(ByteCursorError) {
    _ = try take(count)
  }

  /// The bytes up to the delimiter, which is passed over; refused unless within `limit` bytes.
  public mutating func take(
    upTo delimiter: UInt8, limit: Int
  ) throws(ByteCursorError) -> ArraySlice<UInt8> {
    let window = bytes[index...].prefix(limit < 0 ? 0 : limit == .max ? .max : limit + 1)
    guard let end = window.firstIndex(of: delimiter) else {
      throw .delimiterMissing(position: position, limit: limit)
    }
    defer { index = end + 1 }
    return bytes[index..<end]
  }

  /// One byte.
  public mutating func u8() throws(ByteCursorError) -> UInt8 { UInt8(try littleEndian(1)) }
  /// Two bytes.
  public mutating func u16() throws(ByteCursorError) -> UInt16 { UInt16(try littleEndian(2)) }
  /// Four bytes.
  public mutating func u32() throws(ByteCursorError) -> UInt32 { UInt32(try littleEndian(4)) }
  /// Eight bytes.
  public mutating func u64() throws(ByteCursorError) -> UInt64 { try littleEndian(8) }

  private mutating func littleEndian(_ count: Int) throws(ByteCursorError) -> UInt64 {
    var value: UInt64 = 0
    for byte in try take(count).reversed() { value = value << 8 | UInt64(byte) }
    return value
  }

  /// Refuses bytes that nobody read.
  public func finish() throws(ByteCursorError) {
    guard isAtEnd else { throw .trailing(position: position, remaining: remaining) }
  }
}

/// Why bytes were refused.
public enum ByteCursorError: Error, Hashable, Sendable {
  case truncated(position: Int, wanted: Int, remaining: Int)
  case trailing(position: Int, remaining: Int)
  case delimiterMissing(position: Int, limit: Int)
}
