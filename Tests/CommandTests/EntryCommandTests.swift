import Encoding
import Foundation
import Keys
import Quantities
import TestSupport
import Testing

/// Beginning a journal, and entries from the draft to the log, from the shell.
@Suite struct EntryCommandTests {
  private let shell: ShellProgram
  private static let now = "--now \(ShellProgram.start)"

  init() throws { shell = try ShellProgram() }

  private func expect(
    _ line: String, _ code: Int32, _ words: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try shell.run(line)
    #expect(result.code == code, "\(line) \(result.complaint)", sourceLocation: sourceLocation)
    #expect(
      result.complaint.contains(words), "\(line) \(result.complaint)",
      sourceLocation: sourceLocation)
  }

  @Test func aProgramBeginsWhenTwoOfThreeMembersSigned() throws {
    let drafted = try shell.must(shell.initArguments() + " --out zero.json")
    #expect(drafted.output.contains("2 of 3 members must sign it"))
    let shown = try shell.must("entry show zero.json")
    #expect(shown.output.contains("committee.threshold     2 (members who must sign)"))
    #expect(shown.output.contains("nobody has signed it"))
    try shell.must("entry sign zero.json --key keys/m1.json --out zero.1.json")
    try shell.must("entry sign zero.json --key keys/m3.json --out zero.3.json")
    try expect("journal init --data program --entry zero.json \(Self.now)", 1, "[entry-unsigned]")
    try expect(
      "journal init --data program --entry zero.1.json \(Self.now)", 1, "[signature-missing]")
    // What is refused leaves no journal behind that nobody began.
    let left = try FileManager.default.contentsOfDirectory(atPath: shell.folder.path + "/program")
    #expect(left.sorted() == ["blob", "keys"])
    try shell.must("entry combine zero.1.json zero.3.json --out zero.signed.json")
    let begun = try shell.must(
      "journal init --data program --entry zero.signed.json \(Self.now)")
    #expect(begun.output.contains("logged: entry 0, program.created/1"))
    #expect(begun.output.contains("log.example/small+"))
    try expect(shell.initArguments(), 1, "[journal-exists]")
    try shell.must("journal export public --data program")
    let verified = try shell.must("verify public --json")
    #expect(verified.output.hasPrefix("{\"good\":true"))
  }

  @Test func anEntryIsLoggedOnceAndAllOfABatchOrNone() throws {
    try shell.begin()
    try shell.folder.write("thanks", to: "note.txt")
    let note = "entry new note.added/1 --set topic=thanks --set text=@note.txt --data program"
    try shell.must("\(note) --author committee --out a.json \(Self.now)")
    try shell.must("entry sign a.json --key keys/m1.json --out a.1.json")
    try expect("entry append a.1.json --data program \(Self.now)", 1, "[signature-missing]")
    try expect("entry append a.json --data program \(Self.now)", 1, "[entry-unsigned]")
    try shell.must("entry sign a.1.json --key keys/m2.json --out a.2.json")
    try shell.must("\(note) --author committee --out b.json \(Self.now)")
    try shell.must("entry sign b.json --key keys/stranger.json --out b.1.json")
    try expect(
      "entry append a.2.json b.1.json --data program \(Self.now)", 1, "[signer-unexpected]")
    let logged = try shell.must("entry append a.2.json --data program \(Self.now) --json")
    #expect(logged.output.contains("\"index\":1"))
    let again = try shell.must("entry append a.2.json --data program \(Self.now) --json")
    #expect(again.output == logged.output)
    try expect("entry combine a.1.json b.1.json --out x.json", 1, "[entry-other-payload]")
  }

  @Test func aWalletOutsideSignsAndTheSignatureIsAttached() throws {
    try shell.begin()
    let alpha = try shell.address("alpha")
    let fields =
      "--set enrolment=one --set pool=liquidity --set provider=\(alpha)"
      + " --set class=nvidia/a100/80/sxm --set units=8 --set from=2026-03-02"
    try shell.must(
      "entry new provider.enrolled/1 \(fields) --author \(alpha) --data program --out d.json "
        + Self.now
    )
    let document = try shell.must("entry wallet d.json --address \(alpha)").output
    #expect(document.hasPrefix("{\"account_number\":\"0\",\"chain_id\":\"\""))
    let key = try shell.key("alpha")
    let signature = Base64.text(key.sign(Array(document.utf8)).bytes)
    let pubkey = Base64.text(key.publicKey.bytes)
    try expect(
      "entry attach d.json --signature \(signature) --pubkey"
        + " \(Base64.text(try shell.key("beta").publicKey.bytes)) --out d.s.json",
      1, "[entry-signer-other]")
    let wrong = Base64.text(key.sign(Array("other".utf8)).bytes)
    try expect(
      "entry attach d.json --signature \(wrong) --pubkey \(pubkey) --out d.s.json", 1,
      "[envelope-signature]")
    try shell.must(
      "entry attach d.json --signature \(signature) --pubkey \(pubkey) --out d.s.json")
    let shown = try shell.must("entry show d.s.json --data program \(Self.now)")
    #expect(shown.output.contains("signed by secp256k1:"))
    #expect(shown.output.contains("admission would take what it says"))
    try shell.must("entry append d.s.json --data program \(Self.now)")
    let data = try shell.must("entry wallet d.json --address \(alpha) --data-only").output
    let bytes = try Base64.bytes(String(data.dropLast()))
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("DSSEv1 "))
  }

  @Test func aTextIsSaltedAndKept() throws {
    try shell.begin()
    try shell.folder.write("a reason", to: "why.txt")
    var digests: Set<String> = []
    for _ in 0..<2 {
      let made = try shell.must(
        "entry new note.added --set topic=t --set text=@why.txt --author committee --program "
          + "\(String(repeating: "ab", count: 32)) --basis 1 --demonstration --out n.json --json")
      #expect(made.output.contains("\"signatures\":0"))
      let names = try FileManager.default.contentsOfDirectory(
        atPath: shell.folder.path + "/n.json.blobs")
      for name in names {
        let blob = try shell.folder.read("n.json.blobs/\(name)")
        #expect(blob.count == 24 && blob.suffix(8).elementsEqual("a reason".utf8))
        #expect(Sha256.digest(of: blob).hex == name)
        digests.insert(name)
      }
    }
    #expect(digests.count == 2)
    let shown = try shell.must("entry show n.json")
    #expect(shown.output.contains("  | a reason"))
    let kept = try shell.must(
      "entry new note.added --set topic=t --set text=@why.txt --author committee --data program"
        + " --out k.json \(Self.now)")
    #expect(kept.output.contains("k.json: note.added/1, unsigned"))
    let document = try shell.must("entry show k.json --data program --json \(Self.now)").output
    let name = try #require(document.firstMatch(of: /blob ([0-9a-f]{64})/)?.output.1)
    #expect(try shell.must("blob get \(name) --data program --text").output == "a reason")
    try expect("blob get \(digests.sorted()[0]) --data program", 1, "[blob-missing]")
  }

  @Test func refusalsNameTheirRule() throws {
    try shell.begin()
    let base = "--data program \(Self.now)"
    try shell.folder.write("{}", to: "draft")
    let rows: [(String, Int32, String)] = [
      ("entry new nothing/1 --author committee \(base)", 2, "entry-kind-unknown"),
      ("entry new payee.set --set x=1 --author committee \(base)", 2, "entry-field-unknown"),
      (
        "entry new program.resumed --set what=payouts --set what=x --author committee \(base)",
        2, "entry-field-twice"
      ),
      ("entry new payee.set --author committee \(base)", 2, "entry-field-missing"),
      (
        "entry new program.resumed --set what=x --author committee \(base)", 2, "entry-field-value"
      ),
      (
        "entry new contract.ended --set contract=@draft --author committee \(base)", 2,
        "entry-field-file"
      ),
      ("entry new program.resumed --set what=payouts \(base)", 2, "entry-author-missing"),
      (
        "entry new program.resumed --set what=payouts --author committee \(Self.now)", 2,
        "entry-base-missing"
      ),
      (
        "entry new program.resumed --set what=payouts --author nobody@home \(base)", 2,
        "option-value"
      ),
      ("entry new program.resumed --set what --author committee \(base)", 2, "option-value"),
      (
        "entry new program.resumed --set what=payouts --body draft --author committee \(base)", 2,
        "option-conflict"
      ),
      ("entry new program.resumed --body draft --author committee \(base)", 2, "body-field"),
      (
        "entry new program.resumed --set what=payouts --author committee --out x \(base)", 1,
        "not-halted"
      ),
      ("entry new program.resumed --set what=payouts --key keys/o1.json \(base)", 1, "role"),
      ("entry show draft", 2, "payload-field"),
      ("entry sign draft --key keys/m1.json --out draft", 2, "out-is-input"),
      ("entry append draft --data nowhere \(Self.now)", 2, "journal-missing"),
      ("journal init --data other", 2, "journal-init-incomplete"),
      (
        shell.initArguments("--now \(ShellProgram.start)").replacing(
          "--data program", with: "--data other"), 2, "clock-set"
      ),
    ]
    for (line, code, words) in rows { try expect(line, code, "[\(words)]") }
    let anyway = try shell.must(
      "entry new program.resumed --set what=payouts --author committee --out x --anyway \(base)")
    #expect(anyway.complaint.contains("[not-halted]"))
    let shown = try shell.run("entry show x \(base) --json")
    #expect(shown.code == 1 && shown.output.contains("\"refusal\":{\"code\":\"not-halted\""))
  }

  @Test func everyCodeOfDraftsStandsOnThePage() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: StipendProcess.root.appendingPathComponent(path), encoding: .utf8)
    }
    let page = try text("docs/reference/errors.md")
    for file in ["EntryForm", "EntryPaper"] {
      let source = try text("Sources/Application/Entries/\(file).swift")
      let codes = source.matches(of: /: "(entry-[a-z-]+)"/).map { String($0.output.1) }
      #expect(!codes.isEmpty)
      for code in codes { #expect(page.contains("`\(code)`"), "\(code)") }
    }
  }
}
