import Encoding
import Foundation
import KeyFiles
import Keys
import TestSupport
import Testing

@Suite struct KeyFileTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/keys")
  private let cost = ScryptCost(n: 1 << 14, r: 8, p: 1) ?? .standard

  private func key(_ algorithm: KeyAlgorithm, _ seed: UInt64 = 1) throws -> SigningKey {
    var generator = SplitMix64(seed: seed)
    let secret = (0..<32).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    return try SigningKey(algorithm: algorithm, secret: secret)
  }

  private func passphrase(_ text: String) throws -> Passphrase {
    try #require(Passphrase(Array(text.utf8)))
  }

  private func sealed(_ key: SigningKey, _ text: String = "right") throws -> KeyFile {
    KeyFile(
      key, passphrase: try passphrase(text), cost: cost, salt: [UInt8](1...16),
      nonce: [UInt8](1...12))
  }

  /// Files that Python's `cryptography` made open, and are the bytes that we would write.
  @Test(arguments: KeyAlgorithm.allCases)
  func opensAndRemakesPythonsFiles(algorithm: KeyAlgorithm) throws {
    for (name, text) in [("plain", nil), ("sealed", "pässphrase of a test")] {
      let url = Self.fixtures.appendingPathComponent("\(algorithm.rawValue)-\(name).json")
      let bytes = [UInt8](try Data(contentsOf: url))
      let file = try KeyFile(decoding: bytes)
      #expect(file.bytes == bytes)
      #expect(file.isEncrypted == (text != nil))
      let passphrase = try text.map { try self.passphrase($0) }
      let key = try file.open(passphrase)
      #expect(key.publicKey == file.publicKey)
      let tree = try JSONReader.read(bytes, limitBytes: 4_096)
      guard let passphrase else {
        #expect(KeyFile(unencrypted: key).bytes == bytes)
        continue
      }
      guard case .string(let salt)? = tree["protection"]?["salt"],
        case .string(let nonce)? = tree["protection"]?["nonce"]
      else {
        Issue.record("the file states salt and nonce")
        return
      }
      let remade = KeyFile(
        key, passphrase: passphrase, cost: cost, salt: try Hex.bytes(salt),
        nonce: try Hex.bytes(nonce))
      #expect(remade.bytes == bytes)
    }
  }

  @Test(arguments: KeyAlgorithm.allCases)
  func aSealedKeyComesBackAndSigns(algorithm: KeyAlgorithm) throws {
    let key = try key(algorithm)
    let file = try KeyFile(decoding: sealed(key).bytes)
    #expect(try file.open(passphrase("right")).sign([1]) == key.sign([1]))
    #expect(throws: KeyFileError.passphraseNeeded) { try file.open(nil) }
    for wrong in ["wrong", "right ", "Right"] {
      #expect(throws: KeyFileError.notOpened) { try file.open(passphrase(wrong)) }
    }
  }

  /// Any altered digit is refused: by form, by the seal, or because the key is another.
  @Test func anAlteredFileDoesNotOpen() throws {
    let right = try passphrase("right")
    let bytes = try sealed(key(.ed25519)).bytes
    let text = String(decoding: bytes, as: UTF8.self)
    for field in ["\"publicKey\":\"ed25519:", "\"salt\":\"", "\"nonce\":\"", "\"secret\":\""] {
      let range = try #require(text.range(of: field))
      let start = text.utf8.distance(from: text.utf8.startIndex, to: range.upperBound)
      for offset in [0, 1, 7, 23] {
        var altered = bytes
        altered[start + offset] = altered[start + offset] == 0x30 ? 0x31 : 0x30
        #expect(throws: KeyFileError.self, "\(field) \(offset)") {
          try KeyFile(decoding: altered).open(right)
        }
      }
    }
    let other = try KeyFile(
      decoding: Array(text.replacingOccurrences(of: "16384", with: "32768").utf8))
    #expect(throws: KeyFileError.notOpened) { try other.open(right) }
  }

  @Test func aPublicKeyThatIsNotTheSecretsIsRefused() throws {
    let mine = String(decoding: KeyFile(unencrypted: try key(.ed25519)).bytes, as: UTF8.self)
    let swapped = mine.replacingOccurrences(
      of: try key(.ed25519).publicKey.text, with: try key(.ed25519, 2).publicKey.text)
    let file = try KeyFile(decoding: Array(swapped.utf8))
    #expect(throws: KeyFileError.anotherPublicKey) { try file.open(nil) }
    let zero = try KeyFile(unencrypted: key(.secp256k1))
    let text = String(decoding: zero.bytes, as: UTF8.self)
    let secret = try key(.secp256k1).withSecretBytes { Hex.text($0) }
    let empty = text.replacingOccurrences(
      of: secret, with: String(repeating: "0", count: 64))
    #expect(throws: KeyFileError.secret(.outOfRange)) {
      try KeyFile(decoding: Array(empty.utf8)).open(nil)
    }
  }

  @Test func aRefusalNeverRepeatsWhatStandsInTheFile() throws {
    let secret = try key(.ed25519).withSecretBytes { Hex.text($0) }
    let text = String(decoding: KeyFile(unencrypted: try key(.ed25519)).bytes, as: UTF8.self)
    for from in ["\"secret\"", "stipendKey", "{", "}", ":1,", "null", "ed25519:", "\"\n"] {
      for to in ["\"secretX\"", "", "\"", "2", "\(secret)", "{}", "\u{1}"] {
        let altered = text.replacingOccurrences(of: from, with: to)
        do throws(KeyFileError) {
          _ = try KeyFile(decoding: Array(altered.utf8)).open(nil)
        } catch {
          #expect(!error.description.contains(secret), "\(from) → \(to): \(error)")
        }
      }
    }
    let broken = text.replacingOccurrences(of: secret, with: secret.uppercased())
    #expect(
      throws: KeyFileError.field("secret: not pairs of lower-case hexadecimal digits")
    ) { try KeyFile(decoding: Array(broken.utf8)) }
  }

  @Test(arguments: [
    ("n\":16384", "n\":8192"), ("n\":16384", "n\":16385"), ("n\":16384", "n\":2097152"),
    ("r\":8", "r\":1"), ("p\":1", "p\":5"), ("scrypt", "pbkdf2"),
    ("chacha20-poly1305", "aes-256-gcm"), ("stipendKey\":1", "stipendKey\":2"),
    ("\"kdf\"", "\"kdx\""), ("\"cipher\"", "\"x\":1,\"cipher\""),
  ])
  func otherFormsAreRefusedBeforeAnythingIsComputed(from: String, to: String) throws {
    let text = String(decoding: try sealed(key(.ed25519)).bytes, as: UTF8.self)
    let altered = text.replacingOccurrences(of: from, with: to)
    #expect(altered != text)
    do {
      _ = try KeyFile(decoding: Array(altered.utf8))
      Issue.record("accepted")
    } catch {
      guard case .field = error else { return #expect(Bool(false), "\(error)") }
    }
  }

  /// Seeded mutations: whatever is read, nothing traps.
  @Test func hostileBytesAreRefusedQuietly() throws {
    let bytes = try sealed(key(.secp256k1)).bytes
    for seed in 0..<2_000 as Range<UInt64> {
      var generator = SplitMix64(seed: seed)
      var altered = bytes
      for _ in 0...generator.next() % 4 {
        let place = Int(generator.next() % UInt64(altered.count))
        switch generator.next() % 3 {
        case 0: altered[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: altered.remove(at: place)
        default: altered.insert(UInt8(truncatingIfNeeded: generator.next()), at: place)
        }
      }
      _ = try? KeyFile(decoding: altered)
    }
    #expect(throws: KeyFileError.json(line: 1, column: 1)) {
      try KeyFile(decoding: [UInt8](repeating: 0x20, count: 5_000))
    }
  }

  @Test func passphrasesAndFilesAreNeverPrinted() throws {
    let passphrase = try passphrase("correct horse")
    let file = KeyFile(unencrypted: try key(.ed25519))
    let secret = try key(.ed25519).withSecretBytes { Array($0) }
    var dumped = ""
    dump(passphrase, to: &dumped)
    dump(file, to: &dumped)
    for text in ["\(passphrase)", String(reflecting: passphrase), "\(file)", "\([file])", dumped] {
      #expect(!text.contains("horse"))
      #expect(!text.contains(Hex.text(secret)))
      #expect(!text.contains("\(secret[0]), \(secret[1])"))
    }
  }

  @Test func passphrasesHaveBounds() {
    #expect(Passphrase([]) == nil)
    #expect(Passphrase([UInt8](repeating: 0x61, count: 1_024)) != nil)
    #expect(Passphrase([UInt8](repeating: 0x61, count: 1_025)) == nil)
    for byte in [0, 9, 10, 13, 3, 0x7F] as [UInt8] { #expect(Passphrase([0x61, byte]) == nil) }
  }

  @Test func everyRefusalHasItsRowOnTheErrorsPage() throws {
    let page = try String(
      contentsOf: Self.fixtures.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/reference/errors.md"),
      encoding: .utf8)
    var count = 0
    for folder in ["Keys/Signing", "KeyFiles", "stipend/KeyCommands"] {
      let root = Self.fixtures.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/\(folder)")
      for name in try FileManager.default.contentsOfDirectory(atPath: root.path) {
        let source = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
        for code in Self.codes(source) {
          #expect(page.contains("`\(code)`"), "\(code)")
          count += 1
        }
      }
    }
    #expect(count == 40)
  }

  /// What a source gives as a code: `case …: "code"` of a refusal, or an `Ending` of its own.
  private static func codes(_ source: String) -> [String] {
    let code = /(?:case \.\w+(?:\(.*\))?:|Ending\(\s*[123],)\s*"([a-z0-9]+(?:-[a-z0-9]+)+)"/
    return source.matches(of: code).map { String($0.output.1) }
  }
}
