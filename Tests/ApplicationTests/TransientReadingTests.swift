import Application
import Journal
import Keys
import Policy
import PolicyYAML
import Program
import Quantities
import Simulation
import Synchronization
import Testing

/// A place that cannot be read for a moment, at each of its reads in turn: a reader says that it
/// could not read, and never that the record is wrong; the next try works.
@Suite struct TransientReadingTests {
  fileprivate static let reason = "Cannot read the disk: Input/output error."

  /// Counts reads, and has the one of a number fail, or all from it on.
  private final class Reads: Sendable {
    private let state: Mutex<(count: Int, failing: ClosedRange<Int>)>

    init(failing: Int = -1, isLasting: Bool = false) {
      state = Mutex((0, failing...(isLasting ? .max : failing)))
    }

    var count: Int { state.withLock { $0.count } }

    func isFailing() -> Bool {
      state.withLock { state in
        defer { state.count += 1 }
        return state.failing.contains(state.count)
      }
    }
  }

  private struct Source: LogSource {
    let source: any LogSource
    let reads: Reads

    func checkpoint() throws(LogSourceFailure) -> [UInt8] {
      if reads.isFailing() { throw .unavailable(TransientReadingTests.reason) }
      return try source.checkpoint()
    }

    func tile(_ address: TileAddress) throws(LogSourceFailure) -> [UInt8]? {
      if reads.isFailing() { throw .unavailable(TransientReadingTests.reason) }
      return try source.tile(address)
    }
  }

  private struct Blobs: BlobStore {
    let blobs: any BlobStore
    let reads: Reads

    func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
      if reads.isFailing() { throw .unavailable(TransientReadingTests.reason) }
      return try blobs.get(digest, lengthBytes: lengthBytes)
    }

    func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try blobs.put(bytes) }

    func has(_ digest: Digest) throws(BlobFailure) -> Bool {
      if reads.isFailing() { throw .unavailable(TransientReadingTests.reason) }
      return try blobs.has(digest)
    }

    func list() throws(BlobFailure) -> [Digest] { try blobs.list() }
  }

  @Test func aVerdictIsGivenOnWhatWasReadAlone() throws {
    let kept = try KeptProgram(seed: 5)
    func verdict(_ reads: Reads) throws -> LogVerdict {
      try VerifyLog(
        Source(source: kept.published, reads: reads), blobs: Blobs(blobs: kept.blobs, reads: reads),
        pinned: kept.program
      ).run()
    }
    let all = Reads()
    #expect(try verdict(all).isGood)
    #expect(all.count > 50)
    // What fails once is mostly read again; what stays away is said. Every third read, so that
    // each kind of them is met.
    for isLasting in [false, true] {
      var told = 0
      for failing in stride(from: 0, to: all.count, by: 3) {
        let place = "read \(failing), lasting: \(isLasting)"
        do {
          let verdict = try verdict(Reads(failing: failing, isLasting: isLasting))
          #expect(verdict.isGood, "\(place): \(verdict.findings)")
        } catch let failure as LogSourceFailure {
          guard case .unavailable(let message) = failure else {
            Issue.record("\(place): \(failure)")
            continue
          }
          #expect(message.contains("Input/output error"), "\(place): \(message)")
          told += 1
        }
      }
      #expect(told > (isLasting ? 15 : 0))
    }
  }

  @Test func aMirrorKeepsNothingOfWhatItCouldNotRead() throws {
    let kept = try KeptProgram(seed: 3)
    func mirror(_ copy: MemoryLog, _ blobs: MemoryBlobs, _ reads: Reads) throws -> Int {
      try MirrorLog(
        from: Source(source: kept.published, reads: reads),
        blobs: Blobs(blobs: kept.blobs, reads: reads), copy: Source(source: copy, reads: reads),
        target: copy, blobs: blobs, pinned: kept.program
      ).run().size
    }
    let all = Reads()
    let size = try mirror(MemoryLog(), MemoryBlobs(), all)
    for failing in stride(from: 0, to: all.count, by: 5) {
      let (copy, blobs) = (MemoryLog(), MemoryBlobs())
      do {
        _ = try mirror(copy, blobs, Reads(failing: failing))
      } catch let failure as MirrorFailure {
        switch failure {
        case .source(.unavailable), .copy(.unavailable), .blob(_, .unavailable),
          .entries(.program(.blobs)):
          break
        default: Issue.record("read \(failing): \(failure)")
        }
      }
      // Then it goes on, also where its own copy cannot be read for a moment.
      _ = try? mirror(copy, blobs, Reads(failing: failing))
      #expect(try mirror(copy, blobs, Reads()) == size, "read \(failing)")
      let verdict = try VerifyLog(copy, blobs: blobs, pinned: kept.program).run()
      #expect(verdict.isGood, "read \(failing): \(verdict.findings)")
    }
  }

  @Test func anEntryWhoseFilesCannotBeReadIsNotRefused() throws {
    let program = try ForgedProgram()
    let yaml = String(
      decoding: try SimulationFixture.bytes("policies/akash-pilot-1.yaml"), as: UTF8.self)
    let policy = try PolicyDocument.read(Array(yaml.replacing("hold: P7D", with: "hold: P9D").utf8))
      .policy
    let amended = ProgramAmended(
      policy: try program.blobs.put(PolicyJSON.encode(policy)),
      catalogue: try program.blobs.put(SimulationFixture.catalogue().bytes), source: nil,
      from: try ForgedProgram.time(30 * 86_400))
    let envelope = try program.sign(try program.payload(amended, nonce: 30), [program.member])
    var opening = 0
    func submission(_ reads: Reads, tries: Int) throws -> Submission? {
      let copy = try ForgedProgram()
      for digest in try program.blobs.list() {
        if let bytes = try program.blobs.get(digest) { try copy.blobs.put(bytes) }
      }
      var writer = try JournalWriter(
        store: copy.store, blobs: Blobs(blobs: copy.blobs, reads: reads), signer: copy.signer)
      opening = reads.count
      let now = try ForgedProgram.time(90_000)
      for _ in 1..<tries { _ = try? writer.submit([envelope], now: now) }
      return try writer.submit([envelope], now: now).first
    }
    let all = Reads()
    let outcome = try #require(try submission(all, tries: 1))
    guard case .logged = outcome else { throw Unforeseen(what: "\(outcome)") }
    var told = 0
    for failing in opening..<all.count {
      do {
        let found = try submission(Reads(failing: failing), tries: 1)
        #expect(found == outcome, "read \(failing)")
      } catch JournalFailure.program(.blobs) {
        told += 1
        let found = try submission(Reads(failing: failing), tries: 2)
        #expect(found == outcome, "read \(failing), the next try")
      }
    }
    #expect(told > 1)
  }
}
