public import BlobFiles
public import Journal
import Keys
import Quantities

/// What a witness keeps: for each log its keys and what was cosigned last, and evidence against it.
///
///     DIR/log-<sha256 of the origin>      keys, one a line; former keys, `retired LINE KEY`, one a
///                                         line; a blank line; the checkpoint, if any
///     DIR/evidence/<sha256>/cosigned, …/offered
public struct WitnessFolder<Files: FileSystem>: Sendable {
  /// The most pieces of evidence that are kept of one log.
  public static var limitEvidence: Int { 1_000 }
  private static var limitBytes: Int { 512 * 1_024 }

  private let folder: String
  private let files: Files

  /// Keeps below a folder, which is made when something is first kept.
  public init(_ folder: String, on files: Files) {
    self.folder = folder
    self.files = files
  }

  /// What is kept of a log; nil before the first time.
  public func log(_ origin: NoteName) throws(WitnessFolderFailure) -> WitnessedLog? {
    let own = Self.name(origin)
    if let log = try log(in: own) {
      guard log.knows(origin) else { throw .damaged("\(folder)/\(own)") }
      return log
    }
    // A log that changed its name keeps the file that it began with.
    for name in try names() where name != own {
      if let log = try log(in: name), log.knows(origin) { return log }
    }
    return nil
  }

  private func log(in name: String) throws(WitnessFolderFailure) -> WitnessedLog? {
    let path = "\(folder)/\(name)"
    let bytes: [UInt8]?
    do {
      bytes = try files.read(path, limitBytes: Self.limitBytes)
    } catch {
      throw .files(error)
    }
    guard let bytes else { return nil }
    guard let log = Self.decode(bytes) else { throw .damaged(path) }
    return log
  }

  private func names() throws(WitnessFolderFailure) -> [String] {
    do {
      return try files.names(in: folder).filter { $0.hasPrefix(Self.prefix) }.sorted()
    } catch {
      throw .files(error)
    }
  }

  /// The file that a log has, or had under an earlier name.
  private func name(of log: WitnessedLog) throws(WitnessFolderFailure) -> String {
    for name in try names() {
      guard let kept = try self.log(in: name) else { continue }
      if log.knows(kept.origin) || kept.knows(log.origin) { return name }
    }
    return Self.name(log.origin)
  }

  /// Keeps a log's keys and newest cosigned checkpoint; when it returns they survive a power cut.
  public func keep(_ log: WitnessedLog) throws(WitnessFolderFailure) {
    let keys = log.keys.map { $0.text + "\n" }.joined()
    let retired = log.retired.map { "\(Self.retiredMark)\($0.line) \($0.key.text)\n" }.joined()
    let bytes = Array((keys + retired + "\n").utf8) + (log.latest?.bytes ?? [])
    let name = try name(of: log)
    do {
      try files.makeFolder(folder)
      try DurableFile.write(
        bytes, to: "\(folder)/\(name)", in: folder, temporaryName: ".\(name)", on: files)
    } catch {
      throw .files(error)
    }
  }

  /// Keeps two checkpoints of one log that contradict each other; gives the folder where they lie.
  public func keepEvidence(
    cosigned: SignedCheckpoint?, offered: SignedCheckpoint
  ) throws(WitnessFolderFailure) -> String {
    let name = Sha256.digest(of: offered.note.text).hex
    let place = "\(folder)/evidence/\(name)"
    do {
      guard try files.names(in: "\(folder)/evidence").count < Self.limitEvidence else {
        return place
      }
      try files.makeFolder(place)
      if let cosigned {
        try DurableFile.write(
          cosigned.bytes, to: "\(place)/cosigned", in: place, temporaryName: ".cosigned",
          on: files)
      }
      try DurableFile.write(
        offered.bytes, to: "\(place)/offered", in: place, temporaryName: ".offered", on: files)
    } catch {
      throw .files(error)
    }
    return place
  }

  private static var prefix: String { "log-" }

  private static func name(_ origin: NoteName) -> String {
    prefix + Sha256.digest(of: origin.bytes).hex
  }

  private static func decode(_ bytes: [UInt8]) -> WitnessedLog? {
    guard
      let blank = bytes.indices.dropFirst().first(where: { bytes[$0 - 1] == 10 && bytes[$0] == 10 })
    else { return nil }
    let lines = bytes[..<(blank - 1)].split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let retired = lines.compactMap(retiredKey)
    let keys = lines.compactMap { try? VerifierKey(text: $0) }
    guard keys.count + retired.count == lines.count else { return nil }
    let rest = Array(bytes[(blank + 1)...])
    guard !rest.isEmpty else { return WitnessedLog(keys: keys, retired: retired) }
    guard let latest = try? SignedCheckpoint(bytes: rest),
      (try? latest.verify(log: keys)) != nil
    else { return nil }
    return WitnessedLog(keys: keys, retired: retired, latest: latest)
  }

  private static var retiredMark: String { "retired " }

  private static func retiredKey(_ line: String) -> RetiredKey? {
    guard line.hasPrefix(retiredMark) else { return nil }
    let parts = line.dropFirst(retiredMark.count).split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let number = Int(parts[0]), number > 0,
      let key = try? VerifierKey(text: String(parts[1]))
    else { return nil }
    return RetiredKey(key: key, line: number)
  }
}

/// Why a witness's folder did not give or keep something.
public enum WitnessFolderFailure: Error, Hashable, Sendable {
  /// The file system failed.
  case files(FileFailure)
  /// A file is not what the witness wrote.
  case damaged(String)
  /// Another witness uses the folder.
  case busy(String)
}

extension WitnessFolderFailure: CustomStringConvertible {
  /// What happened, and where.
  public var description: String {
    switch self {
    case .files(let failure): failure.description
    case .damaged(let path): "\(path) is not what a witness writes"
    case .busy(let path): "\(path) is held by another witness"
    }
  }
}

/// The right to be the one witness of a folder; it ends with its process.
public enum WitnessLock {
  /// Takes the lock of a folder, which is made where it is missing.
  public static func take(
    folder: String, on files: some FileSystem
  ) throws(WitnessFolderFailure) -> FolderLock {
    do {
      try files.makeFolder(folder)
    } catch {
      throw .files(error)
    }
    let path = folder + "/lock"
    do {
      return try FolderLock(path)
    } catch {
      switch error {
      case .busy: throw .busy(path)
      case .files(let failure): throw .files(failure)
      case .readOnly, .full: throw .files(FileFailure("lock", path, reason: "\(error)"))
      }
    }
  }
}
