public import Application
public import Journal

/// Writes an export below a folder, each file whole or not at all.
public struct FolderExport<Files: FileSystem>: ExportTarget {
  private let folder: String
  private let files: Files
  private let mark: String

  /// Writes below a folder; `mark` must differ between processes that write to it.
  public init(_ folder: String, mark: String, on files: Files) {
    self.folder = folder
    self.mark = mark
    self.files = files
  }

  /// Writes a file, and makes the folders above it.
  public func write(_ bytes: [UInt8], to path: String) throws(RecordFailure) {
    let target = "\(folder)/\(path)"
    let parent = target.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(target[..<$0]) }
    do {
      try files.makeFolder(parent ?? folder)
      try DurableFile.write(
        bytes, to: target, in: parent ?? folder, temporaryName: ".tmp.\(mark)", on: files)
    } catch {
      throw RecordFailure(error.description)
    }
  }

  /// Takes away the partial tiles of a full one, and their folder.
  public func removePartials(of tile: TileAddress) throws(RecordFailure) {
    let place = "\(folder)/\(tile.full.path).p"
    do {
      let names = try files.names(in: place)
      let widths = names.filter { UInt8($0) != nil }
      for width in widths { try files.remove("\(place)/\(width)") }
      if widths.count == names.count { try files.remove(place) }
    } catch {
      throw RecordFailure(error.description)
    }
  }
}
