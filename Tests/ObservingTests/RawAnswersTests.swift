import BlobFiles
import Foundation
import Observing
import Quantities
import Synchronization
import TestSupport
import Testing

/// Answers as they came, within a budget.
@Suite struct RawAnswersTests {
  private let noon: Timestamp

  init() throws { noon = try Timestamp("2026-11-23T12:00:00Z") }

  private func records(_ folder: String, _ day: String) throws -> [[RawRecord]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(day)").sorted()
    return try names.filter { $0.hasSuffix(".index") }.map { name in
      RawRecord.records([UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(day)/\(name)"))))
    }
  }

  @Test func bodiesAreKeptOnceAndFoundByTheIndex() throws {
    let folder = try TemporaryFolder()
    var raw = RawAnswers(folder: folder.path)
    raw.keep(RawAnswer(Array("one".utf8), at: noon, provider: 3, question: 0))
    raw.keep(RawAnswer(Array("two".utf8), at: noon, provider: 4, question: 1))
    raw.keep(
      RawAnswer(Array("one".utf8), at: try noon.adding(seconds: 300), provider: 3, question: 0))
    raw.close()
    let index = try records(folder.path, "2026-11-23")[0]
    #expect(index.map(\.provider) == [3, 4, 3])
    #expect(index[0].digest == index[2].digest && index[2].offset == nil)
    let pack = [UInt8](try Data(contentsOf: folder.url.appending(path: "2026-11-23/000001.pack")))
    let offset = Int(try #require(index[1].offset))
    let stored = Array(pack[offset..<(offset + Int(index[1].length))])
    #expect(try ZlibStream.decompress(stored, limitBytes: 64).bytes == Array("two".utf8))
    #expect(raw.counts.kept == 2 && raw.counts.repeated == 1)
  }

  @Test func eachRunBeginsFilesOfItsOwnAndGoesOnWithTheDaysBudget() throws {
    let folder = try TemporaryFolder()
    for number in 0..<2 {
      var raw = RawAnswers(folder: folder.path)
      raw.keep(RawAnswer(Array("run \(number)".utf8), at: noon, provider: 0, question: 0))
      raw.close()
      #expect(raw.counts.dayBytes >= Int64(RawRecord.bytes * (number + 1)))
    }
    #expect(try records(folder.path, "2026-11-23").map(\.count) == [1, 1])
  }

  @Test func beyondTheBudgetTheNewestBodiesAreLeftOutAndCounted() throws {
    let folder = try TemporaryFolder()
    var raw = RawAnswers(folder: folder.path, rule: .init(dayBytes: 2_000))
    for number in 0..<1_000 {
      raw.keep(RawAnswer(Array("answer \(number)".utf8), at: noon, provider: 0, question: 0))
    }
    raw.close()
    #expect(raw.counts.kept > 0 && raw.counts.dropped > 900)
    let index = try records(folder.path, "2026-11-23")[0]
    #expect(index.first?.offset != nil && index.last?.offset == nil)
    #expect(raw.counts.dayBytes <= 2_500 + Int64(RawRecord.bytes))
  }

  @Test func daysGoWhenTheyAreOld() throws {
    let folder = try TemporaryFolder()
    var raw = RawAnswers(folder: folder.path, rule: .init(days: 2))
    raw.keep(RawAnswer([1], at: noon, provider: 0, question: 0))
    raw.close()
    #expect(raw.sweep(at: try noon.adding(seconds: 2 * 86_400)) == 0)
    #expect(raw.sweep(at: try noon.adding(seconds: 3 * 86_400)) == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func diskThatTakesNothingIsCountedAndStopsNothing() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("", to: "raw")
    var raw = RawAnswers(folder: file)
    raw.keep(RawAnswer([1], at: noon, provider: 0, question: 0))
    raw.close()
    #expect(raw.counts.unwritten == 1)
  }

  @Test func nobodysNoiseLeavesOthersWithoutProof() throws {
    let folder = try TemporaryFolder()
    var raw = RawAnswers(folder: folder.path, rule: .init(dayBytes: 64_000))
    var draw = SplitMix64(seed: 5)
    func noise() -> [UInt8] { (0..<1_000).map { _ in UInt8.random(in: 0...255, using: &draw) } }
    // Two that prove to be whom the chain names, and forty that do not.
    for _ in 0..<200 {
      for provider in UInt32(1)...2 {
        raw.keep(RawAnswer(noise(), at: noon, provider: provider, question: 0))
      }
    }
    for provider in UInt32(10)..<50 {
      raw.keep(RawAnswer(noise(), at: noon, provider: provider, question: 0, isProven: false))
    }
    raw.keep(RawAnswer(Array("honest".utf8), at: noon, provider: 3, question: 0))
    raw.close()
    let kept = try records(folder.path, "2026-11-23")[0].filter { $0.offset != nil }
    #expect(kept.count { $0.provider == 1 } == 3, "a sixteenth holds three such bodies")
    #expect(kept.count { $0.provider >= 10 } == 15, "a quarter holds fifteen")
    #expect(kept.last?.provider == 3)
  }

  /// Files in memory, of which one write and the next creations fail.
  private final class FailingFiles: FileSystem {
    struct State {
      var open: Set<Int32> = []
      var next: Int32 = 100
      var failingWrites = 0
      var failingCreations = 0
      var strays = 0
    }

    let state = Mutex(State())

    private func touch(_ file: OpenFile) {
      state.withLock { if !$0.open.contains(file.number) { $0.strays += 1 } }
    }

    func create(_ path: String) throws(FileFailure) -> OpenFile {
      let number: Int32? = state.withLock { state in
        guard state.failingCreations == 0 else {
          state.failingCreations -= 1
          return nil
        }
        state.next += 1
        state.open.insert(state.next)
        return state.next
      }
      guard let number else { throw FileFailure("create", path, reason: "Too many open files") }
      return OpenFile(number: number)
    }

    func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(FileFailure) {
      touch(file)
      let fails = state.withLock { state in
        defer { state.failingWrites = max(0, state.failingWrites - 1) }
        return state.failingWrites > 0
      }
      if fails { throw FileFailure("write", "a file", reason: "Input/output error") }
    }

    func sync(_ file: OpenFile) throws(FileFailure) { touch(file) }

    func close(_ file: OpenFile) throws(FileFailure) {
      touch(file)
      _ = state.withLock { $0.open.remove(file.number) }
    }

    func makeFolder(_ path: String) throws(FileFailure) {}
    func rename(_ from: String, to path: String) throws(FileFailure) {}
    func syncFolder(_ path: String) throws(FileFailure) {}
    func remove(_ path: String) throws(FileFailure) {}
    func read(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8]? { nil }
    func exists(_ path: String) throws(FileFailure) -> Bool { false }
    func names(in folder: String) throws(FileFailure) -> [String] { [] }
  }

  @Test(arguments: 0...3)
  func aFileThatIsClosedIsNeverTouchedAgain(failingCreations: Int) throws {
    let files = FailingFiles()
    var raw = RawAnswers(folder: "raw", on: files)
    raw.keep(RawAnswer([1], at: noon, provider: 0, question: 0))
    files.state.withLock {
      $0.failingWrites = 1
      $0.failingCreations = failingCreations
    }
    raw.sync()
    for number in UInt8(2)...6 {
      raw.keep(RawAnswer([number], at: noon, provider: 0, question: 0))
      raw.sync()
    }
    raw.close()
    let state = files.state.withLock { $0 }
    #expect(state.strays == 0, "a number that was closed may be a socket's by now")
    #expect(state.open.isEmpty)
    #expect(raw.counts.unwritten == 1 + max(0, failingCreations - 1))
  }
}
