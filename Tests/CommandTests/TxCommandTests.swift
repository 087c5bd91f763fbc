import CosmosTx
import Encoding
import Foundation
import Keys
import Quantities
import TestSupport
import Testing

/// Transactions from file to file: shown, signed apart, combined, shown again.
@Suite struct TxCommandTests {
  private let folder: TemporaryFolder
  private let keys: [SigningKey]
  private let payee = "akash19rl4cm2hmr8afy4kldpxz3fka4jguq0a3mq6x0"
  private let at = ["--chain-id", "akashnet-2", "--account-number", "7", "--sequence", "3"]

  init() throws {
    folder = try TemporaryFolder()
    // Keys are opened only where nobody else may look.
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
    keys = try (1...3).map { number in
      try SigningKey(algorithm: .secp256k1, secret: [UInt8](repeating: number, count: 32))
    }
    for (index, key) in keys.enumerated() {
      let secret = key.withSecretBytes { Hex.text(Array($0)) }
      let file =
        #"{"stipendKey":1,"publicKey":"\#(key.publicKey.text)","protection":null,"#
        + #""secret":"\#(secret)"}"#
      _ = try secretFile(file + "\n", "key-\(index).json")
    }
  }

  private func secretFile(_ text: String, _ name: String) throws -> String {
    let path = try folder.write(text, to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    return path
  }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  /// Runs `stipend tx …`; no secret is ever in what it prints.
  private func tx(_ arguments: [String]) throws -> StipendProcess.Result {
    let result = try StipendProcess.run(["tx"] + arguments)
    for number in 1...3 {
      let secret = Hex.text([UInt8](repeating: UInt8(number), count: 32))
      #expect(!(result.output + result.complaint).contains(secret), "\(arguments)")
    }
    return result
  }

  private func unsigned(
    from: String, to: String, amount: String = "1500000", denomination: String = "uakt"
  ) throws -> String {
    try folder.write(
      #"{"body":{"messages":[{"@type":"/cosmos.bank.v1beta1.MsgSend","from_address":"\#(from)","#
        + #""to_address":"\#(to)","amount":[{"denom":"\#(denomination)","amount":"\#(amount)"}]}],"#
        + #""memo":"p1/12","timeout_height":"20000000"},"auth_info":{"signer_infos":[],"fee":{"#
        + #""amount":[{"denom":"uakt","amount":"5000"}],"gas_limit":"200000","payer":"","#
        + #""granter":""},"tip":null},"signatures":[]}"#, to: "unsigned.json")
  }

  private func account(_ index: Int) throws -> String {
    try keys[index].publicKey.accountAddress(prefix: "akash").text
  }

  @Test func oneAccountSignsAndWhatItSignedIsShown() throws {
    let file = try unsigned(from: account(0), to: payee)
    let shown = try tx(["show", file])
    #expect(shown.code == 0, "\(shown.complaint)")
    #expect(
      shown.output.contains("Pays 1500000 uakt (1.5 AKT) from \(try account(0)) to \(payee)."))
    #expect(shown.output.contains("Nobody signed it yet."))
    let out = path("signed.json")
    let signed = try tx(["sign", file, "--key", path("key-0.json"), "--out", out] + at)
    #expect(signed.code == 0, "\(signed.complaint)")
    let again = try tx(["show", out] + at)
    #expect(again.code == 0, "\(again.output)")
    #expect(again.output.contains("the signature holds"))
    let stale = ["--chain-id", "akashnet-2", "--account-number", "7", "--sequence", "4"]
    let late = try tx(["show", out] + stale)
    #expect(late.code == 1 && late.output.contains("[tx-sequence]"))
    let other = try tx(
      ["sign", file, "--key", path("key-1.json"), "--out", path("other.json")] + at)
    #expect(other.code == 1 && other.complaint.contains("[tx-another-account]"))
    #expect(!FileManager.default.fileExists(atPath: path("other.json")))
    let twice = try tx(
      ["sign", out, "--key", path("key-0.json"), "--out", path("twice.json")] + at)
    #expect(twice.code == 1 && twice.complaint.contains("[tx-already-signed]"))
    let raw = path("raw.txt")
    #expect(try tx(["encode", out, "--form", "base64", "--out", raw]).code == 0)
    #expect(
      try tx(["encode", raw, "--form", "json"]).output
        == String(contentsOfFile: out, encoding: .utf8))
  }

  private func identity(_ output: String) -> String? {
    output.split(separator: "\n").first { $0.contains("Identity (hash of what is signed): ") }?
      .split(separator: " ").last.map(String.init)
  }

