import Journal
import Keys
import Program
import Quantities

// MARK: - Files

extension LogJudging {
  /// How many absent files are kept in mind until the end says whether they were withdrawn.
  private static var limitAbsent: Int { 10_000 }

  mutating func checkBlobs(of payload: Payload, entry: Int) throws(BundleFault) {
    for digest in payload.body?.neededBlobs ?? [] {
      do throws(BlobFailure) {
        if try task.blobs.get(digest) != nil {
          verdict.blobs += 1
        } else if payload.body is EpochFrozen || payload.body is StatementPublished
          || absent.count >= Self.limitAbsent
        {
          verdict.findMissing(digest, namedBy: entry, at: verdict.findings.count)
        } else {
          absent.append(
            AbsentBlob(digest: digest, entry: entry, position: verdict.findings.count))
        }
      } catch {
        switch error {
        case .unavailable(let message): throw .source(.unavailable(message))
        case .tooLarge where task.blobs.isExhausted: return
        case .tooLarge(let limit):
          verdict.find(
            .blob(digest), "blob-too-large",
            "The blob \(digest.hex), which entry \(entry) names, is longer than \(limit) bytes.",
            "Nothing that a program needs is that long; whoever publishes it is broken or hostile.")
        case .altered:
          verdict.find(
            .blob(digest), "blob-altered",
            "The blob \(digest.hex), which entry \(entry) names, is not what its name says.",
            "It was swapped or damaged; the true bytes have that SHA-256, and another mirror may "
              + "have them.")
        }
      }
    }
  }

  /// What is absent was withdrawn by a reasoned entry, is an observer's file before its deadline,
  /// or is missing.
  mutating func settleAbsent(_ state: ProgramState) {
    for blob in absent.reversed() {
      if state.isWithdrawn(blob.digest) {
        verdict.withdrawn += 1
      } else if !state.isSealed(blob.digest) {
        verdict.findMissing(blob.digest, namedBy: blob.entry, at: blob.position)
      }
    }
  }
}

extension LogVerdict {
  fileprivate mutating func findMissing(_ digest: Digest, namedBy entry: Int, at position: Int) {
    findings.insert(
      LogFinding(
        .blob(digest), "blob-missing",
        "The blob \(digest.hex), which entry \(entry) names, is not there.",
        "What depends on it cannot be computed; another mirror may have it."),
      at: position)
  }
}

// MARK: - Keys, witnesses, time

extension LogJudging {
  mutating func checkKeys(_ state: ProgramState) {
    let size = checkpoint.checkpoint.head.size
    if let fault = signatureFault(of: checkpoint, state) {
      verdict.find(
        .checkpoint, "checkpoint-signature",
        "The checkpoint is not signed by the log's key in force at entry \(size): \(fault).",
        "Somebody other than the program's operator published it.")
    }
    let term = state.witnesses.term(ofSize: size)
    let keys = (term?.keys ?? []).compactMap { try? PublicKey(text: $0.text) }
    verdict.witnesses = keys.count
    verdict.witnessesNeeded = term?.threshold ?? 0
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
    if verdict.cosigned.count < verdict.witnessesNeeded {
      verdict.find(
        .checkpoint, "witnesses-too-few",
        "\(verdict.cosigned.count) of \(verdict.witnesses) witnesses cosigned this checkpoint, and "
          + "the program wants \(verdict.witnessesNeeded).",
        "Others may be shown another record; ask the witnesses, or a mirror, for a cosigned one.")
    }
    // Two clocks that agree within minutes bracket every time in the log (DESIGN law 13).
    // One witness alone whose clock is wrong, or who lies, accuses nobody: the middle one speaks.
    let cosigned = verdict.cosigned
    if let last = verdict.lastAdmittedAt, !cosigned.isEmpty,
      case let seen = cosigned[cosigned.count / 2],
      last.seconds > seen.seconds + Self.clockSkewSeconds
    {
      verdict.find(
        .checkpoint, "time-after-witness",
        "The last entry says \(last), after witnesses had seen it at \(seen).",
        "The operator's times run ahead; deadlines cannot be judged by them.")
    }
  }

  /// Holds the first entry after a checkpoint that was seen against when witnesses saw it end
  /// there: an entry of an earlier time was put in later, say to be in time for a deadline.
  mutating func checkBackDated(
    _ seen: SignedCheckpoint, next time: Timestamp, _ state: ProgramState
  ) {
    let term = state.witnesses.term(ofSize: seen.checkpoint.head.size)
    let keys = (term?.keys ?? []).compactMap { try? PublicKey(text: $0.text) }
    let policy = WitnessPolicy(
      threshold: 0, witnesses: keys.filter { $0.algorithm == .ed25519 }.map { Witness(key: $0) })
    let times = ((try? policy?.judge(seen).cosigned) ?? []).map(\.time).sorted()
    guard !times.isEmpty, case let ended = times[(times.count - 1) / 2],
      time.seconds + Self.clockSkewSeconds < ended.seconds
    else { return }
    let index = seen.checkpoint.head.size
    verdict.find(
      .entry(index), "time-before-witness",
      "Entry \(index) says \(time), and at \(ended) witnesses saw the log end before it.",
      "The operator put it in later than it says; deadlines cannot be judged by its times.")
  }

  /// How far the operator's clock may be ahead of a witness's, or behind it.
  private static var clockSkewSeconds: Int64 { 300 }
}

// MARK: - Receipts

extension LogJudging {
  mutating func checkReceipts(_ state: ProgramState) {
    let keys = state.operators.terms.compactMap { term in
      try? VerifierKey(
        name: NoteName(term.origin), purpose: .note, key: PublicKey(text: term.key.text))
    }
    // The middle witness again: a single clock that runs ahead breaks no promise.
    let cosigned = verdict.cosigned
    let seen = cosigned.isEmpty ? .earliest : cosigned[(cosigned.count - 1) / 2]
    let now = max(seen, verdict.lastAdmittedAt ?? .earliest)
    for (index, bytes) in task.receipts.enumerated() {
      do throws(SubmissionAnswerRefusal) {
        let receipt = try SubmissionReceipt(bytes: bytes, log: keys)
        let admittedAt = state.line(of: receipt.entry).flatMap { state.admittedAt(line: $0) }
        switch receipt.outcome(admittedAt: admittedAt, logTime: now) {
        case .kept, .pending: verdict.receipts += 1
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
