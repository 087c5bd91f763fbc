import Encoding
import Journal
import Keys
import Quantities
import TestSupport
import Testing

@Suite struct EnvelopeTests {
  private let prefix = JournalFixture.prefix

  @Test func theWorkedExampleIsWrittenAndRead() throws {
    let bytes = try JournalFixture.file("envelope.json")
    let made = try JournalFixture.envelope()
    #expect(made.bytes == bytes)
    let read = try Envelope(bytes: bytes)
    #expect(read == made)
    #expect(read.identity.hex == "78bfe73d41ab3939b1478b9d5be9b65cfd11ea0941d748b49844c9296f703875")
    var keys = KeyRing()
    try read.verify(prefix: prefix, keys: &keys)
    let leaf = try Leaf(admittedAt: JournalFixture.time(), envelope: read)
    #expect(leaf.bytes == (try JournalFixture.file("leaf.json")))
    #expect(try Leaf(bytes: leaf.bytes) == leaf)
    #expect(leaf.hash == TreeHash.leaf(leaf.bytes))
  }

  @Test func theEncodingBeforeSigningIsTheOneOfDSSE() {
    // The example of the DSSE specification.
    let bytes = PreAuthentication.bytes(
      payloadType: "http://example.com/HelloWorld", payload: Array("hello world".utf8))
    let expected = "DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func anyByteAlteredIsRefused() throws {
    let bytes = try JournalFixture.file("leaf.json")
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      var altered = bytes
      let place = random.below(bytes.count)
      altered[place] ^= UInt8(1 + random.below(255))
      // Another time of admission is another leaf, which the tree refuses, not its reader.
      guard let leaf = try? Leaf(bytes: altered) else { continue }
      #expect(leaf.hash != TreeHash.leaf(bytes), "seed \(seed)")
      guard leaf.admittedAt == (try JournalFixture.time()) else { continue }
      var keys = KeyRing()
      #expect(throws: EnvelopeRefusal.self, "seed \(seed)") {
        try leaf.envelope.verify(prefix: prefix, keys: &keys)
      }
    }
  }

  @Test func envelopesOfAnySignersGoRound() throws {
    let all = try (1...5).flatMap {
      [try JournalFixture.key(UInt8($0)), try JournalFixture.key(UInt8($0), .secp256k1)]
    }
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      let payload = [0x7B] + random.nextBytes(limit: 200)
      let count = seed % 100 == 0 ? all.count : 1
      let start = random.below(all.count)
      let signers = (0..<count).map { all[(start + $0) % all.count] }
      let envelope = try Envelope(payload: payload, signedBy: signers, prefix: prefix)
      #expect(try Envelope(bytes: envelope.bytes) == envelope, "seed \(seed)")
      var keys = KeyRing()
      try envelope.verify(prefix: prefix, keys: &keys)
      let moved = try Envelope(payload: payload + [0x20], signatures: envelope.signatures)
      #expect(throws: EnvelopeRefusal.signature(index: 0, .mismatch), "seed \(seed)") {
        try moved.verify(prefix: prefix, keys: &keys)
      }
    }
  }

  private func refusal(_ text: String) -> String? {
    do {
      _ = try Envelope(bytes: Array(text.utf8))
      return nil
    } catch {
      return error.code
    }
  }

  @Test func everyRuleOfReadingRefuses() throws {
    let text = try JournalFixture.text("envelope.json")
    func changed(_ from: String, _ to: String) -> String {
      text.replacing(from, with: to, maxReplacements: 1)
    }
    let rows: [(String, String)] = [
      (String(repeating: " ", count: 65_536), "envelope-size"), ("{", "envelope-json"),
      (changed("{\"payload\"", "{\"payload\":\"\",\"payload\""), "envelope-json"),
      (changed("[{", "[[[[[[{"), "envelope-json"), ("[]", "envelope-field"),
      (changed("\"sig\"", "\"signature\""), "envelope-field"),
      (changed("\"payloadType\"", "\"extra\":1,\"payloadType\""), "envelope-field"),
      (changed("stipend.entry", "stipend.other"), "envelope-payload-type"),
      (changed("\"payload\":\"e", "\"payload\":\"-"), "envelope-payload-base64"),
      (changed("ed25519:", "ed25519:A"), "envelope-keyid"),
      (changed("ed25519:", "rsa:"), "envelope-keyid"),
      (changed("\"sig\":\"", "\"sig\":\"AAAA"), "envelope-signature-form"),
      (" " + text, "envelope-spelling"), (text + "\n", "envelope-spelling"),
      (changed("\"keyid\"", "\"\\u006beyid\""), "envelope-spelling"),
      (changed("ed25519:", "\\u0065d25519:"), "envelope-spelling"),
    ]
    for (bytes, code) in rows { #expect(refusal(bytes) == code, "\(bytes.prefix(80))") }
  }

  @Test func limitsAreHeldOnBothSides() throws {
    let key = try JournalFixture.key(3)
    let most = Array(repeating: UInt8(ascii: "a"), count: Envelope.limitPayloadBytes)
    _ = try Envelope(payload: most, signedBy: [key], prefix: prefix)
    #expect(throws: EnvelopeRefusal.payloadSize(bytes: 32_769, limit: 32_768)) {
      try Envelope(payload: most + [0], signedBy: [key], prefix: prefix)
    }
    #expect(throws: EnvelopeRefusal.payloadSize(bytes: 0, limit: 32_768)) {
      try Envelope(payload: [], signedBy: [key], prefix: prefix)
    }
    #expect(throws: EnvelopeRefusal.signatureCount(0, limit: 64)) {
      try Envelope(payload: [1], signatures: [])
    }
    let signers = try (1...65).map { try JournalFixture.key(UInt8($0), .secp256k1) }
    #expect(throws: EnvelopeRefusal.signatureCount(65, limit: 64)) {
      try Envelope(payload: [1], signedBy: signers, prefix: prefix)
    }
    // The largest envelope that the limits allow still fits a leaf.
    let largest = try Envelope(payload: most, signedBy: Array(signers.dropLast()), prefix: prefix)
    let leaf = try Leaf(admittedAt: .latest, envelope: largest)
    #expect(leaf.bytes.count < Leaf.limitBytes)
    #expect(try Leaf(bytes: leaf.bytes).envelope == largest)
  }

  @Test func oneSignerCountsOnce() throws {
    let envelope = try JournalFixture.envelope()
    let twice = [envelope.signatures[0], envelope.signatures[0]]
    #expect(throws: EnvelopeRefusal.signerTwice(index: 1)) {
      try Envelope(payload: envelope.payload, signatures: twice)
    }
  }

  @Test func signaturesOfOthersAreRefused() throws {
    let envelope = try JournalFixture.envelope()
    var keys = KeyRing()
    // The same bytes under another network's prefix: the wallet signed for another account.
    #expect(throws: EnvelopeRefusal.signature(index: 1, .mismatch)) {
      try envelope.verify(prefix: "cosmos", keys: &keys)
    }
    #expect(throws: EnvelopeRefusal.self) { try envelope.verify(prefix: "", keys: &keys) }
    let stranger = EnvelopeSignature(
      signer: KeyID(try JournalFixture.key(9).publicKey),
      signature: envelope.signatures[0].signature)
    #expect(throws: EnvelopeRefusal.signature(index: 0, .mismatch)) {
      try Envelope(payload: envelope.payload, signatures: [stranger])
        .verify(prefix: prefix, keys: &keys)
    }
    // A wallet that signs PAE itself, not its ADR-036 document.
    let wallet = try JournalFixture.key(4, .secp256k1)
    let plain = EnvelopeSignature(
      signer: KeyID(wallet.publicKey),
      signature: wallet.sign(PreAuthentication.bytes(payload: envelope.payload)))
    #expect(throws: EnvelopeRefusal.signature(index: 0, .mismatch)) {
      try Envelope(payload: envelope.payload, signatures: [plain])
        .verify(prefix: prefix, keys: &keys)
    }
  }

  @Test func theHighTwinOfASignatureIsRefused() throws {
    let envelope = try JournalFixture.envelope()
    let low = envelope.signatures[1]
    let order = try Hex.bytes("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
    var high = low.signature.bytes
    var borrow = 0
    for place in (0..<32).reversed() {
      let difference = Int(order[place]) - Int(high[32 + place]) - borrow
      borrow = difference < 0 ? 1 : 0
      high[32 + place] = UInt8(truncatingIfNeeded: difference)
    }
    let twin = EnvelopeSignature(signer: low.signer, signature: try Signature(high))
    var keys = KeyRing()
    #expect(throws: EnvelopeRefusal.signature(index: 0, .highS)) {
      try Envelope(payload: envelope.payload, signatures: [twin])
        .verify(prefix: prefix, keys: &keys)
    }
  }

  @Test func aKeyThatIsNoPointIsRefused() throws {
    let envelope = try JournalFixture.envelope()
    for id in [
      "ed25519:" + String(repeating: "0", count: 64),
      "secp256k1:" + String(repeating: "0", count: 66),
    ] {
      let signature = EnvelopeSignature(
        signer: try #require(KeyID(id)), signature: envelope.signatures[0].signature)
      var keys = KeyRing()
      let unsound = try Envelope(payload: envelope.payload, signatures: [signature])
      do throws(EnvelopeRefusal) {
        try unsound.verify(prefix: prefix, keys: &keys)
        Issue.record("\(id) is a key")
      } catch {
        #expect(error.code == "envelope-key")
      }
    }
  }

  @Test func leavesAreReadStrictly() throws {
    let text = try JournalFixture.text("leaf.json")
    func refusal(_ text: String) -> String? {
      do {
        _ = try Leaf(bytes: Array(text.utf8))
        return nil
      } catch {
        return error.code
      }
    }
    let time = "\"admittedAt\":1767225600"
    let rows: [(String, String)] = [
      (String(repeating: " ", count: 65_536), "leaf-size"), ("{", "leaf-json"),
      (text.replacing(time, with: "\"admittedAt\":01"), "leaf-json"),
      (text.replacing(time, with: "\"admittedAt\":-1"), "leaf-field"),
      (text.replacing(time, with: "\"admittedAt\":7289654400"), "leaf-field"),
      (text.replacing(time, with: "\"admittedAt\":\"1\""), "leaf-field"),
      (text.replacing(time, with: "\"a\":1," + time), "leaf-field"), ("{}", "leaf-field"),
      (text.replacing(time, with: time + " "), "leaf-spelling"),
      (text.replacing("payloadType\":\"a", with: "payloadType\":\"b"), "envelope-payload-type"),
    ]
    for (bytes, code) in rows { #expect(refusal(bytes) == code, "\(bytes.prefix(60))") }
    let leaf = try Leaf(bytes: Array(text.utf8))
    try leaf.check(after: leaf.admittedAt)
    let later = try JournalFixture.time(1)
    #expect(throws: LeafRefusal.timeBack(from: later, to: leaf.admittedAt)) {
      try leaf.check(after: later)
    }
  }
}
