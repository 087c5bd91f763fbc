import Application
import Journal
import Keys
import LogClient
import LogServer
import Program
import Quantities
import Simulation
import TestSupport
import Testing

/// The committee changes the witnesses by an entry that a running server takes, and obeys.
@Suite struct WitnessChangeTests {
  /// A log under another checkpoint than its newest.
  private struct Under: LogSource {
    let source: any LogSource
    let note: [UInt8]

    func checkpoint() throws(LogSourceFailure) -> [UInt8] { note }

    func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
      try source.tile(address)
    }
  }

  private static func text(_ key: SigningKey) throws -> PublicKeyText {
    try #require(PublicKeyText(key.publicKey.text))
  }

  /// Whose lines stand under the newest checkpoint once it has that size and any.
  private static func cosigners(
    _ connection: LogConnection, size: Int, _ keys: [SigningKey]
  ) async throws -> [PublicKey] {
    let policy = try #require(
      WitnessPolicy(threshold: 0, witnesses: keys.map { Witness(key: $0.publicKey) }))
    for _ in 0..<1_000 {
      let checkpoint = try await TestServers.checkpoint(connection)
      let found = try policy.judge(checkpoint).cosigned
      if checkpoint.checkpoint.head.size == size, !found.isEmpty {
        return found.map(\.witness.key)
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Unexpected(what: "a cosignature of \(size) entries")
  }

  @Test func changedWitnessesAreAskedAndCountedFromTheirEntryOn() async throws {
    let sample = try SampleProgram()
    let keys = [sample.witness, Invented.signer("witness two")]
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    let change = WitnessesChanged(threshold: 1, witnesses: [try Self.text(keys[1])])
    let source = NoLog()
    try await TestServers.withWitness(sample, folder: first.path, source: source) { one, _ in
      try await TestServers.withWitness(
        sample, folder: second.path, source: source, name: "witness.example/two", key: keys[1]
      ) { two, _ in
        try await TestServers.withServer(sample, witnesses: [one, two]) { address in
          try await TestServers.withClient(address) { connection async throws -> Void in
            #expect(
              try await Self.cosigners(connection, size: 1, keys) == [keys[0].publicKey])
            try await Self.refused(change, sample, connection)
            // The pauses after the second witness's line was of no use are over.
            sample.clock.advance(seconds: 600)
            let entry = try sample.entry(change, 1)
            guard case .taken(let receipt, index: 1) = try await connection.submit(entry.envelope)
            else { throw Unexpected(what: "the committee's change is logged") }
            _ = try SubmissionReceipt(bytes: receipt, log: [sample.signer.verifier])
            #expect(
              try await Self.cosigners(connection, size: 2, keys) == [keys[1].publicKey])
            try await Self.verified(sample, connection)
          }
        }
      }
    }
    // What was cosigned before stays as it was.
    #expect(try sample.store.cosignatures(size: 1).map(\.signer) == ["witness.example/one"])
    #expect(try sample.store.cosignatures(size: 2).map(\.signer) == ["witness.example/two"])
  }

  /// By a stranger, and with more wanted than there are.
  private static func refused(
    _ change: WitnessesChanged, _ sample: SampleProgram, _ connection: LogConnection
  ) async throws {
    let tooMany = WitnessesChanged(threshold: 2, witnesses: change.witnesses)
    let rows: [([UInt8], String)] = [
      (
        try sample.entry(change, 8, by: Invented.signer("stranger")).envelope, "signer-unexpected"
      ),
      (try sample.entry(tooMany, 9).envelope, "witness-threshold"),
    ]
    for (envelope, code) in rows {
      guard case .refused(let note) = try await connection.submit(envelope) else {
        throw Unexpected(what: "\(code) is refused")
      }
      let refusal = try SubmissionRefusal(bytes: note, log: [sample.signer.verifier])
      #expect(refusal.code == code)
    }
  }

  private static func verified(
    _ sample: SampleProgram, _ connection: LogConnection
  ) async throws {
    let note = try #require(try sample.store.checkpoint(size: 2)?.note)
    var old = try SignedCheckpoint(bytes: note)
    let former = try NoteSigner(
      name: NoteName("witness.example/one"), purpose: .cosignature, key: sample.witness)
    try old.append(former.sign(old.note.text, at: sample.clock.present()))
    let bytes = old.bytes
    let (good, forsaken) = try await TestServers.blocking {
      let (log, blobs) = (RemoteLog(connection), RemoteBlobs(connection))
      return (
        try VerifyLog(log, blobs: blobs).run(),
        try VerifyLog(Under(source: log, note: bytes), blobs: blobs).run()
      )
    }
    #expect(good.isGood, "\(good.findings)")
    #expect(good.witnesses == 1 && good.witnessesNeeded == 1 && good.cosigned.count == 1)
    // The former witness's word alone is not the one that the program wants.
    #expect(forsaken.findings.map(\.code) == ["witnesses-too-few"])
  }
}

/// A log that witnesses cannot read by themselves: they cosign what they are asked to.
private struct NoLog: LogSource {
  func checkpoint() throws(LogSourceFailure) -> [UInt8] { throw .unavailable("not reachable") }

  func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? { nil }
}
