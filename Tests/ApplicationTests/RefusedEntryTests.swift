import Application
import Encoding
import Evidence
import Foundation
import Journal
import Keys
import Program
import Quantities
import Simulation
import Testing

/// What must be refused, twice over: by the writer to which it is submitted, and by the reader of a
/// log whose operator took it in nevertheless and signed the tree.
@Suite struct RefusedEntryTests {
  private func note(_ program: ForgedProgram, _ text: String) throws -> NoteAdded {
    NoteAdded(
      topic: try Label("remark"), text: try program.blobs.put(Array((text + " salted").utf8)))
  }

  /// Expects one code from the writer, and from a reader at the entry.
  private func expect(
    _ code: String, _ envelope: [UInt8], in program: ForgedProgram, reader: String? = nil,
    _ comment: Comment
  ) throws {
    var program = program
    let size = try program.store.size()
    #expect(try program.answer(envelope) == code, comment)
    #expect(try program.store.size() == size, comment)
    let verdict = try program.verdict(adding: [ForgedProgram.leaf(envelope, at: 90_000)])
    let finding = try #require(verdict.findings.first, comment)
    #expect(finding.code == reader ?? code, comment)
    #expect(finding.place == .entry(Int(size)), comment)
  }

  @Test func theSameEntryRightlySignedIsTaken() throws {
    var program = try ForgedProgram()
    let envelope = try program.sign(
      try program.payload(try note(program, "fine"), nonce: 9), [program.member])
    let leaf = ForgedProgram.leaf(envelope, at: 90_000)
    #expect(try program.verdict(adding: [leaf]).isGood)
    #expect(try program.answer(envelope) == "logged")
    #expect(try program.leaves().last == leaf)
  }

  @Test func theWrongKeyIsRefused() throws {
    let program = try ForgedProgram()
    let committee = try program.payload(try note(program, "a"), nonce: 10)
    try expect(
      "signer-unexpected", try program.sign(committee, [Invented.signer("stranger")]), in: program,
      "a stranger for the committee")
    let wallet = try program.payload(
      try note(program, "b"), by: .account(Invented.address("administrator")), nonce: 11)
    try expect(
      "signer-unexpected", try program.sign(wallet, [Invented.wallet("somebody")]), in: program,
      "another wallet for the administrator's")
    try expect(
      "signer-unexpected", try program.sign(wallet, [program.member]), in: program,
      "a member of the committee for the administrator")
    try expect(
      "signer-unexpected",
      try program.sign(wallet, [Invented.wallet("administrator"), program.member]), in: program,
      "more than the author")
  }

  @Test func theRightKeyWithoutTheRoleIsRefused() throws {
    let program = try ForgedProgram()
    let administrator = Author.account(Invented.address("administrator"))
    let halt = ProgramHalted(what: .payouts, reason: try Label("incident"))
    try expect(
      "role",
      try program.sign(
        try program.payload(halt, by: administrator, nonce: 12), [Invented.wallet("administrator")]
      ), in: program, "the administrator halts")
    let unappointed = Invented.observer("nobody")
    let price = PriceObserved(
      source: try Label("exchange"), at: try ForgedProgram.time(10),
      price: try Price18(scaled: 1_000_000_000_000_000_000))
    try expect(
      "role",
      try program.sign(
        try program.payload(price, by: .key(unappointed), nonce: 13),
        [Invented.signer("observer nobody")]), in: program, "an observer that nobody appointed")
  }

  @Test func aKeyThatNobodyCanSignWithIsRefused() throws {
    let program = try ForgedProgram()
    let none = String(repeating: "0", count: 63)
    // Small order, a second spelling of one point, no point at all.
    let digits = [
      "01" + none.dropFirst(), String(repeating: "f", count: 64), "02" + none.dropFirst(),
    ]
    for (number, text) in digits.enumerated() {
      let key = try #require(PublicKeyText("ed25519:" + text))
      let observer = try #require(ObserverKey("ed25519:" + text))
      let bodies: [any EntryBody] = [
        CommitteeChanged(threshold: 1, members: [key]),
        ObserverAppointed(observer: observer, from: try ForgedProgram.time(90_000), until: nil),
        WitnessesChanged(threshold: 0, witnesses: [key]),
        OperatorSucceeded(
          origin: "log.example/forged", key: key, from: try ForgedProgram.time(30 * 86_400)),
      ]
      for (place, body) in bodies.enumerated() {
        let nonce = UInt128(1_000 + 10 * number + place)
        try expect(
          "key-invalid",
          try program.sign(try program.payload(body, nonce: nonce), [program.member]),
          in: program, "\(type(of: body)) with \(text)")
      }
    }
  }

