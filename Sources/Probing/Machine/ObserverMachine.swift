import Evidence
public import Quantities

/// One observer: events in, actions out; no clock, no network, no file, no chance.
///
/// The same events give the same actions, and the segments depend on nothing but the outcomes that
/// lie safe in the spool (DESIGN law 2). Give it one event at a time, do its actions in order, and
/// wake it with `.tick` at `nextWake` at the latest.
public struct ObserverMachine: Sendable {
  let program: Quantities.Digest
  let settings: ProbeSettings
  /// What lies safe in the spool.
  var state: ObserverState
  /// What is on its way there.
  var writer: SpoolWriter
  var partSlots: [(part: UInt64, lastSlot: Int64?)]
  /// Slots that were begun, so that none is observed twice, whatever the clock says.
  var begun: SlotRanges
  /// Slots of which nothing counts, safe in the spool or not yet; those by the clock also apart.
  var blinded: SlotRanges
  var clockBlinded: SlotRanges
  var trust = ClockTrust()
  /// The newest slot with an outcome of a process before this one: it may be gone on with.
  var resumed: Int64?
  var order: WatchTable?
  var run: SlotRun?
  var flights = SortedMap<ProviderIndex, Flight>()
  /// The slot in which flights of earlier ones were ended.
  var lookedAt: Int64?
  var timers = TimerHeap()
  var serial: UInt64 = 0
  var canaries = CanaryWatch()
  var sealing: Sealing?
  var submitting = Submitting()
  var plan: ProbePlan?
  var planStart: Int64 = -1
  /// Outcomes that no disk took, since the last that one did.
  var lostCount = 0
  var now = Moment(wall: 0, monotonic: 0)
  var isBegun = false
  var actions: [ObserverAction] = []
  /// When it wants to be woken at the latest; nil before the first event.
  public internal(set) var nextWake: Moment?

  /// Begins a spool where there are no parts, and goes on with it otherwise.
  ///
  /// The secret is used for a new spool only; a spool has its own.
  public init(
    program: Quantities.Digest, slotSeconds: Int64, settings: ProbeSettings = ProbeSettings(),
    secret: ObserverSecret, spool: [SpoolPart]
  ) throws(SpoolRefusal) {
    precondition(
      (1...SegmentHeader.limitSlotSeconds).contains(slotSeconds),
      "A policy's slot is within a segment's bounds.")
    precondition(
      settings.attempts >= 1 && settings.canariesRequired >= 1,
      "Down is said after an attempt and between canaries.")
    self.program = program
    self.settings = settings
    let reading = try SpoolReading(
      spool, program: program, slotSeconds: slotSeconds, secret: secret,
      limitInventoryBytes: settings.limitInventoryBytes)
    state = reading.state
    begun = reading.begun
    resumed = reading.begun.ranges.last.map { $0.upperBound - 1 }
    blinded = reading.state.blind
    clockBlinded = reading.state.clockBlind
    partSlots = reading.partSlots
    writer = SpoolWriter(part: reading.part, offset: reading.offset)
    if partSlots.isEmpty { partSlots = [(reading.part, nil)] }
    if reading.tornBytes > 0 {
      actions.append(.finding(.spoolTorn(part: reading.part, bytes: reading.tornBytes)))
    }
  }

  var numbering: SlotNumbering { state.numbering }

  /// Up to where leases were read, as far as it lies safe; nil: never yet.
  public var leasesReadUntil: Timestamp? { state.leasesReadUntil }

  /// Files that lie safe and are not handed over yet.
  public var undelivered: [SegmentTicket] { state.tickets.map(\.ticket) }

  /// The slot of the wall clock; nil while it is outside the years known.
  var currentSlot: Int64? { numbering.slot(wallMilliseconds: now.wall) }

  /// Takes in one event at its moment.
  public mutating func step(_ moment: Moment, _ event: ObserverEvent) -> [ObserverAction] {
    readClock(moment)
    advance()
    take(event)
    advance()
    seal()
    submit()
    flush()
    nextWake = wake()
    defer { actions = [] }
    return actions
  }

  private mutating func take(_ event: ObserverEvent) {
    switch event {
    case .tick: break
    case .watch(let next): watch(next)
    case .heads(let heads): adopt(heads)
    case .answered(let id, let answer): answered(id, answer)
    case .canaries(let round, let answered): canariesAnswered(round, answered)
    case .price(let source, let start, let price, let reason):
      priced(source, start, price, reason)
    case .leases(let report): sighted(report)
    case .blocks(let times, let asked): blocksSeen(times, asked)
    case .appended: appended()
    case .appendFailed: appendFailed()
    case .stored(let digest): stored(digest)
    case .storeFailed(let digest): storeFailed(digest)
    case .submitted(let entry, let outcome): submitted(entry, outcome)
    }
  }

  /// Does what time has made due.
  private mutating func advance() {
    endFlights()
    beginSlot()
    askDue()
    passTimers()
    runCanaries()
  }

  private mutating func watch(_ next: WatchOrder) {
    let known = order?.order.roster ?? []
    guard next.roster.count >= known.count, next.roster.prefix(known.count).elementsEqual(known)
    else {
      return find(.rosterNotContinued(lines: next.roster.count, known: known.count))
    }
    order = WatchTable(next)
  }

  func milliseconds(ofSlot slot: Int64) -> Int64 { slot * numbering.slotSeconds * 1_000 }

  mutating func find(_ finding: ObserverFinding) { actions.append(.finding(finding)) }

  mutating func say(_ provider: ProviderIndex, _ slot: Int64, _ state: SlotOutcome.State) {
    actions.append(
      .outcome(
        SlotOutcome(provider: provider, slotStart: numbering.start(slot), state: state)))
  }

  /// The moment of the wall clock on the monotonic one, as things are now.
  func monotonic(wall: Int64) -> Int64 { now.monotonic + (wall - now.wall) }

  private func wake() -> Moment {
    // Even with nothing to do it looks once a minute, so that a clock that was set shows.
    var next = now.monotonic + 60_000
    func sooner(_ time: Int64?) { if let time, time < next { next = time } }
    sooner(timers.first)
    sooner(writer.isIdle ? nil : writer.retryAt)
    sooner(canaries.deadline ?? canaries.nextAt)
    sooner(sealing?.retryAt)
    if let slot = currentSlot {
      sooner(monotonic(wall: milliseconds(ofSlot: slot + 1)))
      if let run, run.slot == slot, let due = run.nextDue { sooner(monotonic(wall: due)) }
    }
    sooner(sealDue().map { monotonic(wall: $0) })
    sooner(submitDue())
    next = max(next, now.monotonic + 1)
    return Moment(wall: now.wall + (next - now.monotonic), monotonic: next)
  }
}
