public import BlobFiles
import Encoding
import Keys
public import Quantities

/// The answers as they came, for whoever doubts what was made of them: each body once a day by its
/// SHA-256, compressed, within a budget, and gone when hold and appeal are over.
///
/// `raw/2026-11-23/000001.pack` holds bodies one after the other, `000001.index` one record of
/// `RawRecord.bytes` for each answer; every run of the observer begins files of its own. Whatever
/// fails here is counted and stops nothing.
public struct RawAnswers: Sendable {
  /// How much is kept, and how long.
  public struct Rule: Hashable, Sendable {
    /// The most bytes of a day, compressed, index included.
    public var dayBytes: Int64
    /// The days that a day is kept after its end.
    public var days: Int64

    /// 512 MiB a day, which 60 providers in five-minute slots stay far below, for 45 days.
    public init(dayBytes: Int64 = 512 << 20, days: Int64 = 45) {
      precondition(dayBytes > 0 && days > 0, "A budget is positive.")
      self.dayBytes = dayBytes
      self.days = days
    }
  }

  /// What became of answers since the start.
  public struct Counts: Hashable, Sendable {
    /// Bodies that were written.
    public var kept = 0
    /// Bodies that were there already.
    public var repeated = 0
    /// Bodies that the budget left out.
    public var dropped = 0
    /// Bodies that the disk did not take.
    public var unwritten = 0
    /// Bytes of the present day.
    public var dayBytes: Int64 = 0
  }

  /// What became of answers.
  public private(set) var counts = Counts()
  private let folder: String
  private let rule: Rule
  private let files: any FileSystem
  private var day: Day?
  /// Digests of the present day; bounded, so that a day of ever new bodies costs no memory.
  private static let limitDigests = 1 << 18
  /// The part of a day's bodies that one provider may have, so that nobody crowds out the others.
  private static let sharePart: Int64 = 16
  /// The part that all may have together whose identity was not proven: those that pay comes from
  /// are served first.
  private static let unprovenPart: Int64 = 4

  /// The present day's open files, with what waits to be written.
  private struct Day {
    let date: CivilDate
    let pack: OpenFile
    let index: OpenFile
    var seen: Set<Digest> = []
    /// The bodies' bytes by provider, and of those whose identity was not proven.
    var spent: [UInt32: Int64] = [:]
    var unprovenBytes: Int64 = 0
    var packBytes: UInt64 = 0
    var bodies: [UInt8] = []
    var records = ByteWriter()
    var hasWritten = false
  }

  /// Keeps in a folder, which is made with the first answer.
  public init(folder: String, rule: Rule = Rule(), on files: any FileSystem = PosixFileSystem()) {
    self.folder = folder
    self.rule = rule
    self.files = files
  }

  /// Takes an answer; it is durable after the next `sync`.
  public mutating func keep(_ answer: RawAnswer) {
    guard open(answer.at.date) else {
      counts.unwritten += 1
      return
    }
    let digest = Sha256.digest(of: answer.body)
    var offset: UInt64?
    var length: UInt32 = 0
    if day?.seen.contains(digest) == true {
      counts.repeated += 1
    } else if let stored = stored(answer, digest) {
      offset = stored.offset
      length = stored.length
    }
    // The index goes on a while when bodies are left out: a digest still proves what came.
    guard counts.dayBytes < rule.dayBytes + rule.dayBytes / 4 else { return }
    let record = RawRecord(
      at: answer.at, provider: answer.provider, question: answer.question, digest: digest,
      offset: offset, length: length)
    if var records = day?.records {
      day?.records = ByteWriter()
      record.write(to: &records)
      day?.records = records
    }
    counts.dayBytes += Int64(RawRecord.bytes)
    if (day?.bodies.count ?? 0) + (day?.records.bytes.count ?? 0) > 1 << 20 { flush() }
  }

