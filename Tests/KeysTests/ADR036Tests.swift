import Encoding
import Keys
import Quantities
import Testing

@Suite struct ADR036Tests {
  @Test func theDocumentIsSortedAminoJSON() throws {
    let signer = try Address("akash1qufa3xzrf34qvwyejkhvnc4psf49fftaw0asmh")
    let document = ADR036.signDocument(data: Array("<a&b>".utf8), signer: signer)
    #expect(
      String(decoding: document, as: UTF8.self)
        == #"{"account_number":"0","chain_id":"","fee":{"amount":[],"gas":"0"},"memo":"","msgs":["#
        + #"{"type":"sign/MsgSignData","value":{"data":"PGEmYj4=","#
        + #""signer":"akash1qufa3xzrf34qvwyejkhvnc4psf49fftaw0asmh"}}],"sequence":"0"}"#)
  }

  /// Base64 and bech32 hold none of the characters that Go would escape, nor one that JSON would.
  @Test func nothingInTheDocumentNeedsAnEscape() throws {
    let signer = try Address("akash1qufa3xzrf34qvwyejkhvnc4psf49fftaw0asmh")
    let every = [UInt8](0...255) + [0xFF, 0xFE, 0xFB, 0xEF]
    let document = ADR036.signDocument(data: every, signer: signer)
    for character in "<>&\\".utf8 { #expect(!document.contains(character)) }
    #expect(document.allSatisfy { $0 > 0x20 && $0 < 0x7F })
  }

  @Test func acceptsWhatWalletsSigned() throws {
    let rows = try KeyFixture.rows("Fixtures/keys/adr036.txt")
    #expect(rows.count == 3)
    for row in rows {
      let key = try PublicKey(text: "secp256k1:" + row[0])
      let prefix = row[1].prefix { $0 != "1" }
      try key.verifyADR036(
        Signature(KeyFixture.bytes(row[3])), of: KeyFixture.bytes(row[2]), signer: Address(row[1]),
        prefix: String(prefix))
    }
  }

  @Test func signsTheBytesThatPythonSigns() throws {
    let rows = try KeyFixture.vectors("adr036")
    #expect(rows.count == 80)
    for row in rows {
      let key = try SigningKey(algorithm: .secp256k1, secret: KeyFixture.bytes(row[0]))
      let prefix = String(row[1].prefix { $0 != "1" })
      let data = try KeyFixture.bytes(row[2])
      let signature = try key.signADR036(data, prefix: prefix)
      #expect(signature.description == row[3])
      try key.publicKey.verifyADR036(
        signature, of: data, signer: Address(row[1]), prefix: prefix)
    }
  }

  @Test func refusesEverythingElse() throws {
    let key = try KeyFixture.key(.secp256k1, 5)
    let other = try KeyFixture.key(.secp256k1, 6)
    let signer = try key.publicKey.accountAddress(prefix: "akash")
    let signature = try key.signADR036([1], prefix: "akash")
    func verify(
      _ key: PublicKey, _ signature: Signature, _ data: [UInt8], _ signer: Address
    ) throws(ADR036Error) {
      try key.verifyADR036(signature, of: data, signer: signer, prefix: "akash")
    }
    try verify(key.publicKey, signature, [1], signer)
    #expect(throws: ADR036Error.signature(.mismatch)) {
      try verify(key.publicKey, signature, [2], signer)
    }
    #expect(throws: ADR036Error.anotherAccount) {
      try verify(other.publicKey, signature, [1], signer)
    }
    #expect(throws: ADR036Error.signature(.mismatch)) {
      // The wallet signs a document, never the bytes themselves.
      try verify(key.publicKey, key.sign([1]), [1], signer)
    }
    let cosmos = try key.publicKey.accountAddress(prefix: "cosmos")
    #expect(throws: ADR036Error.signer(.wrongPrefix("cosmos"))) {
      try verify(key.publicKey, signature, [1], cosmos)
    }
    let last = signer.text.last == "q" ? "p" : "q"
    let mistyped = try Address(String(signer.text.dropLast()) + last)
    #expect(throws: ADR036Error.signer(.wrongChecksum)) {
      try verify(key.publicKey, signature, [1], mistyped)
    }
    let observer = try KeyFixture.key(.ed25519, 5)
    #expect(throws: ADR036Error.notAWalletKey) {
      try verify(observer.publicKey, observer.sign([1]), [1], signer)
    }
    #expect(throws: AccountAddressError.notAWalletKey) {
      try observer.signADR036([1], prefix: "akash")
    }
  }
}
