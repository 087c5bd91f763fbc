import Journal
import Keys
import Policy
import Program
import Quantities
import Rewards

// MARK: - Identity, keys and time

extension VerifyLog {
  func check(_ state: ProgramState, _ verdict: inout LogVerdict) {
    verdict.program = state.program
    verdict.isDemonstration = state.isDemonstration
    if let pinned, state.program != pinned {
      verdict.find(
        .identity, "program-other",
        "This is the record of \(state.program?.hex ?? "no program"), not of \(pinned.hex).",
        "It may be sound in itself, and is not the record that you asked for.")
    }
  }

  func checkKeys(
    _ checkpoint: SignedCheckpoint, _ state: ProgramState, _ verdict: inout LogVerdict
  ) {
    let size = checkpoint.checkpoint.head.size
    do {
      if let term = state.operators.term(ofSize: size) {
        let key = try VerifierKey(
          name: NoteName(term.origin), purpose: .note, key: PublicKey(text: term.key.text))
        try checkpoint.verify(log: [key])
      }
    } catch {
      verdict.find(
        .checkpoint, "checkpoint-signature",
        "The checkpoint is not signed by the log's key in force at entry \(size): \(error).",
        "Somebody other than the program's operator published it.")
    }
    checkWitnesses(checkpoint, state, &verdict)
  }

  private func checkWitnesses(
    _ checkpoint: SignedCheckpoint, _ state: ProgramState, _ verdict: inout LogVerdict
  ) {
    let keys = (state.created?.witnesses ?? []).compactMap { try? PublicKey(text: $0.text) }
    verdict.witnesses = keys.count
    let policy = WitnessPolicy(
      threshold: 0, witnesses: keys.filter { $0.algorithm == .ed25519 }.map { Witness(key: $0) })
    guard let policy else { return }
    do {
      verdict.cosigned = try policy.judge(checkpoint).cosigned.map(\.time).sorted()
    } catch {
      verdict.find(
        .checkpoint, error.code, "A witness's line under the checkpoint: \(error.description).",
        "Somebody put a witness's name under a tree that it did not sign.")
    }
    // Two clocks that agree within minutes bracket every time in the log (DESIGN law 13).
    if let last = verdict.lastAdmittedAt, let first = verdict.cosigned.first,
      last.seconds > first.seconds + Self.clockSkewSeconds
    {
      verdict.find(
        .checkpoint, "time-after-witness",
        "The last entry says \(last), after a witness had seen it at \(first).",
        "The operator's times run ahead; deadlines cannot be judged by them.")
    }
  }

  /// How far the operator's clock may be ahead of a witness's.
  static var clockSkewSeconds: Int64 { 300 }
}

// MARK: - Blobs, statements, receipts

extension VerifyLog {
  func checkBlobs(
    _ judged: Judged, _ verdict: inout LogVerdict, _ progress: (Progress) -> Void
  ) throws(LogSourceFailure) {
    var needed: [(digest: Digest, entry: Int)] = []
    var seen: Set<Digest> = []
    for (index, entry) in judged.entries.enumerated() {
      for digest in entry.payload.body?.neededBlobs ?? [] where seen.insert(digest).inserted {
        needed.append((digest, index))
      }
    }
    for (position, blob) in needed.enumerated() {
      try check(blob.digest, namedBy: blob.entry, judged.state, &verdict)
      if position % 64 == 0 { progress(.blobs(position, of: needed.count)) }
    }
    verdict.blobs = needed.count
  }

  private func check(
    _ digest: Digest, namedBy entry: Int, _ state: ProgramState, _ verdict: inout LogVerdict
  ) throws(LogSourceFailure) {
    do throws(BlobFailure) {
      guard try blobs.get(digest) == nil, !state.isWithdrawn(digest) else { return }
      verdict.find(
        .blob(digest), "blob-missing",
        "The blob \(digest.hex), which entry \(entry) names, is "
          + "not there.", "What depends on it cannot be computed; another mirror may have it.")
    } catch {
      switch error {
      case .unavailable(let message): throw .unavailable(message)
      case .altered, .tooLarge:
        verdict.find(
          .blob(digest), "blob-altered",
          "The blob \(digest.hex), which entry \(entry) names, is "
            + "not what its name says.",
          "It was swapped or damaged; the true bytes have that "
            + "SHA-256, and another mirror may have them.")
      }
    }
  }

