import Encoding
import Evidence
import Keys
import Program
import Quantities
import Testing

/// Turns rows of a small language into facts, one line a row.
///
///     DAY AUTHOR TEMPLATE field=value … !header=value … ~old~new … ^signer,signer
///
/// DAY is the time of admission. A template is a kind with a whole body, of which a row changes
/// single fields. Values: `d5`, `d5+60` (a second of day 5), `@name` (an account), `%name` (an
/// observer), `&name` (the key of an account's wallet), `#name` (a digest), `##name` (the
/// digest of its bytes), `+name,name` (the digest of such digests), `$lines` (how many there are),
/// `$policy`, `$v.name` (a variant's), `$catalogue`, `*40000` (so many letters), `'` before a
/// string of digits, `null`, digits, and anything else as a string. `!` sets a field of the header;
/// `~` changes the payload's text, `_` standing for a space. `^` lists whose signatures were
/// verified: `%name` an Ed25519 key, `@name` the wallet of that account; without it nobody signed.
struct FactsWriter {
  private(set) var log: FactsLog
  private(set) var bytes: [UInt8] = []
  private var nonce = 0

  init(rules: ProgramRules) {
    log = FactsLog(rules: rules, library: ProgramFixture.known)
  }

  /// A program with an observer: two lines, on the day before the first.
  static func program(rules: ProgramRules) throws -> FactsWriter {
    var writer = FactsWriter(rules: rules)
    try writer.add("d-1 committee created")
    try writer.add("d-1 committee appoint")
    return writer
  }

  var state: ProgramState { log.state }

