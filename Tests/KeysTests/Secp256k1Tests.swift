import Encoding
import Keys
import Quantities
import Testing

@Suite struct Secp256k1Tests {
  /// Widely used vectors of RFC 6979 over secp256k1 and SHA-256, both with the secret 1.
  @Test(arguments: [
    (
      "Satoshi Nakamoto",
      "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d82442ce9d2b916064108014783e92"
        + "3ec36b49743e2ffa1c4496f01a512aafd9e5"
    ),
    (
      "All those moments will be lost in time, like tears in rain. Time to die...",
      "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b547fe64427496db33bf66019dacb"
        + "f0039c04199abb0122918601db38a72cfc21"
    ),
  ])
  func signsAsRFC6979(message: String, signature: String) throws {
    let one = [UInt8](repeating: 0, count: 31) + [1]
    let key = try SigningKey(algorithm: .secp256k1, secret: one)
    #expect(
      key.publicKey.text
        == "secp256k1:0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
    #expect(key.sign(Array(message.utf8)).description == signature)
  }

  @Test func signsTheBytesThatPythonSignsAndAcceptsOtherNonces() throws {
    let rows = try KeyFixture.vectors("secp256k1")
    #expect(rows.count == 200)
    for row in rows {
      let key = try SigningKey(algorithm: .secp256k1, secret: KeyFixture.bytes(row[0]))
      #expect(Hex.text(key.publicKey.bytes) == row[1])
      #expect(try key.publicKey.accountAddress(prefix: "akash").text == row[2])
      let message = try KeyFixture.bytes(row[3])
      #expect(key.sign(message).description == row[4])
      let decoded = try PublicKey(text: "secp256k1:" + row[1])
      try decoded.verify(Signature(KeyFixture.bytes(row[5])), of: message)
    }
  }

  @Test func signsTransactionsAsCosmJS() throws {
    for row in try KeyFixture.rows("Fixtures/keys/cosmjs-direct.txt") {
      let key = try SigningKey(algorithm: .secp256k1, secret: KeyFixture.bytes(row[0]))
      #expect(try key.publicKey.accountAddress(prefix: "cosmos").text == row[1])
      #expect(try key.publicKey.accountAddress(prefix: "akash").text == row[2])
      #expect(key.sign(try KeyFixture.bytes(row[3])).description == row[4])
    }
  }

  @Test func judgesWycheproofAsItsAuthorsDoExceptForHighS() throws {
    let rows = try KeyFixture.rows("Fixtures/keys/wycheproof-secp256k1.txt")
    #expect(rows.count == 252)
    for row in rows {
      let key = try PublicKey(algorithm: .secp256k1, bytes: KeyFixture.bytes(row[1]))
      do throws(SignatureError) {
        let message = (try? KeyFixture.bytes(row[2])) ?? []
        try key.verify(Signature((try? KeyFixture.bytes(row[3])) ?? []), of: message)
        #expect(row[0] == "valid", "\(row)")
      } catch {
        #expect(row[0] == "invalid" || (row[0] == "high" && error == .highS), "\(row) \(error)")
      }
    }
  }

  @Test func theHighTwinOfASignatureIsRefused() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      let key = try KeyFixture.key(.secp256k1, seed)
      let signature = key.sign([UInt8(truncatingIfNeeded: seed)])
      let twin = Array(signature.bytes[..<32]) + negated(Array(signature.bytes[32...]))
      try key.publicKey.verify(signature, of: [UInt8(truncatingIfNeeded: seed)])
      #expect(throws: SignatureError.highS, "seed \(seed)") {
        try key.publicKey.verify(Signature(twin), of: [UInt8(truncatingIfNeeded: seed)])
      }
    }
  }

  private static let order =
    [UInt8](repeating: 0xFF, count: 15) + [
      0xFE, 0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36,
      0x41,
      0x41,
    ]

  private func negated(_ scalar: [UInt8]) -> [UInt8] {
    var difference = Self.order
    var borrow = 0
    for index in (0..<32).reversed() {
      let value = Int(difference[index]) - Int(scalar[index]) - borrow
      difference[index] = UInt8(value & 255)
      borrow = value < 0 ? 1 : 0
    }
    return difference
  }

  @Test func numbersBeyondTheOrderAreRefused() throws {
    let key = try KeyFixture.key(.secp256k1, 3)
    let signature = key.sign([1]).bytes
    let beyond = [
      Self.order + Array(signature[32...]), Array(signature[..<32]) + Self.order,
    ]
    for bytes in beyond {
      #expect(throws: SignatureError.notReduced) {
        try key.publicKey.verify(Signature(bytes), of: [1])
      }
    }
    let zero = try Signature([UInt8](repeating: 0, count: 64))
    #expect(throws: SignatureError.mismatch) { try key.publicKey.verify(zero, of: [1]) }
  }

  @Test func secretsLieBetweenZeroAndTheOrder() throws {
    let zero = [UInt8](repeating: 0, count: 32)
    for secret in [zero, Self.order, [UInt8](repeating: 0xFF, count: 32)] {
      #expect(throws: SigningKeyError.outOfRange) {
        try SigningKey(algorithm: .secp256k1, secret: secret)
      }
    }
    _ = try SigningKey(algorithm: .secp256k1, secret: Self.order.dropLast() + [0x40])
  }

  @Test func otherFormsOfAPointAreNoKeys() throws {
    let x = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    let y = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
    for form in ["04", "06", "07"] {
      #expect(throws: PublicKeyError.uncompressed) {
        try PublicKey(text: "secp256k1:" + form + x + y)
      }
    }
    #expect(throws: PublicKeyError.notOnCurve) { try PublicKey(text: "secp256k1:05" + x) }
    // No y belongs to this x; and the prime itself is no coordinate.
    let five = String(repeating: "0", count: 63) + "5"
    #expect(throws: PublicKeyError.notOnCurve) { try PublicKey(text: "secp256k1:02" + five) }
    let prime = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"
    #expect(throws: PublicKeyError.notOnCurve) { try PublicKey(text: "secp256k1:02" + prime) }
  }
}
