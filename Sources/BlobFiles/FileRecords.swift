public import Application
import Quantities

/// The records of a data folder: `facts.jsonl`, `freeze/POOL/000012.json`, `statement/POOL/…`.
///
/// Every file is written under a temporary name, synced and renamed, so that a name that is there
/// stands for whole bytes.
public struct FileRecords<Files: FileSystem>: ProgramRecords {
  /// The longest file that is read: 4 GiB less one.
  public static var limitBytes: Int { (4 << 30) - 1 }

  private static var factsName: String { "facts.jsonl" }

  private let root: String
  private let mark: String
  private let files: Files

  /// The records below `folder`, which is made when the first is stored.
  ///
  /// `mark` must differ between processes that write to the same folder; a process id will do.
  public init(folder: String, mark: String, on files: Files) {
    root = folder
    self.mark = mark
    self.files = files
  }

  /// All facts; none yet: empty.
  public func facts() throws(RecordFailure) -> [UInt8] {
    try outside { () throws(FileFailure) in
      try files.read("\(root)/\(Self.factsName)", limitBytes: Self.limitBytes) ?? []
    }
  }

  /// Adds lines; the whole file is replaced, so that no reader sees half a line.
  public func appendFacts(_ lines: [UInt8]) throws(RecordFailure) {
    let all = try facts() + lines
    try write(all, to: Self.factsName, in: root)
  }

  /// Bytes under a name.
  public func read(_ name: RecordName) throws(RecordFailure) -> [UInt8]? {
    try outside { () throws(FileFailure) in
      try files.read("\(root)/\(name.path)", limitBytes: Self.limitBytes)
    }
  }

  /// Stores bytes under a name.
  public func write(_ bytes: [UInt8], as name: RecordName) throws(RecordFailure) {
    let path = name.path
    guard let slash = path.lastIndex(of: "/") else {
      preconditionFailure("A record stands in a folder of its kind and pool.")
    }
    try write(
      bytes, to: String(path[path.index(after: slash)...]), in: "\(root)/\(path[..<slash])")
  }

  /// Every name, ascending; files that are no records are passed over.
  public func names() throws(RecordFailure) -> [RecordName] {
    try outside { () throws(FileFailure) in
      var names: [RecordName] = []
      for folder in ["freeze", "statement"] {
        for pool in try list(folder) ?? [] {
          for file in try list("\(folder)/\(pool)") ?? [] {
            if let name = RecordName(path: "\(folder)/\(pool)/\(file)") { names.append(name) }
          }
        }
      }
      return names.sorted()
    }
  }

  /// Files and folders beside the records, but for what a run cut off left half written.
  public func strays() throws(RecordFailure) -> [String] {
    try outside { () throws(FileFailure) in
      var strays: [String] = []
      for folder in ["freeze", "statement"] {
        guard let pools = try list(folder) else {
          strays.append(folder)
          continue
        }
        for pool in pools {
          guard let names = try list("\(folder)/\(pool)") else {
            if pool.first != "." { strays.append("\(folder)/\(pool)") }
            continue
          }
          for file in names where file.first != "." {
            let path = "\(folder)/\(pool)/\(file)"
            if RecordName(path: path) == nil { strays.append(path) }
          }
        }
      }
      return strays.sorted()
    }
  }

  /// What stands in a folder, none where it is absent; nil where a file stands in its place.
  private func list(_ folder: String) throws(FileFailure) -> [String]? {
    do {
      return try files.names(in: "\(root)/\(folder)")
    } catch {
      guard error.isNoFolder else { throw error }
      return nil
    }
  }

  private func write(
    _ bytes: [UInt8], to file: String, in folder: String
  ) throws(RecordFailure) {
    try outside { () throws(FileFailure) in
      try files.makeFolder(folder)
      try DurableFile.write(
        bytes, to: "\(folder)/\(file)", in: folder, temporaryName: ".\(file).\(mark)", on: files)
    }
  }

  private func outside<Value>(
    _ work: () throws(FileFailure) -> Value
  ) throws(RecordFailure) -> Value {
    do {
      return try work()
    } catch {
      throw RecordFailure("\(error)")
    }
  }
}
