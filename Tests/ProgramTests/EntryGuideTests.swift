import Encoding
import Foundation
import Keys
import Quantities
import Testing

@testable import Program

/// The list of fields that people are shown is the one that decoders read.
@Suite struct EntryGuideTests {
  private static let account = "akash17emlg5nuk0gs2x9hrqe5q7m6rsd4mptrjeyn5t"
  private static let digits = String(repeating: "ab", count: 32)
  private static let key = "ed25519:" + digits

  private static func sample(_ form: EntryFieldForm) -> JSONValue {
    switch form {
    case .label, .party: .string("a-label")
    case .choice(let words): .string(words[0])
    case .address: .string(account)
    case .addresses: .array([.string(account)])
    case .key, .ed25519Key: .string(key)
    case .keys: .array([.string(key)])
    case .origin: .string("log.example/x")
    case .time: .integer(1_700_000_000)
    case .secondOfDay: .integer(3_600)
    case .count, .amount, .microDollars: .integer(1)
    case .labels: .array([.string("a-label")])
    case .totals:
      .array([
        .object([
          JSONMember("pool", .string("a-label")), JSONMember("currency", .string("usd")),
          JSONMember("settled", .integer(2)), JSONMember("uakt", .integer(1)),
        ])
      ])
    case .components:
      .array([
        .object([
          JSONMember("name", .string("a-label")), JSONMember("share", .integer(50_000)),
          JSONMember("fixed", .null),
        ])
      ])
    case .signedAmount: .integer(-5)
    case .uakt: .integer(5)
    case .price: .string("1000000000000000000")
    case .gpuClass: .string("nvidia/a100/80/sxm")
    case .classPattern: .string("nvidia/a100/80/*")
    case .policy, .file, .text, .digest, .seed: .string(digits)
    }
  }

  /// A body of the fields listed; `change` may give another value, or take a field away.
  private static func body(
    _ kind: EntryKind, change: (EntryField) -> JSONValue?? = { _ in nil }
  ) -> JSONValue {
    var members: [JSONMember] = []
    for field in kind.fields {
      let value: JSONValue
      switch change(field) {
      case .none: value = sample(field.form)
      case .some(.none): continue
      case .some(.some(let other)): value = other
      }
      let path = field.path
      guard path.count == 2 else {
        members.append(JSONMember(field.name, value))
        continue
      }
      let inner = JSONMember(path[1], value)
      if let last = members.last, last.key == path[0], case .object(let earlier) = last.value {
        members[members.count - 1] = JSONMember(path[0], .object(earlier + [inner]))
      } else {
        members.append(JSONMember(path[0], .object([inner])))
      }
    }
    return .object(members)
  }

  private static func decode(_ kind: EntryKind, _ value: JSONValue) throws -> any EntryBody {
    var fields = try JSONNode(value).fields()
    let body = try kind.bodyType.init(from: &fields)
    try fields.finish()
    return body
  }

  @Test(arguments: EntryKind.allCases)
  func theFieldsListedAreThoseThatTheDecoderReadsAndTheWriterWrites(kind: EntryKind) throws {
    let value = Self.body(kind)
    let body = try Self.decode(kind, value)
    var written = JSONWriter()
    written.object { body.write(to: &$0) }
    var expected = JSONWriter()
    expected.value(value)
    #expect(written.finish() == expected.finish())
  }

  @Test(arguments: EntryKind.allCases)
  func whatMayBeAbsentMayBeNullAndNothingElse(kind: EntryKind) throws {
    for field in kind.fields {
      let null = Self.body(kind) { $0 == field ? .some(.null) : nil }
      let isTaken = (try? Self.decode(kind, null)) != nil
      #expect(isTaken == field.isOptional, "\(kind.rawValue) \(field.name)")
      let without = Self.body(kind) { $0 == field ? .some(nil) : nil }
      #expect(throws: (any Error).self, "\(kind.rawValue) \(field.name)") {
        try Self.decode(kind, without)
      }
    }
  }

  @Test(arguments: EntryKind.allCases)
  func theWriterNamedIsTheOneThatAdmissionAsksFor(kind: EntryKind) throws {
    // A revocation that reaches back is the committee's alone.
    let plain = Self.body(kind) { $0.name == "compromisedFrom" ? .some(.null) : nil }
    let body = try Self.decode(kind, plain)
    let state = ProgramState(rules: try ProgramFixture.rules())
    let writer: EntryWriter =
      switch body.authority(in: state) {
      case .committee: .committee
      case .administrator: .administrator
      case .provider: .provider
      case .observer: .observer
      case .holder: .holder
      case .committeeOrKey: .committeeOrKey
      case .keeper: .keeper
      case .party: .party
      case .participant: .participant
      }
    #expect(writer == kind.writer)
  }

  @Test(arguments: EntryKind.allCases)
  func theReferenceListsTheSameFieldsInTheSameOrder(kind: EntryKind) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/reference/entries.md"), encoding: .utf8)
    let row = try #require(
      page.split(separator: "\n").first { $0.hasPrefix("| `\(kind.rawValue)` |") })
    let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(cells[1].hasPrefix(kind.writer == .committeeOrKey ? "c, or" : kind.writer.rawValue))
    let words = cells[2].split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    var expected: [String] = []
    for field in kind.fields {
      for part in field.path where !(field.path.count == 2 && expected.contains(part)) {
        expected.append(part)
      }
    }
    let choices = Set(
      kind.fields.flatMap { field -> [String] in
        if case .choice(let words) = field.form { words } else { [] }
      })
    let notes = Set(["ed25519:"])
    // A word can be a field and another field's choice; it is the field where it comes first alone.
    let names = Set(kind.fields.map(\.name))
    var listed: [String] = []
    for word in words where !notes.contains(word) {
      let isField = names.contains(word) && !listed.contains(word)
      if !choices.contains(word) || isField && expected.dropFirst(listed.count).first == word {
        listed.append(word)
      }
    }
    #expect(listed == expected)
  }

  @Test func everyKindSaysWhatItIs() {
    let clauses = EntryKind.allCases.map(\.summary)
    #expect(Set(clauses).count == clauses.count)
  }
}
