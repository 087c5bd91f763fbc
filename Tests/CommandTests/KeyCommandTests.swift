import Foundation
import TestSupport
import Testing

/// Keys at the command line; whatever is printed, no secret is in it.
@Suite struct KeyCommandTests {
  private static let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
  private static let publicKey =
    "ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
  private static let one = String(repeating: "0", count: 63) + "1"

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try Self.set(0o700, folder.path)
  }

  private static func set(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func file(_ text: String, _ name: String) throws -> String {
    let path = try folder.write(text, to: name)
    try Self.set(0o600, path)
    return path
  }

  /// Runs `stipend key …` and looks for every secret of this suite in what it prints.
  private func key(_ arguments: String...) throws -> StipendProcess.Result {
    let result = try StipendProcess.run(["key"] + arguments)
    for secret in [Self.secret, Self.one, "hunter2", "open sesame"] {
      #expect(!(result.output + result.complaint).contains(secret), "\(arguments)")
    }
    return result
  }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  @Test func aNewKeyIsSealedShownAndOpened() throws {
    let passphrase = try file("open sesame\n", "passphrase")
    let made = try key(
      "new", "--kind", "secp256k1", "--out", path("wallet.json"), "--passphrase-file", passphrase)
    #expect(made.code == 0, "\(made.complaint)")
    #expect(made.output.contains("address     akash1"))
    let shown = try key("show", path("wallet.json"))
    #expect(shown.code == 0)
    #expect(shown.output.contains("protection  passphrase (scrypt+chacha20-poly1305)"))
    #expect(shown.output.contains("not opened"))
    let opened = try key(
      "show", path("wallet.json"), "--passphrase-file", passphrase, "--json", "--prefix", "osmo")
    #expect(opened.output.contains("\"opened\":true"))
    #expect(opened.output.contains("\"address\":\"osmo1"))
    let wrong = try key(
      "show", path("wallet.json"), "--passphrase-file", try file("hunter2", "wrong"))
    #expect(wrong.code == 1)
    #expect(wrong.complaint.contains("[key-file-not-opened]"))
  }

  @Test func twoNewKeysDiffer() throws {
    for name in ["a", "b"] {
      let made = try key("new", "--kind", "ed25519", "--out", path(name), "--no-passphrase")
      #expect(made.output.contains("protection  none"))
    }
    #expect(
      try Data(contentsOf: folder.url.appendingPathComponent("a"))
        != Data(contentsOf: folder.url.appendingPathComponent("b")))
  }

  @Test func aSecretIsImportedAndThePassphraseChanged() throws {
    let source = try file(Self.secret + "\n", "secret")
    let plain = try key(
      "import", source, "--kind", "ed25519", "--out", path("plain.json"), "--no-passphrase")
    #expect(plain.code == 0, "\(plain.complaint)")
    #expect(plain.output.contains(Self.publicKey))
    let passphrase = try file("open sesame", "passphrase")
    let sealed = try key(
      "import", path("plain.json"), "--out", path("sealed.json"), "--passphrase-file", passphrase)
    #expect(sealed.code == 0, "\(sealed.complaint)")
    let other = try file("hunter2", "other")
    let changed = try key(
      "import", path("sealed.json"), "--source-passphrase-file", passphrase, "--out",
      path("changed.json"), "--passphrase-file", other, "--json")
    #expect(changed.output.contains(Self.publicKey))
    #expect(try key("show", path("changed.json"), "--passphrase-file", other).code == 0)
    #expect(try key("show", path("changed.json"), "--passphrase-file", passphrase).code == 1)
  }

  @Test func aWalletOfSecretOneHasItsKnownAddress() throws {
    let source = try file(Self.one, "one")
    let made = try key(
      "import", source, "--kind", "secp256k1", "--prefix", "cosmos", "--out", path("one.json"),
      "--no-passphrase")
    // BIP-173 names the same 20 bytes, 751e76e8…, for this key.
    #expect(made.output.contains("address     cosmos1w508d6qejxtdg4y5r3zarvary0c5xw7k6ah60c"))
  }

  @Test func refusalsNameARuleAndNoSecret() throws {
    let source = try file(Self.secret, "secret")
    let rows: [(code: Int32, words: String, arguments: [String])] = [
      (1, "[key-file-exists]", ["import", source, "--kind", "ed25519", "--out", source]),
      (2, "Name --kind", ["import", source, "--out", path("x")]),
      (
        2, "[secret-as-argument]", ["import", Self.secret, "--kind", "ed25519", "--out", path("x")]
      ),
      (2, "[key-file-missing]", ["show", path("nowhere")]),
      (2, "[key-file-json]", ["show", source]),
      (
        2, "[secret-form]",
        ["import", try file("hunter2", "word"), "--kind", "ed25519", "--out", path("x")]
      ),
      (
        1, "[secret-range]",
        [
          "import", try file(String(repeating: "0", count: 64), "zero"), "--kind", "secp256k1",
          "--out", path("x"),
        ]
      ),
      (2, "[passphrase-missing]", ["new", "--kind", "ed25519", "--out", path("x")]),
      (
        2, "[passphrase-missing]",
        ["new", "--kind", "ed25519", "--out", path("x"), "--passphrase-env", "STIPEND_NO_SUCH"]
      ),
      (
        2, "[passphrase-form]",
        ["new", "--kind", "ed25519", "--out", path("x"), "--passphrase-file", try file("", "none")]
      ),
      (
        2, "exclude each other",
        [
          "new", "--kind", "ed25519", "--out", path("x"), "--no-passphrase", "--passphrase-file",
          source,
        ]
      ),
      (2, "'dsa'", ["new", "--kind", "dsa", "--out", path("x"), "--no-passphrase"]),
    ]
    for row in rows {
      var arguments = row.arguments
      let isImport = arguments[0] == "import"
      if isImport { arguments.append("--no-passphrase") }
      let result = try StipendProcess.run(["key"] + arguments)
      #expect(result.code == row.code, "\(row) \(result.complaint)")
      #expect(result.complaint.contains(row.words), "\(row) \(result.complaint)")
      let printed = result.output + result.complaint
      #expect(!printed.contains(Self.secret) && !printed.contains("hunter2"), "\(row)")
      #expect(!FileManager.default.fileExists(atPath: path("x")))
    }
  }

  @Test func filesThatOthersMayReadAreRefused() throws {
    let source = try file(Self.secret, "secret")
    try Self.set(0o640, source)
    let open = try key(
      "import", source, "--kind", "ed25519", "--out", path("x"), "--no-passphrase")
    #expect(open.code == 1)
    #expect(open.complaint.contains("[key-file-too-open]"))
    try Self.set(0o600, source)
    try Self.set(0o755, folder.path)
    let entered = try key(
      "import", source, "--kind", "ed25519", "--out", path("x"), "--no-passphrase")
    #expect(entered.complaint.contains("[key-file-folder-too-open]"))
  }
}
