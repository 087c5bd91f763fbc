import Encoding
import Keys
import TestSupport
import Testing

@Suite struct Ed25519Tests {
  /// RFC 8032 §7.1, tests 1, 2, 3 and SHA(abc): secret, public key, message, signature.
  static let rfc8032: [(String, String, String, String)] = [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "-",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
        + "b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
        + "1d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    (
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
        + "c6594a7c15e9716ed28dc027beceea1ec40a"
    ),
    (
      "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
      "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fe"
        + "ebbd454d4423643ce80e2a9ac94fa54ca49f",
      "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431"
        + "e0303dca179c138ac17ad9bef1177331a704"
    ),
  ]

  @Test(arguments: rfc8032)
  func signsAsRFC8032(secret: String, public: String, message: String, signature: String) throws {
    let key = try SigningKey(algorithm: .ed25519, secret: Hex.bytes(secret))
    #expect(key.publicKey.text == "ed25519:" + `public`)
    let message = try KeyFixture.bytes(message)
    #expect(key.sign(message).description == signature)
    try key.publicKey.verify(Signature(Hex.bytes(signature)), of: message)
  }

  @Test func signsTheBytesThatPythonSigns() throws {
    let rows = try KeyFixture.vectors("ed25519")
    #expect(rows.count == 220)
    for row in rows {
      let key = try SigningKey(algorithm: .ed25519, secret: KeyFixture.bytes(row[0]))
      #expect(Hex.text(key.publicKey.bytes) == row[1])
      let message = try KeyFixture.bytes(row[2])
      #expect(key.sign(message).description == row[3])
      let decoded = try PublicKey(algorithm: .ed25519, bytes: KeyFixture.bytes(row[1]))
      try decoded.verify(Signature(KeyFixture.bytes(row[3])), of: message)
    }
  }

  @Test func judgesWycheproofAsItsAuthorsDo() throws {
    let rows = try KeyFixture.rows("Fixtures/keys/wycheproof-ed25519.txt")
    #expect(rows.count == 151)
    for row in rows {
      let isValid = (try? verify(row[1], row[2], row[3])) != nil
      #expect(isValid == (row[0] == "valid"), "\(row)")
    }
  }

  /// Where the equation without cofactor leaves a choice, this is ours; see docs/reference/keys.md.
  @Test func judgesTheKnownEdgeCasesAsTheReferenceSays() throws {
    let rows = try KeyFixture.rows("Fixtures/keys/speccheck-ed25519.txt")
    #expect(rows.count == 12)
    for row in rows {
      switch row[0] {
      case "smallOrder":
        #expect(throws: PublicKeyError.smallOrder) { try verify(row[2], row[3], row[4]) }
      case "valid": try verify(row[2], row[3], row[4])
      default: #expect(throws: SignatureError.self) { try verify(row[2], row[3], row[4]) }
      }
    }
  }

  private func verify(_ key: String, _ message: String, _ signature: String) throws {
    let key = try PublicKey(algorithm: .ed25519, bytes: KeyFixture.bytes(key))
    let signature = try Signature(KeyFixture.bytes(signature))
    try key.verify(signature, of: KeyFixture.bytes(message))
  }

  @Test func aSWithTheOrderAddedIsRefusedAsNotReduced() throws {
    let order: [UInt8] = [
      0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
      0x14,
    ]
    let key = try KeyFixture.key(.ed25519, 1)
    var bytes = key.sign([1]).bytes
    var carry = 0
    for index in 0..<32 {
      let part = index < 16 ? Int(order[index]) : index == 31 ? 0x10 : 0
      let sum = Int(bytes[32 + index]) + part + carry
      bytes[32 + index] = UInt8(sum & 255)
      carry = sum >> 8
    }
    #expect(throws: SignatureError.notReduced) {
      try key.publicKey.verify(Signature(bytes), of: [1])
    }
  }

  /// Every spelling, canonical or not, of the eight points whose order divides 8.
  @Test(arguments: [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ])
  func pointsOfSmallOrderAreNoKeys(text: String) {
    #expect(throws: PublicKeyError.smallOrder) {
      try PublicKey(algorithm: .ed25519, bytes: Hex.bytes(text))
    }
  }

  @Test(arguments: [
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ])
  func coordinatesBeyondThePrimeAreNoKeys(text: String) {
    #expect(throws: PublicKeyError.notCanonical) {
      try PublicKey(algorithm: .ed25519, bytes: Hex.bytes(text))
    }
  }

  /// Half of all coordinates have a point; the keys of secrets are always among them.
  @Test func aboutHalfOfRandomBytesAreAPoint() throws {
    var points = 0
    for seed in 0..<1_000 as Range<UInt64> {
      var generator = SplitMix64(seed: seed)
      let bytes = (0..<32).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      do throws(PublicKeyError) {
        _ = try PublicKey(algorithm: .ed25519, bytes: bytes)
        points += 1
      } catch {
        #expect(error == .notOnCurve, "seed \(seed)")
      }
      let key = try SigningKey(algorithm: .ed25519, secret: bytes).publicKey
      #expect(try PublicKey(text: key.text) == key, "seed \(seed)")
    }
    #expect((430...570).contains(points))
  }
}
