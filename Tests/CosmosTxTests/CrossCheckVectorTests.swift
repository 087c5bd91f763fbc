import CosmosTx
import Encoding
import Keys
import Testing

/// What Python's packages made of drawn transactions, made again here to the byte.
@Suite struct CrossCheckVectorTests {
  private func transaction(_ base64: String) throws -> Transaction {
    try Transaction(json: try Base64.bytes(base64))
  }

  private func position(_ row: ArraySlice<String>) throws -> SignerPosition {
    let words = Array(row)
    return SignerPosition(
      chainID: try ChainID(words[0]), accountNumber: try #require(UInt64(words[1])),
      sequence: try #require(UInt64(words[2])))
  }

  @Test func signsTheBytesThatCosmpySends() throws {
    let rows = try Fixture.rows("CrossCheck/vectors/transactions-direct.txt")
    #expect(rows.count == 60)
    for row in rows {
      let key = try SigningKey(algorithm: .secp256k1, secret: Hex.bytes(row[0]))
      let position = try position(row[1...3])
      let unsigned = try transaction(row[4])
      try Network.akash.check(unsigned)
      let signed = try unsigned.signed(by: key, at: position)
      #expect(Base64.text(signed.bytes) == row[5])
      #expect(signed.hash == row[6])
      let read = try Transaction(bytes: Base64.bytes(row[5]))
      #expect(read == signed)
      try read.verify(at: position)
    }
  }

  @Test func groupsAndTheirDocumentsAreThoseOfSecretSDK() throws {
    let rows = try Fixture.rows("CrossCheck/vectors/transactions-amino.txt")
    #expect(rows.count == 40)
    for row in rows {
      let keys = try row[1].split(separator: ",").map {
        try SigningKey(algorithm: .secp256k1, secret: Hex.bytes(String($0)))
      }
      let members = try keys.map { try #require(WalletKey($0.publicKey)) }
      #expect(MultisigKey.sorted(members.reversed()) == members)
      let group = try MultisigKey(threshold: try #require(Int(row[0])), members: members)
      #expect(try AccountKey.multisig(group).address(prefix: "akash").text == row[3])
      #expect(Base64.text(group.aminoBytes) == row[4])
      let position = try position(row[5...7])
      let unsigned = try transaction(row[8])
      #expect(Base64.text(unsigned.aminoSignBytes(position).bytes) == row[9])
      let parts = try row[2].split(separator: ",").map { index in
        try unsigned.partialSignature(
          by: keys[try #require(Int(index))], for: group, at: position)
      }
      let signed = try unsigned.combined(parts, for: group, at: position)
      #expect(Base64.text(signed.bytes) == row[10])
      let read = try SignatureDocument.read(json: SignatureDocument.json(parts))
      #expect(read == parts)
      try signed.verify(at: position)
    }
  }

  @Test func documentsOfEveryMessageAreThoseWrittenInPython() throws {
    let rows = try Fixture.rows("CrossCheck/vectors/transactions-documents.txt")
    #expect(rows.count == 40)
    for row in rows {
      let signBytes = try transaction(row[3]).aminoSignBytes(try position(row[0...2]))
      #expect(
        String(decoding: signBytes.bytes, as: UTF8.self)
          == String(decoding: try Base64.bytes(row[4]), as: UTF8.self))
    }
  }
}
