/// Files that are there whole or not at all, whatever fails while they are written.
public enum DurableFile {
  /// Writes bytes under a temporary name, syncs them, renames, and syncs the folder.
  ///
  /// When it returns, the file survives a loss of power; when it throws, what had the name before
  /// still has it, or the new bytes do, whole.
  public static func write(
    _ bytes: [UInt8], to path: String, in folder: String, temporaryName: String,
    on files: some FileSystem
  ) throws(FileFailure) {
    let temporary = folder + "/" + temporaryName
    let file = try create(temporary, on: files)
    do {
      try fill(file, with: bytes, on: files)
      try files.rename(temporary, to: path)
    } catch {
      // What is left of the temporary file is garbage that the next sweep takes away.
      try? files.remove(temporary)
      throw error
    }
    try files.syncFolder(folder)
  }

  /// Makes the temporary file, in place of one that an earlier process of the same mark left: in a
  /// container, process ids come back.
  private static func create(
    _ temporary: String, on files: some FileSystem
  ) throws(FileFailure) -> OpenFile {
    do {
      return try files.create(temporary)
    } catch {
      try files.remove(temporary)
      return try files.create(temporary)
    }
  }

  private static func fill(
    _ file: OpenFile, with bytes: [UInt8], on files: some FileSystem
  ) throws(FileFailure) {
    var failure: FileFailure?
    bytes.withUnsafeBytes { buffer in
      do throws(FileFailure) {
        try files.write(buffer, to: file)
        try files.sync(file)
      } catch {
        failure = error
      }
    }
    if let failure {
      try? files.close(file)
      throw failure
    }
    try files.close(file)
  }
}
