import Akash
import BlobFiles
import CosmosClient
import Evidence
import NIOPosix
import Probing
import Program
import Policy
import Quantities
import Synchronization

/// One observer at work: feeds the machine what happens, and does what it says.
///
/// One loop, which waits in one place; each operation is a task of its own that ends within its
/// limits and puts one arrival into the inbox. Nothing else holds state.
public actor ObserverRun {
  let settings: ObserverSettings
  var ports: ObserverPorts
  let inbox = ObserverInbox()
  let prober: ProviderProber
  let keys: [ObserverKey]
  var machine: ObserverMachine?
  var program: ProgramReading?
  var order: WatchOrder?
  var status = ObserverStatus()
  /// Operations that will still put something into the inbox.
  var inFlight = 0
  /// Those among them that write to the disk.
  var writing = 0
  var refreshing = 0
  var nextRefresh: Int64 = .min
  var nextKeeping: Int64 = .min
  /// Where it is with the chain's leases; nil while a look is under way, and before the first.
  var following: LeaseFollowing?
  var nextLook: Int64 = .max
  var nextStatus: Int64 = .min
  var partBytes: [UInt64: Int64] = [:]
  var raw: RawKeeping
  var undelivered: [Digest: Timestamp] = [:]
  var slotsSeen = OnceWatch()
  private let isStopped = Atomic<Bool>(false)

  /// Touches nothing yet.
  public init(_ settings: ObserverSettings, _ ports: ObserverPorts) {
    var settings = settings
    settings.probe.canariesRequired = min(
      settings.probe.canariesRequired, settings.canaries.count)
    self.settings = settings
    self.ports = ports
    raw = RawKeeping(ports.raw)
    keys = settings.keys.map { EntryDelivering.observer($0) }
    prober = ProviderProber(
      providers: ports.providers, chain: ports.chain,
      triesNames: settings.canaries.contains(where: \.hasName))
  }

  /// Makes the run end soon, with everything durable; from any thread.
  public nonisolated func stop() {
    isStopped.store(true, ordering: .releasing)
    inbox.wake()
  }

  /// Observes until it is stopped, or its time is over.
  public func run() async throws(ObserverEnding) {
    try await begin()
    while !isStopped.load(ordering: .acquiring) {
      let now = ports.clock.reading
      for arrival in inbox.takeAll() { take(arrival) }
      if isOver(now) { break }
      refreshIfDue(now)
      keepIfDue(now)
      lookIfDue(now)
      if let wake = machine?.nextWake, wake.monotonic <= now.monotonic { feed(.tick) }
      tell(now)
      guard inbox.isEmpty else { continue }
      await ports.clock.wait(until: deadline(now), inFlight: inFlight, inbox: inbox)
    }
    await end()
  }

  // MARK: - Beginning and ending

  private func begin() async throws(ObserverEnding) {
    let now = present
    let reading: ProgramReading
    do {
      reading = try await ports.log.read()
    } catch {
      throw .log(error)
    }
    guard let id = reading.state.program else {
      throw .log(.refused(code: "journal-empty", "the log has no entry 0"))
    }
    guard reading.state.observers.terms.contains(where: { keys.contains($0.observer) }) else {
      throw .notAppointed(keys)
    }
    guard !settings.isDemonstration || reading.state.isDemonstration else { throw .clockSet }
    let parts: [SpoolPart]
    do {
      parts = try ports.spool.parts()
    } catch {
      throw .disk(error)
    }
    for part in parts { partBytes[part.number] = Int64(part.bytes.count) }
    do {
      machine = try ObserverMachine(
        program: id, slotSeconds: reading.state.history.newest.policy.observation.slotSeconds,
        settings: settings.probe, secret: settings.secret, spool: parts)
    } catch {
      throw .spool(error)
    }
    note(
      .info, "observer-began", "Entries: \(reading.state.lineCount), spool: \(parts.count) parts.")
    if reading.isFromCache {
      note(.warning, "log-from-cache", "The log is not reached; what it said last stands.")
    }
    do {
      take(refused: try await prober.refreshHosts())
    } catch {
      note(.warning, error.code, "Where providers are is not known yet: \(error).")
    }
    let asked = ports.clock.reading
    feed(.blocks(await ports.chain.newestBlockTimes(), askedMonotonic: asked.monotonic))
    feed(.heads(ChainHead.heads(reading.state, keys: keys)))
    for ticket in machine?.undelivered ?? [] { undelivered[ticket.digest] = ticket.span.end }
    slotsSeen.beganAt = ports.clock.reading.wall
    take(reading)
    follow(
      LeaseFollowing(
        after: machine?.leasesReadUntil, at: present,
        slotSeconds: reading.state.history.newest.policy.observation.slotSeconds))
    nextRefresh = now.seconds * 1_000 + settings.refreshSeconds * 1_000
  }

  private func isOver(_ now: Moment) -> Bool {
    if let until = settings.until, now.wall >= until.seconds * 1_000 { return true }
    return settings.isOnce && slotsSeen.isDone(now.wall)
  }

  /// Writes what is under way to its end, and asks nobody any more.
  private func end() async {
    let limit = ports.clock.reading.monotonic + 10_000
    while writing > 0, ports.clock.reading.monotonic < limit {
      await ports.clock.wait(until: nil, inFlight: inFlight, inbox: inbox)
      for arrival in inbox.takeAll() { take(arrival) }
    }
    raw.end()
    status.at = present
    status.raw = raw.counts
    ports.status(status)
    note(.info, "observer-ended", "Everything that was decided is on the disk.")
  }

  // MARK: - The machine

  var present: Timestamp {
    (try? Timestamp(seconds: ports.clock.reading.wall / 1_000)) ?? .earliest
  }

  /// Gives the machine an event, and does what it says.
  func feed(_ event: ObserverEvent) {
    guard let actions = machine?.step(ports.clock.reading, event) else { return }
    for action in actions { perform(action) }
  }

  private func deadline(_ now: Moment) -> Moment? {
    var walls = [nextRefresh, nextKeeping, nextLook]
    if let until = settings.until { walls.append(until.seconds * 1_000) }
    if settings.isOnce, let end = slotsSeen.end { walls.append(end) }
    return RunDeadline.earliest(of: walls, or: machine?.nextWake, at: now)
  }

  // MARK: - Telling

  func note(_ severity: ObserverNote.Severity, _ code: String, _ text: String) {
    ports.note(ObserverNote(at: present, severity: severity, code: code, text: text))
  }

  /// Tells the status at most once a second, and at the end.
  private func tell(_ now: Moment) {
    guard now.monotonic >= nextStatus else { return }
    nextStatus = now.monotonic + 1_000
    status.at = present
    status.inFlight = inFlight
    status.memoryBytes = ProcessMemory.residentBytes
    status.spoolBytes = partBytes.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    status.undelivered = undelivered.count
    status.oldestUndelivered = undelivered.sorted { $0.value < $1.value }.first?.value
    status.raw = raw.counts
    ports.status(status)
  }
}
