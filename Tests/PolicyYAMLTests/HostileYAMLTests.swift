import Policy
import PolicyYAML
import Testing

@Suite struct HostileYAMLTests {
  private func first(_ bytes: [UInt8]) -> String? {
    do {
      _ = try PolicyDocument.read(bytes)
      return nil
    } catch {
      let problem = error.problems.first
      return
        "\(problem?.position?.line ?? 0):\(problem?.position?.column ?? 0) \(problem?.code ?? "")"
    }
  }

  private func first(_ text: String) -> String? { first(Array(text.utf8)) }

  @Test func aBombIsRefusedBeforeParsing() {
    var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      let references = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
      bomb += "a\(level): &a\(level) [\(references)]\n"
    }
    #expect(first(bomb) == "1:5 yaml-anchor")
    // As a mapping's key such a bomb keeps the parser busy for hours.
    #expect(first("? [*a, *a]\n: x\n") == "1:4 yaml-alias")
  }

  /// Text and the first problem.
  static let refusals: [(String, String)] = [
    ("a: &b c", "1:4 yaml-anchor"),
    ("a: *b", "1:4 yaml-alias"),
    ("&b a: c", "1:1 yaml-anchor"),
    ("- &b\n", "1:3 yaml-anchor"),
    ("[*b]", "1:2 yaml-alias"),
    ("{a: b,*c : d}", "1:7 yaml-alias"),
    ("a:\t*b", "1:4 yaml-alias"),
    ("a: \"\n&b", "2:1 yaml-anchor"),
    ("a: !!int 1", "1:4 yaml-tag"),
    ("a: !x 1", "1:4 yaml-tag"),
    ("- !<tag:x> 1", "1:3 yaml-tag"),
    ("! a", "1:1 yaml-tag"),
    ("%YAML 1.1\n---\na: b", "1:1 yaml-directive"),
    ("a: b\n---\nc: d", "2:1 yaml-second-document"),
    ("---\na: b\n---\n", "3:1 yaml-second-document"),
    ("a: b\n...\n", "2:1 yaml-second-document"),
    ("a: b\u{0}", "1:5 yaml-control-character"),
    ("a: b\u{7}", "1:5 yaml-control-character"),
    ("a: b\rc: d", "1:5 yaml-control-character"),
    ("a: b\u{85}c: d", "1:5 yaml-control-character"),
    ("a: b\u{2028}c: d", "1:5 yaml-control-character"),
    ("\u{FEFF}a: b", "1:1 yaml-control-character"),
    ("", "1:1 yaml-empty"),
    ("# nothing\n", "1:1 yaml-empty"),
    ("a: [", "2:1 yaml-syntax"),
    ("a: 'b", "1:6 yaml-syntax"),
    ("a: b: c", "1:5 yaml-syntax"),
    ("? [a]\n: b", "1:3 yaml-key-not-text"),
    ("a: 1\na: 2", "1:1 yaml-key-twice"),
    ("just text", "1:1 policy-wrong-kind"),
    ("- a", "1:1 policy-wrong-kind"),
  ]

  @Test(arguments: refusals.indices) func eachRefusalHasItsPlace(_ index: Int) {
    let (text, expected) = Self.refusals[index]
    #expect(first(text) == expected, "\(text.debugDescription)")
  }

  @Test func everyYAMLFaultIsProducedByARow() {
    var produced = Set(Self.refusals.map { String($0.1.split(separator: " ")[1]) })
    produced.formUnion(["yaml-too-large", "yaml-not-utf8", "yaml-too-deep"])
    let all: [YAMLFault] = [
      .tooLarge(limitBytes: 1), .notUTF8, .controlCharacter(codePoint: 0), .anchor, .alias, .tag,
      .directive, .secondDocument, .tooDeep(limit: 1), .empty, .keyNotText, .duplicateKey(""),
      .syntax(""),
    ]
    let reference = String(
      decoding: (try? RepositoryFile.bytes("docs/reference/errors.md")) ?? [], as: UTF8.self)
    for fault in all {
      #expect(produced.contains(fault.code), "\(fault.code)")
      #expect(reference.contains("| `\(fault.code)` |"), "\(fault.code)")
      #expect(reference.contains("| \(fault.advice) |") || fault.advice.contains("\""))
    }
  }

  @Test func hugeFilesAreRefused() {
    let comment = Array(repeating: UInt8(ascii: "#"), count: PolicyBounds.textBytes + 1)
    #expect(first(comment) == "1:1 yaml-too-large")
    #expect(first(Array(comment.dropLast())) == "1:1 yaml-empty")
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(first(Array("a: b\nc: d".utf8) + [0xFF]) == "2:5 yaml-not-utf8")
    #expect(first([0xC3, 0x28]) == "1:1 yaml-not-utf8")
    #expect(first([0xED, 0xA0, 0x80]) == "1:1 yaml-not-utf8")
  }

  @Test func deepNestingIsRefusedWithoutHarm() {
    let flow = String(repeating: "[", count: 100_000)
    #expect(first(flow) != nil)
    let closed = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    #expect(first(closed)?.hasSuffix("yaml-too-deep") == true)
    let sequences = String(repeating: "- ", count: 100_000) + "a"
    #expect(first(sequences) != nil)
    let maps = (0..<500).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(first(maps)?.hasSuffix("yaml-too-deep") == true)
    let mixed = String(repeating: "{a: [", count: 30_000)
    #expect(first(mixed) != nil)
    let keys = String(repeating: "? ", count: 900) + "a"
    #expect(first(keys) != nil)
  }

  @Test func ordinaryTextIsNotMistakenForReferences() throws {
    let texts = [
      "R&D", "a & b", "5 * 3", "*/*/*/*", "x*y", "wait!", "see https://a.example/?a=1&b=2", "100 %",
    ]
    for text in texts {
      let policy = PolicyDocumentTests.plain.replacing("\"plain\"", with: "\"\(text)\"")
      #expect(first(policy) == nil, "\(text)")
    }
    #expect(first("---\n" + PolicyDocumentTests.plain) == nil)
    #expect(first(PolicyDocumentTests.plain.replacing("\n", with: "\r\n")) == nil)
  }

  @Test func mutatedFilesNeverTrap() {
    let bytes = Array(PolicyDocumentTests.plain.utf8)
    var state: UInt64 = 7
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for _ in 0..<1_500 {
      var mutated = bytes
      for _ in 0..<(1 + next() % 4) {
        let index = next() % mutated.count
        switch next() % 4 {
        case 0: mutated[index] = UInt8(next() % 256)
        case 1: mutated.remove(at: index)
        case 2: mutated.insert(Array("[]{}\"':-#|>".utf8)[next() % 11], at: index)
        default: mutated.removeSubrange(index..<min(mutated.count, index + 20))
        }
      }
      if let document = try? PolicyDocument.read(mutated) {
        let json = PolicyJSON.encode(document.policy)
        #expect((try? PolicyJSON.decode(json)) == document.policy)
      }
    }
  }
}
