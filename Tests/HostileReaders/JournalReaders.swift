import Journal
import Keys
import Quantities

/// What the journal's readers begin from: one small log, signed, witnessed and answered.
private struct JournalSamples {
  var envelopes: [[UInt8]] = []
  var leaves: [[UInt8]] = []
  var checkpoints: [[UInt8]] = []
  var requests: [[UInt8]] = []
  var answers: [[UInt8]] = []
  var verifierKeys: [[UInt8]] = []
  var tiles: [[UInt8]] = []
  var bundles: [[UInt8]] = []
  let log: NoteSigner
  let witness: NoteSigner

  init(payloads: [[UInt8]]) throws {
    let keys = try [KeyAlgorithm.ed25519, .secp256k1].map {
      try SigningKey(algorithm: $0, secret: Array(repeating: 7, count: 32))
    }
    log = try NoteSigner(name: NoteName("log.example/fuzz"), purpose: .note, key: keys[0])
    witness = try NoteSigner(
      name: NoteName("witness.example/w1"), purpose: .cosignature, key: keys[0])
    verifierKeys = [log, witness].map { Array($0.verifier.text.utf8) }
    for (index, payload) in payloads.enumerated() {
      let signers = Array(keys[..<(1 + index % 2)])
      let envelope = try Envelope(payload: payload, signedBy: signers, prefix: "akash")
      envelopes.append(envelope.bytes)
      leaves.append(try Leaf(admittedAt: .earliest, envelope: envelope).bytes)
      answer(envelope.identity)
    }
    var appender = TileAppender()
    tiles = appender.append(leaves.map { TreeHash.leaf($0) }).map(\.tile.bytes)
    bundles = try (1...min(4, leaves.count)).map { try EntryBundle.encode(Array(leaves[..<$0])) }
    try witnessed()
  }

  private mutating func answer(_ entry: Digest) {
    let receipt = SubmissionReceipt(
      origin: log.verifier.name, entry: entry, receivedAt: .earliest, admitBy: .latest)
    let refusal = SubmissionRefusal(
      origin: log.verifier.name, entry: entry, receivedAt: .earliest, code: "role")
    answers.append(receipt.signed(by: log))
    if let refusal { answers.append(refusal.signed(by: log)) }
  }

  private mutating func witnessed() throws {
    var source = LeafHashes(leaves.map { TreeHash.leaf($0) })
    for size in 1...leaves.count {
      let head = TreeHead(size: size, root: source.root(size: size))
      var checkpoint = SignedCheckpoint(head, by: log)
      let proof = ConsistencyProof(from: size - 1, to: size, in: &source)
      if let request = AddCheckpointRequest(
        oldSize: size - 1, proof: proof, checkpoint: checkpoint)
      {
        requests.append(request.bytes)
      }
      try checkpoint.append(witness.sign(checkpoint.note.text, at: .earliest))
      checkpoints.append(checkpoint.bytes)
    }
  }
}

extension Corpus {
  /// The readers of the journal's bytes.
  func journalReaders() -> [Reader] {
    guard let samples = try? JournalSamples(payloads: Self.small(payloads(), 12)) else {
      preconditionFailure("The samples' keys and names are good.")
    }
    return envelopeReaders(samples) + tileReaders(samples) + noteReaders(samples)
  }

  private func envelopeReaders(_ samples: JournalSamples) -> [Reader] {
    [
      Reader(name: "envelope", mutator: mutator(samples.envelopes, words: ["\"keyid\":\""])) {
        bytes in
        guard let envelope = try? Envelope(bytes: bytes) else { return }
        precondition(envelope.bytes == bytes, "An envelope has one spelling.")
        var keys = KeyRing()
        try? envelope.verify(prefix: "akash", keys: &keys)
      },
      Reader(name: "leaf", mutator: mutator(samples.leaves, words: ["\"admittedAt\":"])) { bytes in
        guard let leaf = try? Leaf(bytes: bytes) else { return }
        precondition(
          (try? Leaf(admittedAt: leaf.admittedAt, envelope: leaf.envelope).bytes) == bytes,
          "A leaf has one spelling.")
      },
    ]
  }

