import Evidence
import Foundation
import Testing

/// The same bytes are made by a script of the cross-checks from plain values of its own.
@Suite struct SegmentGoldenTests {
  private func golden(_ type: SegmentType) throws -> [UInt8] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/segments/\(type.name).hex")
    let digits = try String(contentsOf: file, encoding: .utf8).filter { $0 != "\n" }
    var bytes: [UInt8] = []
    var rest = digits[...]
    while !rest.isEmpty {
      bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
      rest = rest.dropFirst(2)
    }
    return bytes
  }

  @Test(arguments: SegmentType.allCases)
  func writerGivesTheSameBytesAsThePythonOne(_ type: SegmentType) throws {
    #expect(try SegmentExamples.file(type) == golden(type))
  }
}
