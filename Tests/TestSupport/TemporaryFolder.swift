public import Foundation
import Synchronization

/// A folder of one test, removed with it, and at the latest when the tests end.
///
/// A process that still writes while the owner goes away could make the folder anew; what is left
/// then is removed at exit.
public final class TemporaryFolder: Sendable {
  /// Where it lies.
  public let url: URL

  private static let made = Mutex<[String]>([])
  /// Registers the sweep once, before the first folder is made.
  private static let sweep: Void = {
    atexit {
      for path in TemporaryFolder.made.withLock({ $0 }) {
        try? FileManager.default.removeItem(atPath: path)
      }
    }
  }()

  /// Makes a folder of a fresh name below the system's temporary folder.
  public init() throws {
    Self.sweep
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("stipend-test-\(UUID().uuidString)")
    let path = url.path
    Self.made.withLock { $0.append(path) }
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Where it lies, as a path.
  public var path: String { url.path }

  /// Writes a text file and gives its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a file and gives its path.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// The bytes of a file in it.
  public func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url.appendingPathComponent(name)))
  }
}
