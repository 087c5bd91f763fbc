public import Application
public import Journal

/// A log that was exported as files, read with the same bounds as one from a server.
public struct FolderLog<Files: FileSystem>: LogSource {
  private let folder: String
  private let files: Files

  /// Reads below a folder.
  public init(_ folder: String, on files: Files) {
    self.folder = folder
    self.files = files
  }

  /// The newest checkpoint.
  public func checkpoint() throws(LogSourceFailure) -> [UInt8] {
    guard let bytes = try read("checkpoint", LogSourceLimit.noteBytes) else {
      throw .missing("\(folder): no log is published there")
    }
    return bytes
  }

  /// A tile or a bundle; where the partial one is gone, the full one.
  public func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
    let limitBytes = LogSourceLimit.bytes(of: address)
    if let bytes = try read(address.path, limitBytes) { return bytes }
    return address.isFull ? nil : try read(address.full.path, limitBytes)
  }

  private func read(_ path: String, _ limitBytes: Int) throws(LogSourceFailure) -> [UInt8]? {
    do {
      return try files.read("\(folder)/\(path)", limitBytes: limitBytes)
    } catch {
      throw error.isTooLong
        ? .tooLong("\(folder)/\(path)", limitBytes: limitBytes) : .unavailable("\(error)")
    }
  }
}
