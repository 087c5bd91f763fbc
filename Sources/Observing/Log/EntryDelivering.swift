import Application
import Evidence
import Journal
import Keys
import Probing
import Program
import Quantities

/// Drafts, signs and submits one entry of an observer, and says what became of it.
struct EntryDelivering: Sendable {
  let log: any ObserverLog
  let spool: any ObserverSpool
  let keys: [SigningKey]
  let prefix: String

  /// What became of an entry, and in words why.
  typealias Outcome = (SubmissionOutcome, String)

  /// Submits against a state that was read; an entry that is there already was accepted.
  func submit(_ entry: ObserverEntry, in state: ProgramState, at now: Timestamp) async -> Outcome {
    if Self.isThere(entry, state) { return (.accepted, "there already") }
    let envelope: Envelope
    switch drafted(entry, state, now) {
    case .success(let made): envelope = made
    case .failure(let refusal): return (.refused(code: refusal.code), refusal.code)
    }
    if case .deliver(let ticket) = entry {
      let (outcome, text) = await upload(ticket)
      guard outcome == .accepted else { return (outcome, text) }
    }
    let answer = await log.submit(envelope)
    if case .taken(let receipt?) = answer {
      // A receipt that is not kept costs a proof against the operator, and nothing else.
      try? spool.keep(receipt: receipt, of: envelope.identity)
    }
    return Self.outcome(answer)
  }

  private func upload(_ ticket: SegmentTicket) async -> Outcome {
    let bytes: [UInt8]?
    do {
      bytes = try spool.segment(ticket.digest)
    } catch {
      return (.refusedForNow(code: "segment-unreadable"), "\(error)")
    }
    guard let bytes else { return (.refused(code: "segment-missing"), ticket.digest.hex) }
    return Self.outcome(await log.put(bytes, ticket.digest))
  }

  // MARK: - Drafting

  private struct Refusal: Error { let code: String }

  private func drafted(
    _ entry: ObserverEntry, _ state: ProgramState, _ now: Timestamp
  ) -> Result<Envelope, Refusal> {
    let body = Self.body(entry)
    guard let key = key(for: entry, state) else { return .failure(Refusal(code: "key-missing")) }
    // Chance enough: the entry's own digest, and the second in which it is drafted.
    let seed = Array("\(entry)\(now.seconds)".utf8)
    let nonce = Sha256.digest(of: seed).bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
    do {
      let payload = try EntryBase(state).payload(
        body, by: .key(Self.observer(key)), at: now, nonce: nonce)
      return .success(
        try Envelope(payload: payload.bytes, signedBy: [key], prefix: prefix))
    } catch let refusal as EntryFormRefusal {
      return .failure(Refusal(code: refusal.code))
    } catch let refusal as EnvelopeRefusal {
      return .failure(Refusal(code: refusal.code))
    } catch {
      preconditionFailure("Drafting and signing throw one of these two: \(error)")
    }
  }

  private static func body(_ entry: ObserverEntry) -> any EntryBody {
    switch entry {
    case .commit(let from, let until, let commitment):
      ProbeCommitted(from: from, until: until, commitment: commitment)
    case .reveal(let seed): ProbeRevealed(commitment: seed.commitment, seed: seed.revealed)
    case .publish(let ticket):
      EvidencePublished(
        type: ticket.type, sequence: ticket.sequence, start: ticket.span.start,
        end: ticket.span.end, digest: ticket.digest, lengthBytes: ticket.lengthBytes)
    case .deliver(let ticket): EvidenceDelivered(digest: ticket.digest)
    }
  }

  static func observer(_ key: SigningKey) -> ObserverKey {
    guard let observer = ObserverKey(key.publicKey.text) else {
      preconditionFailure("An observer's key is an Ed25519 key; others are refused at the start.")
    }
    return observer
  }

  /// The key that the entry names, or the one that is appointed at the time that it speaks of.
  private func key(for entry: ObserverEntry, _ state: ProgramState) -> SigningKey? {
    func own(_ observer: ObserverKey?) -> SigningKey? {
      keys.first { Self.observer($0) == observer }
    }
    switch entry {
    case .publish(let ticket): return own(ticket.key)
    case .deliver(let ticket): return own(ticket.key) ?? keys.last
    case .commit(let from, _, _):
      return keys.first { state.observers.isAppointed(Self.observer($0), at: from) } ?? keys.last
    case .reveal(let seed):
      return own(state.probes.probe(seed.commitment)?.observer) ?? keys.last
    }
  }

  // MARK: - Answers

  /// Whether the log has it, whoever's answer was lost.
  private static func isThere(_ entry: ObserverEntry, _ state: ProgramState) -> Bool {
    switch entry {
    case .commit(_, _, let commitment): state.probes.probe(commitment) != nil
    case .reveal(let seed): state.probes.probe(seed.commitment)?.seed != nil
    case .publish(let ticket): state.evidence.record(ticket.digest) != nil
    case .deliver(let ticket): state.evidence.delivery(ticket.digest) != nil
    }
  }

  private static func outcome(_ answer: ObserverLogAnswer) -> Outcome {
    switch answer {
    case .taken: return (.accepted, "taken")
    case .unavailable(let text): return (.unavailable, text)
    case .turnedAway(let code): return (.refusedForNow(code: code), code)
    case .refused(let code):
      if done.contains(code) { return (.accepted, code) }
      return (passing.contains(code) ? .refusedForNow(code: code) : .refused(code: code), code)
    }
  }

  /// What only an entry that is there already is refused for.
  private static let done: Set<String> = [
    "duplicate", "evidence-taken", "evidence-delivered", "probe-taken", "probe-revealed",
  ]

  /// What time may mend: something has to be logged, uploaded or appointed first.
  private static let passing: Set<String> = [
    "evidence-unknown", "evidence-in-future", "probe-unknown", "probe-too-early", "basis-beyond",
    "time-back", "admissions-halted", "blobs-missing", "role", "observer-not-appointed",
    "starts-before-admission",
  ]
}
