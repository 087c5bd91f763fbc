import Foundation

/// Files that a person names on the command line.
enum Files {
  /// Reads a whole file of at most `limitBytes`, or ends with code 2.
  static func read(_ path: String, limitBytes: Int = 64 << 20) throws -> [UInt8] {
    guard !isFolder(path) else {
      throw Ending.unreadable(
        .fileIsFolder, "\(path) is a folder.", "Name a file in it.")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Ending.unreadable(
        .fileUnopened, "\(path) cannot be opened.", "Check the name, and that you may read it.")
    }
    defer { try? handle.close() }
    let data: Data
    do {
      data = try handle.read(upToCount: limitBytes + 1) ?? Data()
    } catch {
      throw Ending.unreadable(
        .fileUnreadable, "\(path) cannot be read: \(error.localizedDescription)",
        "Check that it is a plain file.")
    }
    guard data.count <= limitBytes else {
      throw Ending.unreadable(
        .fileTooLarge, "\(path) is larger than \(limitBytes) bytes, which no such file needs.",
        "Check that it is the file that you mean.")
    }
    return [UInt8](data)
  }

  /// Whether a folder, and no file, is there.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Refuses an output that would replace the file that it is made from, under whatever name.
  static func keepApart(input: String, out: String) throws {
    guard !isFolder(out) else {
      throw Ending.unreadable(.fileIsFolder, "--out \(out) is a folder.", "Name a file in it.")
    }
    let resolved = [input, out].map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    guard resolved[0] != resolved[1], identity(input) == nil || identity(input) != identity(out)
    else {
      throw Ending.unreadable(
        .outIsInput, "--out \(out) is the file that is read; it would be lost.",
        "Name another file.")
    }
  }

  /// What the file system knows a file by: the same for all hard links to it.
  private static func identity(_ path: String) -> [UInt64]? {
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
      let device = facts[.systemNumber] as? NSNumber,
      let number = facts[.systemFileNumber] as? NSNumber
    else { return nil }
    return [device.uint64Value, number.uint64Value]
  }

  /// Writes a whole file, replacing what was there, or ends with code 3.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Ending.unavailable(
        .fileUnwritten, "\(path) cannot be written: \(error.localizedDescription)",
        "Check the folder, its permissions and the space left.")
    }
  }
}
