import Application
import BlobFiles
import LogClient

/// Where a program is published: a folder, or an address.
struct PublishedPlace {
  let source: any LogSource
  let blobs: any BlobStore
  private let connection: LogConnection?

  /// Takes a folder's path or an address; nothing is read yet.
  init(_ place: String) throws {
    guard LogAddress.isMeant(by: place) else {
      source = FolderLog(place, on: PosixFileSystem())
      blobs = DataFolder.publishedBlobs(place)
      connection = nil
      return
    }
    let connection = LogConnection(try ServerWording.address(place))
    source = RemoteLog(connection)
    blobs = RemoteBlobs(connection)
    self.connection = connection
  }

  /// Ends what is open.
  func close() { connection?.closeAndWait() }

  /// The newest checkpoint at a place, which may also be a file that holds one.
  static func checkpoint(at place: String) throws -> [UInt8] {
    if !LogAddress.isMeant(by: place), !Files.isFolder(place) {
      return try Files.read(place, limitBytes: LogSourceLimit.noteBytes)
    }
    let published = try PublishedPlace(place)
    defer { published.close() }
    do throws(LogSourceFailure) {
      return try published.source.checkpoint()
    } catch {
      throw ServerWording.ending(error)
    }
  }
}
