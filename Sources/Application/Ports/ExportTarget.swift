/// Where an export is written: a folder behind any web server, or memory in a test.
public protocol ExportTarget: Sendable {
  /// Writes a file whole, replacing what was there; the path is relative and well formed.
  func write(_ bytes: [UInt8], to path: String) throws(RecordFailure)
}