  private func tileReaders(_ samples: JournalSamples) -> [Reader] {
    let paths = [
      "tile/0/000", "tile/0/x001/234.p/56", "tile/entries/x001/x234/067", "tile/7/000.p/1",
    ]
    return [
      Reader(name: "bundle", mutator: mutator(samples.bundles)) { bytes in
        for width in [1, 2, 3, 4, 256] {
          let address = TileAddress(.entries, index: 0, width: width)
          guard let entries = try? EntryBundle.decode(bytes, at: address) else { continue }
          precondition((try? EntryBundle.encode(entries)) == bytes, "A bundle has one spelling.")
        }
      },
      Reader(name: "tile", mutator: mutator(samples.tiles)) { bytes in
        let size = min(bytes.count / Digest.byteCount, TileAddress.fullWidth)
        guard size > 0 else { return }
        _ = try? TileHashReader(TreeHead(size: size, root: .zero), from: OneTile(content: bytes))
        let address = TileAddress(.hashes(level: 0), index: 0, width: size)
        guard let tile = try? HashTile(bytes, at: address) else { return }
        let head = TreeHead(size: size, root: TreeHash.root(ofLeaves: tile.hashes))
        guard size < TileAddress.fullWidth,
          var reader = try? TileHashReader(head, from: OneTile(content: bytes))
        else { return }
        _ = try? InclusionProof(index: size / 2, size: size, from: &reader)
      },
      Reader(
        name: "tile-path",
        mutator: mutator(paths.map { Array($0.utf8) }, words: ["x000/", ".p/", "tile/", "999"])
      ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        guard let address = try? TileAddress(path: text) else { return }
        precondition(address.path.utf8.elementsEqual(text.utf8), "A tile has one path.")
      },
    ]
  }

  private func noteReaders(_ samples: JournalSamples) -> [Reader] {
    let keys = [samples.log.verifier, samples.witness.verifier]
    let words = ["\n\n", "— ", "log.example/fuzz", "old 0\n", "admit by ", "code "]
    return [
      Reader(name: "note", mutator: mutator(samples.checkpoints + samples.answers, words: words)) {
        bytes in
        guard let note = try? SignedNote(bytes: bytes) else { return }
        precondition(note.bytes == bytes, "A note has one spelling.")
        _ = try? note.verified(by: keys)
      },
      Reader(name: "checkpoint", mutator: mutator(samples.checkpoints, words: words)) { bytes in
        guard let signed = try? SignedCheckpoint(bytes: bytes) else { return }
        precondition(signed.checkpoint.text == signed.note.text, "A checkpoint has one spelling.")
        let policy = WitnessPolicy(threshold: 1, witnesses: [Witness(key: keys[1].key)])
        _ = try? policy?.judge(signed)
      },
      Reader(name: "verifier-key", mutator: mutator(samples.verifierKeys, words: ["+", "AQ"])) {
        bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        guard let key = try? VerifierKey(text: text) else { return }
        precondition(key.text.utf8.elementsEqual(text.utf8), "A verifier key has one spelling.")
      },
      Reader(name: "add-checkpoint", mutator: mutator(samples.requests, words: words)) { bytes in
        _ = try? AddCheckpointAnswer(
          status: 200, contentType: "text/plain", body: bytes)
        _ = try? AddCheckpointAnswer(
          status: 409, contentType: AddCheckpointAnswer.sizeContentType, body: bytes)
        guard let log = WitnessedLog(keys: [keys[0]]),
          var machine = WitnessMachine(signer: samples.witness, logs: [log])
        else { return }
        let actions = machine.step(now: .latest, body: bytes)
        if let request = try? AddCheckpointRequest(bytes: bytes) {
          precondition(request.bytes == bytes, "A request has one spelling.")
        }
        guard case .answer? = actions.last else { preconditionFailure("A witness answers.") }
      },
      Reader(name: "submission-answer", mutator: mutator(samples.answers, words: words)) { bytes in
        if let receipt = try? SubmissionReceipt(bytes: bytes, log: [keys[0]]) {
          precondition(bytes.starts(with: receipt.text), "A receipt has one spelling.")
        }
        if let refusal = try? SubmissionRefusal(bytes: bytes, log: [keys[0]]) {
          precondition(bytes.starts(with: refusal.text), "A refusal has one spelling.")
        }
      },
    ]
  }
}

/// Answers every question for a tile with the same bytes.
private struct OneTile: TileSource {
  let content: [UInt8]

  func bytes(of tile: TileAddress) throws(Never) -> [UInt8] { content }
}
