import Application
import Journal
import Keys
import LogClient
import Quantities

/// Asks the witnesses after each batch, verifies what they sign, and keeps it with the checkpoint.
actor Cosigner {
  private let store: any JournalStore
  private let connections: [LogConnection]
  private let keys: @Sendable () async -> [PublicKey]
  private let clock: any ServerClock
  private let onCosigned: @Sendable () -> Void
  private let complain: @Sendable (String) -> Void
  private var machine: CosigningMachine
  private var isStopped = false

  init(
    store: any JournalStore, witnesses: [LogAddress],
    keys: @escaping @Sendable () async -> [PublicKey],
    clock: any ServerClock, onCosigned: @escaping @Sendable () -> Void,
    complain: @escaping @Sendable (String) -> Void
  ) {
    self.store = store
    // The machine has pauses of its own.
    let limits = ClientLimits(connectSeconds: 5, answerSeconds: 15, attempts: 1)
    connections = witnesses.map { LogConnection($0, limits: limits) }
    self.keys = keys
    self.clock = clock
    self.onCosigned = onCosigned
    self.complain = complain
    machine = CosigningMachine(witnesses: witnesses.count)
  }

  /// Takes an event, and does in the background what follows from it.
  func take(_ event: CosigningMachine.Event) {
    guard !isStopped else { return }
    for action in machine.step(now: clock.uptimeMilliseconds(), event) {
      switch action {
      case .ask(let witness, let from, let to):
        Task { await ask(witness, from, to) }
      case .wake(let milliseconds):
        Task {
          try? await Task.sleep(for: .milliseconds(milliseconds))
          take(.tick)
        }
      case .alarm(let witness, let known, let size):
        complain(
          "witness \(connections[witness].address) has cosigned \(known) entries of this log, "
            + "which has \(size): entries that were shown are lost; stop, and see "
            + "docs/operating/serving.md")
      }
    }
  }

  /// Asks nobody any more.
  func stop() async {
    isStopped = true
    for connection in connections { await connection.close() }
  }

  private func ask(_ witness: Int, _ from: Int64, _ to: Int64) async {
    let store = store
    let made = await DiskThread.run { Result { try Self.request(store, from, to) } }
    guard case .success(.success(let request)) = made.map({ $0 as Result }) else {
      complain("no proof from \(from) to \(to) entries for \(connections[witness].address)")
      return take(.failed(witness: witness))
    }
    do {
      switch try await connections[witness].addCheckpoint(request) {
      case .cosigned(let lines):
        let kept = try await keep(lines, of: request.checkpoint, size: to, witness)
        take(kept ? .cosigned(witness: witness, size: to) : .failed(witness: witness))
      case .conflict(let size):
        take(.conflict(witness: witness, known: Int64(size)))
      case .malformed, .untrusted, .unknownLog, .inconsistent:
        complain("witness \(connections[witness].address) refuses \(to) entries")
        take(.failed(witness: witness))
      }
    } catch {
      complain("witness \(connections[witness].address): \(error)")
      take(.failed(witness: witness))
    }
  }

  private static func request(
    _ store: any JournalStore, _ from: Int64, _ to: Int64
  ) throws -> AddCheckpointRequest {
    guard let stored = try store.checkpoint(size: to), from <= to else {
      throw JournalStoreFailure.damaged("There is no checkpoint of \(to) entries.")
    }
    let checkpoint = try SignedCheckpoint(bytes: stored.note)
    var hashes = try TileHashReader(checkpoint.checkpoint.head, from: StoredTiles(store: store))
    let proof = try ConsistencyProof(from: Int(from), to: Int(to), in: &hashes)
    guard
      let request = AddCheckpointRequest(
        oldSize: Int(from), proof: proof, checkpoint: checkpoint)
    else { throw JournalStoreFailure.damaged("The proof is longer than any.") }
    return request
  }

  /// The name under which the same key has cosigned already, if it is another.
  private static func otherName(
    of cosigned: WitnessVerdict.Cosigned, in kept: [JournalCosignature],
    _ checkpoint: SignedCheckpoint, _ policy: WitnessPolicy
  ) -> NoteName? {
    for earlier in kept {
      guard let signed = try? SignedCheckpoint(bytes: checkpoint.bytes + earlier.line),
        let before = try? policy.judge(signed).cosigned.first,
        before.witness == cosigned.witness, before.name != cosigned.name
      else { continue }
      return before.name
    }
    return nil
  }

  /// Keeps the lines that hold and are by witnesses of the program; false where none is.
  private func keep(
    _ lines: [NoteSignature], of checkpoint: SignedCheckpoint, size: Int64, _ witness: Int
  ) async throws -> Bool {
    let witnesses = await keys().map { Witness(key: $0) }
    guard let policy = WitnessPolicy(threshold: 0, witnesses: witnesses) else { return false }
    var found: [JournalCosignature] = []
    for line in lines {
      var signed = checkpoint
      guard (try? signed.append(line)) != nil, let verdict = try? policy.judge(signed),
        let cosigned = verdict.cosigned.first
      else { continue }
      // A key under two names would count twice, and readers refuse a note that has it twice.
      let other = try Self.otherName(
        of: cosigned, in: store.cosignatures(size: size), checkpoint, policy)
      if let other {
        complain(
          "witness \(connections[witness].address) signs as \(line.name), but its key has signed "
            + "this checkpoint as \(other); the first line stays")
        return true
      }
      found.append(JournalCosignature(signer: line.name.text, line: line.line))
    }
    guard !found.isEmpty else {
      complain(
        "witness \(connections[witness].address) signs with a key that the program does not name")
      return false
    }
    let store = store
    let kept = found
    try await DiskThread.run { () throws(JournalStoreFailure) in
      try store.keep(kept, size: size)
    }.get()
    onCosigned()
    return true
  }
}