  private mutating func stored(
    _ answer: RawAnswer, _ digest: Digest
  ) -> (offset: UInt64, length: UInt32)? {
    let compressed = ZlibStream.compress(answer.body)
    guard var open = day else { return nil }
    day = nil
    defer { day = open }
    let bytes = Int64(compressed.count)
    let spent = open.spent[answer.provider, default: 0] + bytes
    let unproven = open.unprovenBytes + (answer.isProven ? 0 : bytes)
    guard counts.dayBytes + bytes <= rule.dayBytes, spent <= rule.dayBytes / Self.sharePart,
      unproven <= rule.dayBytes / Self.unprovenPart
    else {
      counts.dropped += 1
      return nil
    }
    open.spent[answer.provider] = spent
    open.unprovenBytes = unproven
    let offset = open.packBytes + UInt64(open.bodies.count)
    open.bodies += compressed
    if open.seen.count >= Self.limitDigests { open.seen.removeAll(keepingCapacity: true) }
    open.seen.insert(digest)
    counts.kept += 1
    counts.dayBytes += bytes
    return (offset, UInt32(compressed.count))
  }

  /// Writes what waits and returns when it would survive a loss of power.
  public mutating func sync() {
    flush()
    guard let day, day.hasWritten else { return }
    do {
      try files.sync(day.pack)
      try files.sync(day.index)
      self.day?.hasWritten = false
    } catch {
      counts.unwritten += 1
    }
  }

  /// Ends the present files.
  public mutating func close() {
    sync()
    guard let day else { return }
    try? files.close(day.pack)
    try? files.close(day.index)
    self.day = nil
  }

  /// Takes away the days that ended longer ago than they are kept; gives how many.
  public func sweep(at now: Timestamp) -> Int {
    var count = 0
    for name in (try? files.names(in: folder)) ?? [] {
      guard let end = try? Timestamp(name).adding(seconds: Timestamp.secondsPerDay),
        end.seconds(since: now) < -rule.days * Timestamp.secondsPerDay
      else { continue }
      let path = "\(folder)/\(name)"
      for file in (try? files.names(in: path)) ?? [] { try? files.remove("\(path)/\(file)") }
      if (try? files.remove(path)) != nil { count += 1 }
    }
    return count
  }

  // MARK: - Files

  private mutating func flush() {
    guard var open = day, !(open.bodies.isEmpty && open.records.bytes.isEmpty) else { return }
    day = nil
    do {
      // Bodies before the records that name them, so that no record points behind the end.
      try write(open.bodies, to: open.pack)
      open.packBytes += UInt64(open.bodies.count)
      open.bodies.removeAll(keepingCapacity: true)
      try write(open.records.bytes, to: open.index)
      open.records = ByteWriter()
      open.hasWritten = true
      day = open
    } catch {
      // What was written in part is passed over: the next run of files begins anew, at once or with
      // the next answer. A file that is closed is never touched again: its number may be another's.
      counts.unwritten += open.records.bytes.count / RawRecord.bytes
      try? files.close(open.pack)
      try? files.close(open.index)
      day = (try? make(open.date)).map { fresh in
        var fresh = fresh
        (fresh.spent, fresh.unprovenBytes) = (open.spent, open.unprovenBytes)
        return fresh
      }
    }
  }

  private func write(_ bytes: [UInt8], to file: OpenFile) throws(FileFailure) {
    var failure: FileFailure?
    bytes.withUnsafeBytes { buffer in
      do throws(FileFailure) {
        try files.write(buffer, to: file)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private mutating func open(_ date: CivilDate) -> Bool {
    if day?.date == date { return true }
    close()
    day = try? make(date)
    counts.dayBytes = day == nil ? counts.dayBytes : written(on: date)
    return day != nil
  }

  private func make(_ date: CivilDate) throws(FileFailure) -> Day {
    let path = "\(folder)/\(date)"
    try files.makeFolder(path)
    let numbers = try files.names(in: path).compactMap { Int($0.prefix(6)) }
    let digits = String((numbers.max() ?? 0) + 1)
    let name = "\(path)/\(String(repeating: "0", count: max(0, 6 - digits.utf8.count)))\(digits)"
    let pack = try files.create(name + ".pack")
    do {
      let index = try files.create(name + ".index")
      try files.syncFolder(path)
      return Day(date: date, pack: pack, index: index)
    } catch {
      try? files.close(pack)
      throw error
    }
  }

  /// What earlier runs wrote on the same day, so that a restart does not begin the budget anew.
  private func written(on date: CivilDate) -> Int64 {
    let path = "\(folder)/\(date)"
    return ((try? files.names(in: path)) ?? []).reduce(0) {
      $0 + (FileSize.bytes("\(path)/\($1)") ?? 0)
    }
  }
}