  /// Writes a row that must be admitted.
  mutating func add(_ row: String) throws {
    let line = try line(row)
    guard let signed = row.split(separator: " ").first(where: { $0.hasPrefix("^") }) else {
      try log.read(line[...])
      bytes += line
      return
    }
    do {
      let start = try #require(line.firstRange(of: Array(",\"payload\":".utf8))).upperBound
      let payload = try Payload(bytes: Array(line[start..<(line.count - 2)]))
      let time = try Timestamp(seconds: try #require(Int64(try value(String(words(row)[0])))))
      bytes += try log.append(
        payload, admittedAt: time, signers: try Self.signers(signed.dropFirst()))
    } catch let rejection as Rejection {
      throw FactsError(line: log.lineCount + 1, fault: .rejected(rejection))
    }
  }

  private func words(_ row: String) -> [Substring] { row.split(separator: " ") }

  private static func signers(_ list: Substring) throws -> Signers {
    Signers(
      try list.split(separator: ",").map { word in
        let name = String(word.dropFirst())
        return Signer(
          key: try #require(PublicKeyText(ProgramFixture.keyText(String(word)))),
          account: word.hasPrefix("@") ? try ProgramFixture.address(name) : nil)
      })
  }

  /// The line that a row stands for, in the program as it is now.
  mutating func line(_ row: String) throws -> [UInt8] {
    let words = row.split(separator: " ").map(String.init)
    guard words.count >= 3,
      let template = Self.templates[words[2]] ?? Self.treasuryTemplates[words[2]]
    else {
      throw RowError("no such row: \(row)")
    }
    nonce += 1
    var header = [
      "v": "1", "program": quoted(log.state.program?.hex ?? ""), "kind": quoted(template.kind),
      "at": try value(words[0]), "author": try author(words[1]),
      "nonce": quoted(Self.nonce(nonce)), "basis": String(log.lineCount), "critical": "true",
      "demonstration": "false",
    ]
    var body = template.fields
    var edits: [(old: String, new: String)] = []
    for word in words.dropFirst(3) {
      if word.hasPrefix("^") { continue }
      if word.hasPrefix("~") {
        let parts = word.dropFirst().split(separator: "~").map {
          $0.replacing("_", with: " ")
        }
        edits += [(old: String(parts[0]), new: parts.count > 1 ? String(parts[1]) : "")]
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      guard parts.count == 2 else { throw RowError("no field: \(word)") }
      if parts[0].hasPrefix("!") {
        let key = String(parts[0].dropFirst())
        header[key] =
          switch key {
          case "nonce": quoted(Self.nonce(Int(parts[1]) ?? 0))
          case "author": try author(parts[1])
          default: try value(parts[1])
          }
      } else if let index = body.firstIndex(where: { $0.0 == parts[0] }) {
        body[index].1 = parts[1]
      } else {
        throw RowError("no field \(parts[0]) in \(words[2])")
      }
    }
    let text = try payload(header, words[2], body)
    let edited = edits.reduce(text) { $0.replacing($1.old, with: $1.new) }
    return Array("{\"admittedAt\":\(try value(words[0])),\"payload\":\(edited)}\n".utf8)
  }

  private func payload(
    _ header: [String: String], _ template: String, _ body: [(String, String)]
  ) throws -> String {
    let keys = [
      "v", "program", "kind", "at", "author", "nonce", "basis", "critical", "demonstration",
    ]
    let fields = keys.map { "\"\($0)\":\(header[$0] ?? "null")" }
    let members =
      template == "created"
      ? try created(Dictionary(uniqueKeysWithValues: body))
      : try body.map { "\"\($0.0)\":\(try member($0.0, $0.1))" }.joined(separator: ",")
    return "{\(fields.joined(separator: ",")),\"body\":{\(members)}}"
  }

  /// A member's value: lists and wallets' keys are written as the kinds that have them need.
  private func member(_ name: String, _ word: String) throws -> String {
    if let member = treasuryMember(name, word) { return member }
    switch name {
    case "members", "providers", "witnesses":
      let parts = word.split(separator: ",").map(String.init)
      return "[\(try parts.map(value).joined(separator: ","))]"
    case "key": return quoted(ProgramFixture.keyText(word))
    default: return try value(word)
    }
  }

  private func created(_ fields: [String: String]) throws -> String {
    func field(_ name: String) throws -> String { try value(fields[name] ?? "null") }
    func list(_ name: String) throws -> String {
      let parts = (fields[name] ?? "").split(separator: ",").map(String.init)
      return "[\(try parts.map(value).joined(separator: ","))]"
    }
    return """
      "name":\(try field("name")),"network":\(try field("network")),\
      "policy":\(try field("policy")),"catalogue":\(try field("catalogue")),\
      "log":{"origin":\(try field("origin")),"key":\(try field("key"))},\
      "committee":{"threshold":\(try field("threshold")),"members":\(try list("members"))},\
      "witnesses":\(try list("witnesses")),"administrator":\(try field("administrator")),\
      "administratorProviders":\(try list("administratorProviders"))
      """
  }

  private static func nonce(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 32 - digits.utf8.count) + digits
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }

  private func author(_ word: String) throws -> String {
    word == "admin" ? try value("@admin") : try value(word)
  }

  private func value(_ word: String) throws -> String {
    let rest = String(word.dropFirst())
    switch word.first {
    case "@": return quoted(try ProgramFixture.address(rest).text)
    case "&": return quoted(ProgramFixture.keyText("@" + rest))
    case "%": return quoted(ProgramFixture.observer(rest).text)
    case "#" where rest.hasPrefix("#"):
      let inner = ProgramFixture.digest(String(rest.dropFirst()))
      return quoted(Sha256.digest(of: inner.bytes).hex)
    case "#": return quoted(ProgramFixture.digest(rest).hex)
    case "+":
      let names = rest.split(separator: ",").map(String.init)
      return quoted(EpochFrozen.digest(of: names.map(ProgramFixture.digest)).hex)
    case "*": return quoted(String(repeating: "a", count: Int(rest) ?? 0))
    case "'": return quoted(rest)
    case "d":
      let parts = rest.split(separator: "+").compactMap { Int64($0) }
      guard let day = parts.first, parts.count <= 2, rest.utf8.allSatisfy({ $0 < 58 })
      else { break }
      return String(ProgramFixture.start + day * 86_400 + (parts.count == 2 ? parts[1] : 0))
    default: break
    }
    if word == "$lines" { return String(log.lineCount) }
    if word.hasPrefix("$v.") {
      return quoted(try ProgramFixture.variant(String(word.dropFirst(3))).policyDigest.hex)
    }
    if word == "$policy" { return quoted(log.state.rules.policyDigest.hex) }
    if word == "$catalogue" { return quoted(log.state.rules.catalogueDigest.hex) }
    if ["null", "true", "false"].contains(word) || Int64(word) != nil { return word }
    return quoted(word)
  }
}