  @Test func anExpiredRoleIsRefused() throws {
    let program = try ForgedProgram()
    let past = Author.key(Invented.observer("past"))
    let price = PriceObserved(
      source: try Label("exchange"), at: try ForgedProgram.time(86_400),
      price: try Price18(scaled: 1_000_000_000_000_000_000))
    try expect(
      "role",
      try program.sign(try program.payload(price, by: past, nonce: 14), [program.observer]),
      in: program, "an observer after its term")
    // Of its own time it may still speak.
    var speaking = program
    let late = PriceObserved(
      source: try Label("exchange"), at: try ForgedProgram.time(86_399),
      price: try Price18(scaled: 1_000_000_000_000_000_000))
    #expect(
      try speaking.answer(
        try program.sign(try program.payload(late, by: past, nonce: 15), [program.observer]))
        == "logged")
  }

  @Test func aSignatureOverAnotherProgramIsRefused() throws {
    let program = try ForgedProgram()
    let elsewhere = Sha256.digest(of: Array("another program".utf8))
    let body = try note(program, "c")
    let foreign = try program.payload(body, nonce: 16, program: elsewhere)
    try expect(
      "program-other", try program.sign(foreign, [program.member]), in: program,
      "an entry of another program, as it was signed there")
    // Its signature under the payload that names this program.
    let envelope = try Envelope(bytes: try program.sign(foreign, [program.member]))
    let moved = try Envelope(
      payload: try program.payload(body, nonce: 16), signatures: envelope.signatures)
    try expect(
      "envelope-signature", moved.bytes, in: program, "that signature moved to this program")
  }

  @Test func theHighTwinIsRefused() throws {
    let program = try ForgedProgram()
    let wallet = Invented.wallet("administrator")
    let payload = try program.payload(
      try note(program, "d"), by: .account(Invented.address("administrator")), nonce: 17)
    let envelope = try Envelope(bytes: try program.sign(payload, [wallet]))
    let signature = envelope.signatures[0].signature
    let twin = EnvelopeSignature(
      signer: envelope.signatures[0].signer, signature: try Signature(highTwin(signature.bytes)))
    try expect(
      "envelope-signature", try Envelope(payload: payload, signatures: [twin]).bytes, in: program,
      "s above half the order")
  }

  /// r ‖ (n − s).
  private func highTwin(_ bytes: [UInt8]) -> [UInt8] {
    let order: [UInt8] =
      [UInt8](repeating: 0xFF, count: 15) + [0xFE]
      + [
        0xBA, 0xAE, 0xDC, 0xE6, 0xAF, 0x48, 0xA0, 0x3B, 0xBF, 0xD2, 0x5E, 0x8C, 0xD0, 0x36, 0x41,
        0x41,
      ]
    var borrow = 0
    var twin = [UInt8](repeating: 0, count: 32)
    for place in (0..<32).reversed() {
      let difference = Int(order[place]) - Int(bytes[32 + place]) - borrow
      borrow = difference < 0 ? 1 : 0
      twin[place] = UInt8((difference + 256) % 256)
    }
    return Array(bytes[..<32]) + twin
  }

  @Test func aPayloadInOtherBytesIsRefused() throws {
    var program = try ForgedProgram()
    let payload = String(
      decoding: try program.payload(try note(program, "e"), nonce: 18), as: UTF8.self)
    func changed(_ old: String, _ new: String) throws -> [UInt8] {
      #expect(payload.contains(old))
      let text = payload.replacingOccurrences(of: old, with: new)
      return try program.sign(Array(text.utf8), [program.member])
    }
    let rows: [(code: String, old: String, new: String)] = [
      ("payload-spelling", "\"v\":1", "\"v\": 1"),
      ("payload-spelling", "remark", "rem\\u0061rk"),
      ("payload-spelling", "\"nonce\"", "\"\\u006eonce\""),
      ("payload-json", "\"v\":1", "\"v\":1,\"v\":1"),
      ("payload-json", "\"v\":1", "\"v\":1,\"\\u0076\":1"),
      ("payload-json", "\"v\":1", "\"v\":[[[[[[[[[1]]]]]]]]]"),
      ("payload-json", "\"v\":1", "\"v\":1.0"),
      ("payload-json", "\"v\":1", "\"v\":01"),
      ("payload-json", "\"v\":1", "\"v\":1e0"),
      ("payload-json", "\"basis\":1", "\"basis\":-0"),
      ("payload-json", "\"basis\":1", "\"basis\":340282366920938463463374607431768211456"),
      ("payload-field", "\"basis\":1", "\"basis\":\"1\""),
      ("payload-field", "committee", "committee\\u0000"),
      ("payload-field", "committee", "commi\\u0301ttee"),
      ("payload-json", "remark", "rem\u{7}ark"),
      ("payload-json", "remark", "rem\\ud800ark"),
      ("kind-unknown", "note.added/1", "note.added/2"),
    ]
    for row in rows {
      try expect(
        row.code, try changed(row.old, row.new), in: program, "\(row.old) as \(row.new)")
    }
    let around: [(code: String, text: String)] = [
      ("payload-spelling", payload + "\n"), ("payload-json", "\u{FEFF}" + payload),
      ("payload-json", payload + "{}"),
    ]
    for row in around {
      try expect(
        row.code, try program.sign(Array(row.text.utf8), [program.member]), in: program,
        "bytes around it")
    }
    // The same bytes again, under the other member's signature: the entry is its payload.
    let bytes = Array(payload.utf8)
    #expect(try program.answer(try program.sign(bytes, [program.member])) == "logged")
    try expect(
      "duplicate", try program.sign(bytes, [program.other]), in: program, "another signature")
  }

  @Test func anEnvelopeInOtherBytesIsRefused() throws {
    let program = try ForgedProgram()
    let payload = try program.payload(try note(program, "f"), nonce: 19)
    let envelope = String(
      decoding: try program.sign(payload, [program.member]), as: UTF8.self)
    let signature = String(envelope[try #require(envelope.range(of: "{\"keyid\"")).lowerBound...])
      .dropLast(2)
    let rows: [(code: String, old: String, new: String)] = [
      ("envelope-spelling", "{\"payload\"", "{ \"payload\""),
      ("envelope-json", "{\"payload\"", "{\"payload\":\"\",\"payload\""),
      ("envelope-json", "\"signatures\":[", "\"signatures\":[[[[[["),
      ("envelope-signer-twice", String(signature), "\(signature),\(signature)"),
      ("envelope-field", "{\"payload\"", "{\"critical\":true,\"payload\""),
      ("envelope-keyid", "ed25519:", "ED25519:"),
    ]
    for row in rows {
      #expect(envelope.contains(row.old))
      let changed = envelope.replacingOccurrences(of: row.old, with: row.new)
      // A leaf is read as a whole: what is no JSON there is the leaf's fault, one level deeper.
      let isJSON = row.code == "envelope-json"
      let isSpelling = row.code == "envelope-spelling"
      try expect(
        row.code, Array(changed.utf8), in: program,
        reader: isJSON ? "leaf-json" : isSpelling ? "leaf-spelling" : nil, "\(row.new)")
    }
  }

  @Test func anUnknownKindIsNotLoggedAndStopsAReaderWhereItIsCritical() throws {
    let program = try ForgedProgram()
    let payload = String(
      decoding: try program.payload(try note(program, "g"), nonce: 20), as: UTF8.self)
    let unknown = payload.replacingOccurrences(of: "note.added/1", with: "note.sung/1")
    try expect(
      "kind-unknown", try program.sign(Array(unknown.utf8), [program.member]), in: program,
      "critical")
    // Anybody could write one that is not: nobody knows who may. The writer takes none.
    let stranger = "ed25519:" + Hex.text(Invented.signer("stranger").publicKey.bytes)
    let ignored = unknown.replacingOccurrences(of: "\"critical\":true", with: "\"critical\":false")
      .replacingOccurrences(of: "\"author\":\"committee\"", with: "\"author\":\"\(stranger)\"")
    let envelope = try program.sign(Array(ignored.utf8), [Invented.signer("stranger")])
    var writing = program
    #expect(try writing.answer(envelope) == "kind-unknown")
    #expect(try program.verdict(adding: [ForgedProgram.leaf(envelope, at: 90_000)]).isGood)
  }

  @Test func aRefusedCreationDoesNotGiveThePrefix() throws {
    let program = try ForgedProgram()
    let first = try Leaf(bytes: try program.leaves()[0]).envelope
    let store = MemoryJournal()
    var writer = try JournalWriter(store: store, blobs: program.blobs, signer: program.signer)
    // A creation by a stranger, for another network's accounts.
    let foreign = try Bech32.address(
      prefix: "cosmos", payload: Array(Sha256.digest(of: [1]).bytes.prefix(20)))
    let text = String(decoding: first.payload, as: UTF8.self).replacingOccurrences(
      of: Invented.address("administrator").text, with: foreign.text)
    let forged = try program.sign(Array(text.utf8), [Invented.signer("stranger")])
    let wallet = Invented.wallet("administrator")
    let note = try program.payload(
      try note(program, "h"), by: .account(Invented.address("administrator")), nonce: 21)
    let outcomes = try writer.submit(
      [forged, first.bytes, try program.sign(note, [wallet])], now: try ForgedProgram.time(90_000))
    guard case .refused = outcomes[0], case .logged = outcomes[1], case .logged = outcomes[2] else {
      Issue.record("\(outcomes)")
      return
    }
  }
}
