import BlobFiles
import Foundation
import Observing
import Quantities
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
    raw.keep(Array("one".utf8), at: noon, provider: 3, question: 0)
    raw.keep(Array("two".utf8), at: noon, provider: 4, question: 1)
    raw.keep(Array("one".utf8), at: try noon.adding(seconds: 300), provider: 3, question: 0)
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
      raw.keep(Array("run \(number)".utf8), at: noon, provider: 0, question: 0)
      raw.close()
      #expect(raw.counts.dayBytes >= Int64(RawRecord.bytes * (number + 1)))
    }
    #expect(try records(folder.path, "2026-11-23").map(\.count) == [1, 1])
  }

  @Test func beyondTheBudgetTheNewestBodiesAreLeftOutAndCounted() throws {
    let folder = try TemporaryFolder()
    var raw = RawAnswers(folder: folder.path, rule: .init(dayBytes: 2_000))
    for number in 0..<1_000 {
      raw.keep(Array("answer \(number)".utf8), at: noon, provider: 0, question: 0)
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
    raw.keep([1], at: noon, provider: 0, question: 0)
    raw.close()
    #expect(raw.sweep(at: try noon.adding(seconds: 2 * 86_400)) == 0)
    #expect(raw.sweep(at: try noon.adding(seconds: 3 * 86_400)) == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func diskThatTakesNothingIsCountedAndStopsNothing() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("", to: "raw")
    var raw = RawAnswers(folder: file)
    raw.keep([1], at: noon, provider: 0, question: 0)
    raw.close()
    #expect(raw.counts.unwritten == 1)
  }
}
