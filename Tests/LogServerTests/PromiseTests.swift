import Application
import Foundation
import Journal
import LogClient
import LogServer
import Quantities
import Synchronization
import Testing

/// An entry that the log cannot take within the bound is promised, durably, and the promise kept.
@Suite struct PromiseTests {
  /// A store whose appends wait while it is held.
  private final class HeldJournal: JournalStore {
    let store: MemoryJournal
    private let isHeld = Mutex(false)
    let waiting = Lines()

    init(_ store: MemoryJournal) { self.store = store }

    func hold(_ value: Bool) { isHeld.withLock { $0 = value } }

    func append(_ batch: JournalBatch) throws(JournalStoreFailure) {
      if isHeld.withLock({ $0 }) { waiting.add("append") }
      while isHeld.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.002) }
      try store.append(batch)
    }

    func durability() throws(JournalStoreFailure) -> JournalDurability { .unsynced }
    func size() throws(JournalStoreFailure) -> Int64 { try store.size() }
    func leaves(_ range: Range<Int64>) throws(JournalStoreFailure) -> [[UInt8]] {
      try store.leaves(range)
    }
    func identities(_ range: Range<Int64>) throws(JournalStoreFailure) -> [Digest] {
      try store.identities(range)
    }
    func index(of identity: Digest) throws(JournalStoreFailure) -> Int64? {
      try store.index(of: identity)
    }
    func install(
      _ checkpoint: JournalCheckpoint, at time: Timestamp,
      parts: () throws(JournalStoreFailure) -> JournalPart?
    ) throws(JournalStoreFailure) {
      try store.install(checkpoint, at: time, parts: parts)
    }
    func tile(_ place: TilePlace, width: Int) throws(JournalStoreFailure) -> [UInt8]? {
      try store.tile(place, width: width)
    }
    func newestCheckpoint() throws(JournalStoreFailure) -> JournalCheckpoint? {
      try store.newestCheckpoint()
    }
    func checkpoint(size: Int64) throws(JournalStoreFailure) -> JournalCheckpoint? {
      try store.checkpoint(size: size)
    }
    func keep(
      _ cosignatures: [JournalCosignature], size: Int64
    ) throws(JournalStoreFailure) { try store.keep(cosignatures, size: size) }
    func cosignatures(size: Int64) throws(JournalStoreFailure) -> [JournalCosignature] {
      try store.cosignatures(size: size)
    }
    func newestCosignedSize() throws(JournalStoreFailure) -> Int64? {
      try store.newestCosignedSize()
    }
    func promise(_ promise: JournalPromise) throws(JournalStoreFailure) {
      try store.promise(promise)
    }
    func promises() throws(JournalStoreFailure) -> [JournalPromise] { try store.promises() }
    func dropPromise(_ identity: Digest) throws(JournalStoreFailure) {
      try store.dropPromise(identity)
    }
    func restoration() throws(JournalStoreFailure) -> JournalRestoration? { nil }
    func confirmRestoration() throws(JournalStoreFailure) {}
  }

  /// The sample's clock, which tells how often it was asked.
  private final class CountingClock: ServerClock {
    let clock: TestClock
    private let count = Mutex(0)

    init(_ clock: TestClock) { self.clock = clock }

    var asked: Int { count.withLock { $0 } }

    func present() -> Timestamp { clock.present() }

    func uptimeMilliseconds() -> Int64 {
      count.withLock { $0 += 1 }
      return clock.uptimeMilliseconds()
    }
  }

  private func wait(_ what: String, _ condition: () throws -> Bool) async throws {
    for _ in 0..<2_000 {
      if try condition() { return }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw Unexpected(what: "\(what) did not come about")
  }

  @Test func anEntryThatWaitsBeyondTheBoundIsPromised() async throws {
    var sample = try SampleProgram()
    let held = HeldJournal(sample.store)
    sample.writer = try JournalWriter(store: held, blobs: sample.blobs, signer: sample.signer)
    let notes = try (0..<3).map { try sample.note($0) }
    for note in notes { _ = try sample.blobs.put(note.text) }
    let (program, log, clock) = (sample, Lines(), CountingClock(sample.clock))
    let server = try JournalServer(
      writer: program.writer, store: held, blobs: program.blobs, witnesses: [],
      settings: TestServers.settings, clock: clock,
      accessLog: { log.add("\($0.resource) \($0.status)") }, complain: { _ in })
    try await TestServers.running(server) { address in
      try await TestServers.withClient(address) { connection async throws -> Void in
        held.hold(true)
        async let first = connection.submit(notes[0].envelope)
        try await wait("the first append") { held.waiting.all.count == 1 }
        let asked = clock.asked
        async let second = connection.submit(notes[1].envelope)
        async let third = connection.submit(notes[2].envelope)
        // The clock stands still, so that they have waited for nothing yet; then it goes on.
        // Each is timed when it begins and when its body is whole.
        try await wait("the others' arrival") { clock.asked >= asked + 4 }
        program.clock.advance(seconds: 60)
        held.hold(false)
        guard case .taken(_, 1?) = try await first else {
          throw Unexpected(what: "the first is logged")
        }
        for answer in [try await second, try await third] {
          guard case .taken(let bytes, let index) = answer else {
            throw Unexpected(what: "the others are taken")
          }
          let receipt = try SubmissionReceipt(bytes: bytes, log: [program.signer.verifier])
          #expect(index == nil)
          #expect(receipt.admitBy == (try program.clock.present().adding(seconds: 3_600)))
        }
        try await wait("both are logged") { try program.store.size() == 4 }
        #expect(try program.store.promises().isEmpty)
        // Asked again, the log says where it stands.
        guard case .taken(_, let index?) = try await connection.submit(notes[2].envelope) else {
          throw Unexpected(what: "it is there")
        }
        #expect((2...3).contains(index))
      }
    }
    #expect(log.all.count { $0 == "entry 202" } == 2)
  }

  @Test func aPromiseIsKeptAfterARestartBeforeAnythingElse() throws {
    let sample = try SampleProgram()
    var writer = sample.writer
    let notes = try (0..<4).map { try sample.note($0) }
    for note in notes { _ = try sample.blobs.put(note.text) }
    let now = sample.clock.present()
    let promised = try writer.promise(notes[..<2].map(\.envelope), now: now)
    let admitBy = try now.adding(seconds: 3_600)
    #expect(
      promised == [
        .promised(index: 1, identity: notes[0].identity, admitBy: admitBy),
        .promised(index: 2, identity: notes[1].identity, admitBy: admitBy),
      ])
    #expect(try sample.store.size() == 1)
    // The process ends here; another begins with what the store holds.
    sample.clock.advance(seconds: 7_000)
    var next = try JournalWriter(
      store: sample.store, blobs: sample.blobs, signer: sample.signer)
    #expect(next.unkept.isEmpty)
    let outcome = try next.submit([notes[3].envelope], now: sample.clock.present())
    #expect(outcome == [.logged(index: 3, identity: notes[3].identity)])
    #expect(try sample.store.promises().isEmpty)
    let leaves = try sample.store.leaves(1..<4).map { try Leaf(bytes: $0) }
    #expect(leaves.map(\.envelope.identity) == [0, 1, 3].map { notes[$0].identity })
    #expect(leaves[1].admittedAt == now)
    for leaf in leaves[..<2] {
      let receipt = SubmissionReceipt(
        origin: sample.signer.verifier.name, entry: leaf.envelope.identity, receivedAt: now,
        admitBy: admitBy)
      #expect(
        receipt.outcome(admittedAt: leaf.admittedAt, logTime: sample.clock.present()) == .kept)
    }
  }

  @Test func whatAdmissionRefusesIsNotPromised() throws {
    let sample = try SampleProgram()
    var writer = sample.writer
    let note = try sample.note(1)
    // Its text is not at hand.
    guard case .blobsMissing = try writer.promise([note.envelope], now: sample.clock.present())[0]
    else { throw Unexpected(what: "a text is missing") }
    #expect(try sample.store.promises().isEmpty)
    #expect(try sample.store.size() == 1)
  }
}
