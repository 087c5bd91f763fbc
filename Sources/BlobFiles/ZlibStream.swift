import CZlib
import Keys
public import Quantities

/// Compression as mere storage: names and lengths are of the uncompressed bytes.
public enum ZlibStream {
  /// The level of compression, zlib's own default.
  static let level: Int32 = 6
  /// The most that zlib expands one byte to, so that a size bounds what a file can hold.
  static let limitExpansion = 1_032
  /// How many bytes are decompressed before they are hashed: they are then still in the cache.
  static let chunkBytes = 256 * 1024

  /// Bytes that a compressed form can be allocated to at once.
  public static func compress(_ bytes: [UInt8]) -> [UInt8] {
    let bound = Int(compressBound(uLong(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      var length = uLong(bound)
      // zlib refuses a null pointer even where it is to read nothing.
      let status = (bytes.isEmpty ? [0] : bytes).withUnsafeBufferPointer { source in
        compress2(
          buffer.baseAddress, &length, source.baseAddress, uLong(bytes.count), level)
      }
      precondition(status == Z_OK, "zlib compresses into a buffer of the size that it asked for.")
      count = Int(length)
    }
  }

  /// Why compressed bytes were refused.
  public enum Refusal: Error {
    /// They are not one whole zlib stream.
    case malformed
    /// They hold more than the limit.
    case tooLong
    /// They do not hold as many as expected.
    case otherLength
  }

  /// Decompresses one whole stream of exactly `expected` bytes, and hashes what comes out.
  public static func decompress(
    _ compressed: [UInt8], expected: Int
  ) throws(Refusal) -> (bytes: [UInt8], digest: Digest) {
    guard expected <= compressed.count * limitExpansion + chunkBytes else { throw .otherLength }
    let inflater = Inflater()
    var overrun = false
    let bytes = compressed.withUnsafeBufferPointer { source in
      inflater.begin(source)
      return [UInt8](unsafeUninitializedCapacity: expected) { buffer, count in
        while count < expected, !inflater.isDone {
          let room = min(expected - count, chunkBytes)
          count += inflater.next(into: .init(rebasing: buffer[count..<(count + room)]))
        }
        // The stream's end is behind its last byte; a byte more than expected would show here.
        overrun = !inflater.isDone && inflater.probe()
      }
    }
    guard !overrun else { throw .otherLength }
    guard inflater.isWhole else { throw .malformed }
    guard bytes.count == expected else { throw .otherLength }
    return (bytes, inflater.digest)
  }

  /// Decompresses one whole stream of at most `limitBytes` bytes, and hashes what comes out.
  public static func decompress(
    _ compressed: [UInt8], limitBytes: Int
  ) throws(Refusal) -> (bytes: [UInt8], digest: Digest) {
    let inflater = Inflater()
    var output: [UInt8] = []
    var isLong = false
    compressed.withUnsafeBufferPointer { source in
      inflater.begin(source)
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: chunkBytes) { chunk in
        while !inflater.isDone, !isLong {
          let produced = inflater.next(into: chunk)
          isLong = produced > limitBytes - output.count
          if !isLong { output.append(contentsOf: chunk[..<produced]) }
        }
      }
    }
    guard !isLong else { throw .tooLong }
    guard inflater.isWhole else { throw .malformed }
    return (output, inflater.digest)
  }
}
