import Encoding
import Keys
import Quantities
import Testing

@Suite struct PublicKeyTests {
  private static let point = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"

  private static let refused: [(String, PublicKeyError)] = [
    ("", .unknownAlgorithm), ("ed25519", .unknownAlgorithm),
    ("ED25519:\(point)", .unknownAlgorithm), ("x25519:\(point)", .unknownAlgorithm),
    ("ed25519:", .wrongLength(0)), ("ed25519:\(point)00", .wrongLength(33)),
    ("secp256k1:\(point)", .wrongLength(32)), ("secp256k1:02\(point)00", .wrongLength(34)),
    ("secp256k1:02\(point.uppercased())", .notHexadecimal), ("ed25519:0", .notHexadecimal),
    ("ed25519: \(point)", .notHexadecimal), ("ed25519:0x", .notHexadecimal),
    ("ed25519:\(point)\(point)\(point)", .wrongLength(96)),
  ]

  @Test func otherTextsAreRefused() {
    for (text, error) in Self.refused {
      #expect(throws: error, "\(text)") { try PublicKey(text: text) }
    }
  }

  @Test func textsRoundTripAndOrderIsByAlgorithmThenBytes() throws {
    var keys: [PublicKey] = []
    for seed in 0..<20 as Range<UInt64> {
      for algorithm in KeyAlgorithm.allCases {
        let key = try KeyFixture.key(algorithm, seed).publicKey
        #expect(try PublicKey(text: key.text) == key)
        #expect(key.bytes.count == algorithm.publicKeyBytes)
        keys.append(key)
      }
    }
    #expect(keys.sorted().map(\.text) == keys.map(\.text).sorted())
  }

  @Test func onlyWalletKeysHaveAnAccount() throws {
    let key = try KeyFixture.key(.ed25519, 1).publicKey
    #expect(throws: AccountAddressError.notAWalletKey) { try key.accountAddress(prefix: "akash") }
    let wallet = try KeyFixture.key(.secp256k1, 1).publicKey
    #expect(throws: AccountAddressError.prefix(.prefixMissing)) {
      try wallet.accountAddress(prefix: "")
    }
    #expect(throws: AccountAddressError.prefix(.upperCase)) {
      try wallet.accountAddress(prefix: "Akash")
    }
    try Bech32.verifyAccount(wallet.accountAddress(prefix: "akash"), prefix: "akash")
  }

  @Test func everyRefusalHasWordsAndACode() {
    let keys: [PublicKeyError] = [
      .unknownAlgorithm, .notHexadecimal, .wrongLength(1), .uncompressed, .notCanonical,
      .notOnCurve, .smallOrder,
    ]
    let signatures: [SignatureError] = [.wrongLength(1), .notReduced, .highS, .mismatch]
    let secrets: [SigningKeyError] = [.wrongLength(1), .outOfRange]
    let accounts: [AccountAddressError] = [.notAWalletKey, .prefix(.upperCase)]
    let wallets: [ADR036Error] = [
      .notAWalletKey, .signer(.wrongChecksum), .anotherAccount, .signature(.highS),
    ]
    let words =
      keys.map(\.description) + signatures.map(\.description) + secrets.map(\.description)
      + accounts.map(\.description) + wallets.map(\.description)
    // Two words are shared: a key without account, and a wallet's signature with any signature.
    #expect(Set(words).count == words.count - 1)
    let codes =
      keys.map(\.code) + signatures.map(\.code) + secrets.map(\.code) + accounts.map(\.code)
      + wallets.map(\.code)
    #expect(Set(codes).count == codes.count - 2)
  }
}
