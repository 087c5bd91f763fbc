import Application
import Journal
import Synchronization

/// An export in memory, read back as a published log.
final class MemoryLog: ExportTarget, LogSource {
  private let files = Mutex([String: [UInt8]]())

  func write(_ bytes: [UInt8], to path: String) throws(RecordFailure) {
    files.withLock { $0[path] = bytes }
  }

  func removePartials(of tile: TileAddress) throws(RecordFailure) {
    files.withLock { files in
      for width in 1..<TileAddress.fullWidth {
        files[TileAddress(tile.content, index: tile.index, width: width).path] = nil
      }
    }
  }

  func checkpoint() throws(LogSourceFailure) -> [UInt8] {
    guard let bytes = files.withLock({ $0["checkpoint"] }) else { throw .missing("checkpoint") }
    return bytes
  }

  func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
    files.withLock { $0[address.path] ?? $0[address.full.path] }
  }
}
