public import Quantities

/// A log that a witness follows, and the newest head that it cosigned.
public struct WitnessedLog: Hashable, Sendable {
  /// The most keys of a log.
  public static let limitKeys = 16

  /// The keys that may sign its checkpoints; each has the origin as its name.
  public let keys: [VerifierKey]
  /// Keys of operators that others followed, each with the line that ended its say.
  public let retired: [RetiredKey]
  /// What was cosigned last; nil before the first time.
  public let latest: SignedCheckpoint?

  /// Nil unless there are keys, all a note author's, under one name, none of them retired.
  public init?(
    keys: [VerifierKey], retired: [RetiredKey] = [], latest: SignedCheckpoint? = nil
  ) {
    guard let first = keys.first, keys.count <= Self.limitKeys,
      retired.count <= Self.limitKeys,
      keys.allSatisfy({ $0.name == first.name && $0.purpose == .note }),
      !retired.contains(where: { $0.key.purpose != .note || keys.contains($0.key) }),
      latest.map({ $0.checkpoint.origin == first.name }) ?? true
    else { return nil }
    self.keys = keys
    self.retired = retired
    self.latest = latest
  }

  /// The retired key that signed a checkpoint of a size that it has no say over; nil for others.
  public func usurper(of checkpoint: SignedCheckpoint) -> RetiredKey? {
    retired.first { retired in
      checkpoint.checkpoint.head.size >= retired.line
        && (try? checkpoint.verify(log: [retired.key])) != nil
    }
  }

  /// The log's origin.
  public var origin: NoteName {
    guard let first = keys.first else { preconditionFailure("A witnessed log has keys.") }
    return first.name
  }

  /// Whether checkpoints of an origin are this log's, now or under a former operator.
  public func knows(_ origin: NoteName) -> Bool {
    self.origin == origin || retired.contains { $0.key.name == origin }
  }

  /// Size and root of what was cosigned last.
  public var head: TreeHead { latest?.checkpoint.head ?? .empty }
}

/// A key that signed a log until the committee gave the log to another.
public struct RetiredKey: Hashable, Sendable {
  /// The key, under the name that the log had with it.
  public let key: VerifierKey
  /// The first size, in entries, whose checkpoint it does not sign any more.
  public let line: Int

  /// Joins the two.
  public init(key: VerifierKey, line: Int) {
    self.key = key
    self.line = line
  }
}

/// What the witness's shell must do, in this order.
public enum WitnessAction: Hashable, Sendable {
  /// Keep this durably before the answer leaves; should that fail, drop machine and answer.
  case store(WitnessedLog)
  /// The log signed a head that does not follow the one cosigned: keep it as evidence.
  case report(SignedCheckpoint, after: TreeHead, ProofRefusal)
  /// A former operator signed a head that holds the entry by which others follow it: keep it.
  case reportFormer(SignedCheckpoint, RetiredKey)
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
    guard let place = logs.firstIndex(where: { $0.knows(new.origin) }) else {
      return [.answer(.unknownLog)]
    }
    let log = logs[place]
    do {
      try request.checkpoint.verify(log: log.keys)
    } catch {
      guard let usurper = log.usurper(of: request.checkpoint) else { return [.answer(.untrusted)] }
      return [.reportFormer(request.checkpoint, usurper), .answer(.untrusted)]
    }
    return step(now: now, request, of: log, at: place)
  }

  /// Takes a request that the keys sign which the log's own entries put in place of those known.
  ///
  /// The caller has read these entries under the very checkpoint of the request. Where it is not
  /// cosigned, the keys known before stay in force.
  public mutating func adopt(
    now: Timestamp, _ request: AddCheckpointRequest, keys: [VerifierKey], retired: [RetiredKey],
    in origin: NoteName
  ) -> [WitnessAction] {
    guard let place = logs.firstIndex(where: { $0.origin == origin }),
      let next = WitnessedLog(keys: keys, retired: retired)
    else { return [.answer(.unknownLog)] }
    do {
      try request.checkpoint.verify(log: keys)
    } catch {
      return [.answer(.untrusted)]
    }
    return step(now: now, request, of: next, at: place)
  }

  private mutating func step(
    now: Timestamp, _ request: AddCheckpointRequest, of next: WitnessedLog, at place: Int
  ) -> [WitnessAction] {
    let log = logs[place]
    let new = request.checkpoint.checkpoint
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
    return cosign(request.checkpoint, of: next, at: place, now: now)
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
    guard let updated = WitnessedLog(keys: log.keys, retired: log.retired, latest: kept) else {
      preconditionFailure("The origin is the log's.")
    }
    logs[place] = updated
    return [.store(updated), .answer(.cosigned([line]))]
  }
}
