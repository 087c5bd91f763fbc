import BlobFiles
import CosmosClient
import DevNet
import Glibc
import Observing
import Probing
import Quantities
import Synchronization
import TestSupport
import Testing

/// A disk that hangs, beside questions that go on.
@Suite struct SlowDiskTests {
  /// A clock of our own time, told apart from that of the made-up network.
  private struct OwnClock: ObserverClock {
    let origin = ContinuousClock.Instant.now

    func now() -> Moment {
      let passed = origin.duration(to: .now) / .milliseconds(1)
      return Moment(wall: Int64(passed), monotonic: Int64(passed))
    }

    func wait(until moment: Moment?, inFlight: Int, inbox: ObserverInbox) async {
      await inbox.arrival(orAfterMilliseconds: 20)
    }
  }

  /// The machine's files, which hang where a folder is to be safe, until they are let go.
  private final class HangingFiles: FileSystem {
    struct State {
      var hasHung = false
      var isLetGo = false
    }

    let state = Mutex(State())
    private let files = PosixFileSystem()

    func syncFolder(_ path: String) throws(FileFailure) {
      state.withLock { $0.hasHung = true }
      while !state.withLock({ $0.isLetGo }) { usleep(1_000) }
      try files.syncFolder(path)
    }

    func makeFolder(_ path: String) throws(FileFailure) { try files.makeFolder(path) }
    func create(_ path: String) throws(FileFailure) -> OpenFile { try files.create(path) }
    func write(_ bytes: UnsafeRawBufferPointer, to file: OpenFile) throws(FileFailure) {
      try files.write(bytes, to: file)
    }
    func sync(_ file: OpenFile) throws(FileFailure) { try files.sync(file) }
    func close(_ file: OpenFile) throws(FileFailure) { try files.close(file) }
    func rename(_ from: String, to path: String) throws(FileFailure) {
      try files.rename(from, to: path)
    }
    func remove(_ path: String) throws(FileFailure) { try files.remove(path) }
    func read(_ path: String, limitBytes: Int) throws(FileFailure) -> [UInt8]? {
      try files.read(path, limitBytes: limitBytes)
    }
    func exists(_ path: String) throws(FileFailure) -> Bool { try files.exists(path) }
    func names(in folder: String) throws(FileFailure) -> [String] { try files.names(in: folder) }
  }

  @Test func aDiskThatHangsHoldsUpNobodysQuestions() async throws {
    let program = try ObservedProgram(providers: 8, defects: [:])
    let start = try Timestamp(ObservedProgram.start)
    let folder = try TemporaryFolder()
    let files = HangingFiles()
    let time = program.time
    let chain = ChainClient(
      chainID: "akashnet-2", nodes: [WorldChain(program.world, at: time)],
      clock: { time.present })
    let told = Mutex(0)
    let run = ObserverRun(
      ObserverSettings(
        keys: [program.key],
        secret: try #require(ObserverSecret([UInt8](repeating: 7, count: 32)))),
      ObserverPorts(
        log: program.log, providers: WorldProviders(program.world, at: time), chain: chain,
        canaries: ToldCanaries(),
        clock: AcceleratedObserverClock(
          OwnClock(), startMilliseconds: start.seconds * 1_000, speed: 60),
        spool: MemorySpool(), raw: RawAnswers(folder: folder.path, on: files),
        status: { _ in
          // Statuses since the disk hangs; enough of them, and it is let go.
          guard files.state.withLock({ $0.hasHung }) else { return }
          let count = told.withLock { told in
            told += 1
            return told
          }
          if count == 20 { files.state.withLock { $0.isLetGo = true } }
        }))
    let observing = Task { try await run.run() }
    // Whoever waits for the disk in its loop tells nothing more: then this lets it go.
    let clock = ContinuousClock()
    // On a machine where others keep every thread busy it may be minutes before the disk is asked.
    let limit = clock.now + .seconds(600)
    while clock.now < limit, !files.state.withLock({ $0.isLetGo }) {
      try await Task.sleep(for: .milliseconds(20))
    }
    let statuses = told.withLock { $0 }
    files.state.withLock { $0.isLetGo = true }
    run.stop()
    try await observing.value
    #expect(statuses >= 20, "\(statuses) statuses while the disk hung")
  }
}
