import Encoding
import Keys
import TestSupport
import Testing

@Suite struct SigningKeyTests {
  @Test func whatAKeySignsItVerifiesAndNothingElse() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      var generator = SplitMix64(seed: seed)
      let algorithm: KeyAlgorithm = seed % 2 == 0 ? .ed25519 : .secp256k1
      let key = try KeyFixture.key(algorithm, seed)
      let message = (0..<Int(generator.next() % 80)).map { _ in
        UInt8(truncatingIfNeeded: generator.next())
      }
      let signature = key.sign(message)
      #expect(signature == key.sign(message), "seed \(seed)")
      try key.publicKey.verify(signature, of: message)
      #expect(throws: SignatureError.mismatch, "seed \(seed)") {
        try key.publicKey.verify(signature, of: message + [0])
      }
      var flipped = signature.bytes
      let bit = Int(generator.next() % 512)
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: SignatureError.self, "seed \(seed)") {
        try key.publicKey.verify(Signature(flipped), of: message)
      }
    }
  }

  @Test(arguments: KeyAlgorithm.allCases)
  func anotherKeyIsTheWrongKey(algorithm: KeyAlgorithm) throws {
    let signature = try KeyFixture.key(algorithm, 1).sign([1, 2, 3])
    let other = try KeyFixture.key(algorithm, 2).publicKey
    #expect(throws: SignatureError.mismatch) { try other.verify(signature, of: [1, 2, 3]) }
  }

  @Test func signaturesHave64Bytes() {
    for count in [0, 1, 63, 65, 70, 72, 128] {
      #expect(throws: SignatureError.wrongLength(count)) {
        try Signature([UInt8](repeating: 1, count: count))
      }
    }
  }

  @Test func secretsHave32Bytes() {
    for algorithm in KeyAlgorithm.allCases {
      for count in [0, 31, 33, 64] {
        #expect(throws: SigningKeyError.wrongLength(count)) {
          try SigningKey(algorithm: algorithm, secret: [UInt8](repeating: 1, count: count))
        }
      }
    }
  }

  @Test(arguments: KeyAlgorithm.allCases)
  func aKeyIsNeverPrinted(algorithm: KeyAlgorithm) throws {
    let key = try KeyFixture.key(algorithm, 77)
    let secret = key.withSecretBytes { Array($0) }
    var dumped = ""
    dump(key, to: &dumped)
    dump([key], to: &dumped)
    let mirrored = Mirror(reflecting: key).children.map { "\($0)" }
    let printed = [
      "\(key)", String(reflecting: key), "\([key])", "\(Optional(key) as Any)", dumped,
    ]
    for text in printed + mirrored {
      #expect(!text.contains(Hex.text(secret)), "\(text)")
      #expect(!text.contains("\(secret)"), "\(text)")
      #expect(!text.contains(Base64.text(secret)), "\(text)")
      #expect(!text.contains("\(secret[0]), \(secret[1])"), "\(text)")
    }
    #expect("\(key)".contains(key.publicKey.text))
  }

  @Test(arguments: KeyAlgorithm.allCases)
  func theSecretComesBackAsItWasGiven(algorithm: KeyAlgorithm) throws {
    let secret = [UInt8](1...32)
    let key = try SigningKey(algorithm: algorithm, secret: secret)
    #expect(key.withSecretBytes { Array($0) } == secret)
  }
}
