public import Quantities

/// A log that a witness follows, and the newest head that it cosigned.
public struct WitnessedLog: Hashable, Sendable {
  /// The most keys of a log.
  public static let limitKeys = 16

  /// The keys that may sign its checkpoints; each has the origin as its name.
  public let keys: [VerifierKey]
  /// What was cosigned last; nil before the first time.
  public let latest: SignedCheckpoint?

  /// Nil unless there are keys, all a note author's, under one name.
  public init?(keys: [VerifierKey], latest: SignedCheckpoint? = nil) {
    guard let first = keys.first, keys.count <= Self.limitKeys,
      keys.allSatisfy({ $0.name == first.name && $0.purpose == .note }),
      latest.map({ $0.checkpoint.origin == first.name }) ?? true
    else { return nil }
    self.keys = keys
    self.latest = latest
  }

  /// The log's origin.
  public var origin: NoteName {
    guard let first = keys.first else { preconditionFailure("A witnessed log has keys.") }
    return first.name
  }

  /// Size and root of what was cosigned last.
  public var head: TreeHead { latest?.checkpoint.head ?? .empty }
}

/// What the witness's shell must do, in this order.
public enum WitnessAction: Hashable, Sendable {
  /// Keep this durably before the answer leaves; should that fail, drop machine and answer.
  case store(WitnessedLog)
  /// The log signed a head that does not follow the one cosigned: keep it as evidence.
  case report(SignedCheckpoint, after: TreeHead, ProofRefusal)
  /// Answer the request.
  case answer(AddCheckpointAnswer)
}

/// A witness (C2SP tlog-witness) as a machine: a request and the time in, actions out.
///
/// It cosigns a head only if every head that it cosigned before is its beginning: neither a fork
/// nor a shrunken log is ever cosigned.
public struct WitnessMachine: Sendable {
  private let signer: NoteSigner
  /// The logs, by origin.
  public private(set) var logs: [WitnessedLog]

  /// Nil unless the key is a witness's and each origin is there once.
  public init?(signer: NoteSigner, logs: [WitnessedLog]) {
    guard signer.verifier.purpose == .cosignature, Set(logs.map(\.origin)).count == logs.count
    else { return nil }
    self.signer = signer
    self.logs = logs.sorted { $0.origin < $1.origin }
  }

  /// Takes the body of a request.
  public mutating func step(now: Timestamp, body: [UInt8]) -> [WitnessAction] {
    guard let request = try? AddCheckpointRequest(bytes: body) else {
      return [.answer(.malformed)]
    }
    return step(now: now, request)
  }

  /// Takes a request; the checks stand in the protocol's order.
  public mutating func step(now: Timestamp, _ request: AddCheckpointRequest) -> [WitnessAction] {
    let new = request.checkpoint.checkpoint
    guard let place = logs.firstIndex(where: { $0.origin == new.origin }) else {
      return [.answer(.unknownLog)]
    }
    let log = logs[place]
    do {
      try request.checkpoint.verify(log: log.keys)
    } catch {
      return [.answer(.untrusted)]
    }
    guard request.oldSize <= new.head.size else { return [.answer(.malformed)] }
    guard request.oldSize == log.head.size else {
      return [.answer(.conflict(size: log.head.size))]
    }
    do {
      try request.proof.verify(from: log.head, to: new.head)
    } catch {
      return [
        .report(request.checkpoint, after: log.head, error), .answer(.inconsistent),
      ]
    }
    return cosign(request.checkpoint, of: log, at: place, now: now)
  }

  private mutating func cosign(
    _ checkpoint: SignedCheckpoint, of log: WitnessedLog, at place: Int, now: Timestamp
  ) -> [WitnessAction] {
    let line = signer.sign(checkpoint.note.text, at: now)
    // Lines of strangers are not kept: they would grow what the witness serves.
    let own = checkpoint.note.signatures.filter { line in
      log.keys.contains { $0.name == line.name && $0.id == line.keyID }
    }
    let kept: SignedCheckpoint
    do {
      kept = try SignedCheckpoint(checkpoint.checkpoint, lines: own + [line])
    } catch {
      preconditionFailure("A log has fewer keys than a note has lines.")
    }
    guard let updated = WitnessedLog(keys: log.keys, latest: kept) else {
      preconditionFailure("The origin is the log's.")
    }
    logs[place] = updated
    return [.store(updated), .answer(.cosigned([line]))]
  }
}