  /// Law 8: the identity that is told is that of the bytes that were signed.
  @Test func whatIsSignedBearsTheIdentityThatIsTold() throws {
    let file = try unsigned(from: account(0), to: payee)
    let guess = try tx(["show", file] + at)
    #expect(identity(guess.output) == nil)
    #expect(guess.output.contains("Identity, if signed as amino JSON: "))
    var told: Set<String> = []
    for mode in [[], ["--amino"]] {
      let out = path("signed-\(told.count).json")
      let signing = ["sign", file, "--key", path("key-0.json"), "--out", out] + at + mode
      let swapped = try tx(signing + ["--identity", String(repeating: "0", count: 64)])
      #expect(swapped.code == 1 && swapped.complaint.contains("[tx-another-identity]"))
      #expect(!FileManager.default.fileExists(atPath: out))
      let signed = try tx(signing)
      let shown = try tx(["show", out] + at)
      let name = try #require(identity(signed.output))
      #expect(name == identity(shown.output), "\(mode)")
      told.insert(name)
      let meant = Array(signing.dropLast(mode.count)) + mode + ["--identity", name]
      #expect(try tx(meant).code == 0)
    }
    #expect(told.count == 2, "the modes sign other bytes")
    #expect(told.contains { guess.output.contains($0) }, "amino's was told before")
  }

  @Test func membersSignApartAndAreCombined() throws {
    let group = path("group.json")
    let made = try tx(
      ["group", "--threshold", "2", "--out", group] + keys.map(\.publicKey.text))
    #expect(made.code == 0, "\(made.complaint)")
    let address = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let file = try unsigned(from: address, to: payee)
    for index in 0..<2 {
      let part = try tx(
        [
          "sign", file, "--key", path("key-\(index).json"), "--group", group, "--out",
          path("part-\(index).json"),
        ] + at)
      #expect(part.code == 0, "\(part.complaint)")
    }
    let few = try tx(
      ["combine", file, path("part-0.json"), "--group", group, "--out", path("few.json")] + at)
    #expect(few.code == 1 && few.complaint.contains("[tx-threshold]"))
    let both = [path("part-1.json"), path("part-0.json")]
    let combined = try tx(
      ["combine", file] + both + ["--group", group, "--out", path("signed.json")] + at)
    #expect(combined.code == 0, "\(combined.complaint)")
    #expect(combined.output.contains("2 of 3 members"))
    // The same signatures under a payment altered by one uakt.
    let altered = try unsigned(from: address, to: payee, amount: "1500001")
    let refused = try tx(
      ["combine", altered] + both + ["--group", group, "--out", path("altered.json")] + at)
    #expect(refused.code == 1 && refused.complaint.contains("[tx-signature]"))
    let wallet = try folder.write(
      #"{"@type":"/cosmos.crypto.secp256k1.PubKey","key":"#
        + #""\#(Base64.text(keys[0].publicKey.bytes))"}"#,
      to: "wallet.json")
    let alone = try tx(
      ["combine", file] + both + ["--group", wallet, "--out", path("none.json")] + at)
    #expect(alone.code == 2 && alone.complaint.contains("[tx-not-a-group]"))
  }

  @Test func whatMustNotBeSignedIsNotSigned() throws {
    let from = try account(0)
    let gov = "akash10d07y265gmmuvt4z0w9aw880jnsr700jhe7z0f"
    let cases = [
      (try unsignedText(from, gov, "5", "uakt"), "tx-module-account", Int32(1)),
      (try unsignedText(from, payee, "5", "uact"), "tx-uact", 1),
      (try unsignedText(from, payee, "0", "uakt"), "tx-amount-zero", 2),
      (try unsignedText(from, String(payee.dropLast()) + "q", "5", "uakt"), "tx-address", 2),
    ]
    for (text, code, exit) in cases {
      let file = try folder.write(text, to: "bad.json")
      let result = try tx(
        ["sign", file, "--key", path("key-0.json"), "--out", path("bad-signed.json")] + at)
      #expect(result.code == exit && result.complaint.contains("[\(code)]"), "\(result)")
      #expect(try tx(["show", file]).code == exit, "\(code)")
    }
    let hidden = try folder.write(
      try unsignedText(from, payee, "5", "uakt").replacing(
        "\"memo\"", with: "\"note\":\"x\",\"memo\""),
      to: "hidden.json")
    #expect(try tx(["show", hidden]).complaint.contains("[tx-json-field]"))
    let half = try tx(["show", hidden, "--sequence", "3"])
    #expect(half.code == 2 && half.complaint.contains("[option-conflict]"))
  }

  private func unsignedText(
    _ from: String, _ to: String, _ amount: String, _ denomination: String
  ) throws -> String {
    let file = try unsigned(from: from, to: to, amount: amount, denomination: denomination)
    return try String(contentsOfFile: file, encoding: .utf8)
  }
}
