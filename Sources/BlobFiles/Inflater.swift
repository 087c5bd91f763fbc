import CZlib
import Keys
import Quantities

/// One run of zlib's inflate that hashes what it gives.
///
/// zlib keeps the address of its stream, so that the stream has a place of its own.
final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private var hasher = Sha256()
  private var status: Int32 = Z_OK

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit_(stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib starts whenever there is memory.")
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Takes the compressed bytes, which must stay in place until the run is over.
  func begin(_ source: UnsafeBufferPointer<UInt8>) {
    precondition(source.count <= Int(UInt32.max), "A stored file is below 4 GiB.")
    stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
    stream.pointee.avail_in = uInt(source.count)
    // Without input zlib would wait for ever.
    if source.isEmpty { status = Z_DATA_ERROR }
  }

  /// Whether nothing more comes: the stream ended, or it is broken or cut off.
  var isDone: Bool { status != Z_OK }

  /// Whether the stream ended where its bytes do.
  var isWhole: Bool { status == Z_STREAM_END && stream.pointee.avail_in == 0 }

  /// The SHA-256 of all bytes given.
  var digest: Digest { hasher.digest() }

  /// Fills a buffer as far as the stream goes, and gives the number of bytes.
  func next(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    stream.pointee.next_out = buffer.baseAddress
    stream.pointee.avail_out = uInt(buffer.count)
    status = inflate(stream, Z_NO_FLUSH)
    let count = buffer.count - Int(stream.pointee.avail_out)
    hasher.update(
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
    return count
  }

  /// Whether a byte more comes after those expected; otherwise the stream is done afterwards.
  func probe() -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { next(into: $0) > 0 }
  }
}
