import Journal
import Keys
import Quantities
import Testing

/// The documents, and what the independent client gave.
@Suite struct JournalPageTests {
  @Test(arguments: [
    "payload.json", "envelope.json", "leaf.json", "vkeys", "checkpoint", "receipt", "refusal",
  ])
  func thePageShowsTheWorkedExample(name: String) throws {
    let page = String(
      decoding: try JournalFixture.bytes("docs/reference/journal.md"), as: UTF8.self)
    var text = try JournalFixture.text(name)
    if text.hasSuffix("\n") { text.removeLast() }
    #expect(page.contains("```\n\(text)\n```"))
  }

  @Test func everyCodeIsOnThePageOfErrors() throws {
    let page = String(
      decoding: try JournalFixture.bytes("docs/reference/errors.md"), as: UTF8.self)
    for path in [
      "Envelope/EnvelopeRefusal", "Envelope/LeafRefusal", "Tree/ProofRefusal", "Tiles/TileRefusal",
      "Notes/NoteRefusal", "Notes/CheckpointRefusal", "Witness/WitnessRefusal",
      "Promises/SubmissionAnswerRefusal",
    ] {
      let source = String(
        decoding: try JournalFixture.bytes("Sources/Journal/\(path).swift"), as: UTF8.self)
      let codes = source.split(separator: "\n").filter { $0.hasPrefix("    case .") }.compactMap {
        $0.firstMatch(of: /: "([a-z0-9-]+)"$/)?.output.1
      }
      #expect(!codes.isEmpty, "\(path)")
      for code in codes { #expect(page.contains("`\(code)`"), "\(code)") }
    }
  }

  @Test func tilesAreThoseOfTheIndependentClient() throws {
    for line in try JournalFixture.text("trees").split(separator: "\n") {
      let parts = line.split(separator: " ")
      let size = try #require(Int(parts[0]))
      let leaves = (0..<size).map { Array("leaf \($0)".utf8) }
      var appender = TileAppender()
      var files = appender.append(leaves.map { TreeHash.leaf($0) }).map {
        (path: $0.address.path, bytes: $0.tile.bytes)
      }
      for address in TileGeometry.changes(from: 0, to: size) where address.content == .entries {
        let start = address.index << 8
        let bundle = try EntryBundle.encode(Array(leaves[start..<(start + address.width)]))
        files.append((address.path, bundle))
      }
      var hasher = Sha256()
      for file in files.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
        hasher.update(Array("\(file.path) \(file.bytes.count)\n".utf8))
        hasher.update(file.bytes)
      }
      #expect(appender.head.root.hex == parts[1], "\(size)")
      #expect(hasher.digest().hex == parts[2], "\(size)")
    }
  }
}