  func checkStatements(
    _ judged: Judged, _ verdict: inout LogVerdict, _ progress: (Progress) -> Void
  ) {
    let records = JournalRecords(entries: judged.entries, blobs: blobs)
    do {
      var verifying = VerifyEpochs(try ProgramReader(records: records, blobs: blobs))
      let names = try verifying.records()
      for (index, name) in names.enumerated() {
        progress(.epochs(index, of: names.count))
        check(name, judged, &verifying, &verdict)
      }
      verdict.epochs = names.count
    } catch let refusal as EpochRefusal {
      verdict.find(
        .identity, "statements-unread", "The statements cannot be judged: \(refusal).",
        "No payment can be recomputed.")
    } catch {
      verdict.find(
        .identity, "statements-unread", "The statements cannot be judged: \(error).",
        "No payment can be recomputed.")
    }
  }

  private func check(
    _ name: RecordName, _ judged: Judged, _ verifying: inout VerifyEpochs,
    _ verdict: inout LogVerdict
  ) {
    let meaning = "What was published for this epoch is not what the rules make of the evidence."
    do throws(EpochRefusal) {
      let found = try verifying.verify(name)
      if !found.isGood {
        verdict.find(
          .epoch(name), "statement-does-not-follow",
          "\(name.epoch) version \(name.version) does not follow from its inputs.", meaning)
      }
      if let broken = entryFault(of: name, judged) {
        verdict.find(.epoch(name), "statement-entry-differs", broken, meaning)
      }
    } catch {
      verdict.findings.append(
        LogFinding(
          .epoch(name), error.code,
          "\(name.epoch) version \(name.version) cannot be computed anew.",
          "Whether its amounts are right cannot be known from this record.", refusal: error))
    }
  }

  /// What the entry of a statement says otherwise than the statement that it names.
  private func entryFault(of name: RecordName, _ judged: Judged) -> String? {
    let published = judged.state.epochs.statement(
      pool: name.epoch.pool, epoch: name.epoch.number, version: name.version)
    guard let body = published?.body else {
      return "\(name.epoch) version \(name.version) is frozen, and no statement was published."
    }
    guard let bytes = try? blobs.get(body.statement),
      let read = try? StatementReader.read(bytes)
    else { return "The statement of \(name.epoch) cannot be read." }
    guard StatementFigures(StatementTotals(read.statement)) == body.figures else {
      return "The entry of \(name.epoch) states other totals than the statement that it names."
    }
    return nil
  }

  func checkReceipts(
    _ judged: Judged, _ checkpoint: SignedCheckpoint, _ verdict: inout LogVerdict
  ) {
    let keys = judged.state.operators.terms.compactMap { term in
      try? VerifierKey(
        name: NoteName(term.origin), purpose: .note, key: PublicKey(text: term.key.text))
    }
    let now = max(verdict.cosigned.last ?? .earliest, verdict.lastAdmittedAt ?? .earliest)
    for (index, bytes) in receipts.enumerated() {
      do throws(SubmissionAnswerRefusal) {
        let receipt = try SubmissionReceipt(bytes: bytes, log: keys)
        let place = judged.places[receipt.entry]
        let admittedAt = place.map { judged.entries[$0].leaf.admittedAt }
        switch receipt.outcome(admittedAt: admittedAt, logTime: now) {
        case .kept: verdict.receipts += 1
        case .pending: verdict.receipts += 1
        case .late:
          verdict.find(
            .receipt(index + 1), "receipt-late",
            "The entry \(receipt.entry.hex) was promised by \(receipt.admitBy) and came later.",
            "The operator delays what it has received.")
        case .broken:
          verdict.find(
            .receipt(index + 1), "receipt-broken",
            "The entry \(receipt.entry.hex) was promised by \(receipt.admitBy) and is not there.",
            "The operator keeps out what it has received.")
        }
      } catch {
        verdict.find(
          .receipt(index + 1), error.code, "Receipt \(index + 1): \(error.description).",
          "It is no promise of this log's.")
      }
    }
  }
}
