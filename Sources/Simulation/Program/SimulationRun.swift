public import Application
import Keys
import Policy
import Program
import Quantities
import Rewards

/// Takes a simulated program through time: writes what it makes up, freezes and closes every epoch
/// when its script plans to, and posts the corrections.
public struct SimulationRun {
  /// The program.
  public internal(set) var program: SimulatedProgram
  /// What the use cases of paying refused that no honest administrator asks for in vain.
  public internal(set) var paymentFaults: [String] = []
  var keeping: any ProgramKeeping
  private var reader: ProgramReader?
  private var next = 0
  private var nextPayment = 0
  /// What corrections posted take from a pool's next pots, in micro-units.
  private var pending = SortedMap<Label, Int128>()

  /// What came of one planned close.
  public struct Outcome: Sendable {
    /// What was planned.
    public let planned: PlannedClose
    /// The close, or why there was none.
    public let result: Result<ClosedEpoch, EpochRefusal>
    /// What the correction changed per claim; empty in first versions.
    public let differences: [CorrectedEpoch.Difference]
    /// Whether the correction was posted; false in first versions.
    public var isPosted = false

    /// The close, if it came about.
    public var closed: ClosedEpoch? { try? result.get() }
  }

  /// Begins before line 1, with nothing in the records.
  public init(
    _ program: SimulatedProgram, records: any ProgramRecords, blobs: any BlobStore
  ) {
    self.init(program, keeping: FactsKeeping(records: records, blobs: blobs))
  }

  /// Begins before line 1, with nothing kept yet.
  public init(_ program: SimulatedProgram, keeping: any ProgramKeeping) {
    self.program = program
    if keeping.isJournal {
      self.program.deliversFiles = true
      self.program.entersEpochs = true
      self.program.goesOn = true
    }
    self.keeping = keeping
  }

  /// Goes on to the next planned close and takes it; nil after the last, when all is written.
  public mutating func step() throws(DeliveryFailure) -> Outcome? {
    guard next < program.closes.count else {
      try pay(until: .latest)
      program.advance(to: .latest)
      try keeping.take(program.takeNews())
      if let last = program.state.lastAdmittedAt { try keeping.cosign(at: last) }
      return nil
    }
    let planned = program.closes[next]
    next += 1
    try pay(until: planned.takenAt)
    program.advance(to: planned.takenAt)
    try keeping.take(program.takeNews())
    let outcome = close(planned)
    try keeping.take(program.takeNews())
    return outcome
  }

  /// Takes every planned close.
  public mutating func run() throws(DeliveryFailure) -> [Outcome] {
    var outcomes: [Outcome] = []
    while let outcome = try step() { outcomes.append(outcome) }
    return outcomes
  }

  /// Looks at the treasury whenever the script plans to, up to a time.
  private mutating func pay(until time: Timestamp) throws(DeliveryFailure) {
    while nextPayment < program.payments.count, program.payments[nextPayment].at <= time {
      nextPayment += 1
      try pay(program.payments[nextPayment - 1])
    }
  }

  private mutating func close(_ planned: PlannedClose) -> Outcome {
    let id = EpochID(pool: planned.pool, number: planned.epoch)
    do {
      let reader = try current()
      guard planned.version > 1 else {
        var freezing = FreezeEpoch(reader)
        _ = try freezing.freeze(id, now: planned.takenAt)
        var closing = CloseEpoch(reader)
        let closed = try closing.close(id)
        bear(planned)
        try enter(closed, at: planned.takenAt)
        return Outcome(planned: planned, result: .success(closed), differences: [])
      }
      var correcting = CorrectEpoch(reader)
      let corrected = try correcting.correct(id, now: planned.takenAt)
      var outcome = Outcome(
        planned: planned, result: .success(corrected.closed), differences: corrected.differences)
      try enter(corrected.closed, at: planned.takenAt)
      outcome.isPosted = canTake(corrected.differences, planned)
      if outcome.isPosted { program.post(corrected.fact, at: planned.takenAt) }
      return outcome
    } catch {
      return Outcome(planned: planned, result: .failure(error), differences: [])
    }
  }

  /// In a journal, and where a script says so, freeze and statement are entries of the
  /// administrator's.
  private mutating func enter(_ closed: ClosedEpoch, at time: Timestamp) throws(EpochRefusal) {
    guard program.entersEpochs else { return }
    let version = closed.statement.version
    do {
      let name = RecordName(.freeze, closed.id, version: version)
      guard let bytes = try keeping.records.read(name) else { return }
      let freeze = sound(try Freeze(bytes: bytes))
      program.post(EpochFrozen(freeze), at: time)
      program.post(StatementPublished(closed, freeze: Sha256.digest(of: bytes)), at: time)
    } catch {
      throw .program(.records(error))
    }
  }

  /// One reader for the whole run, so that a line is folded once.
  mutating func current() throws(EpochRefusal) -> ProgramReader {
    do {
      var reader: ProgramReader
      if let kept = self.reader {
        reader = kept
      } else {
        reader = try ProgramReader(records: keeping.records, blobs: keeping.blobs)
      }
      // The copy kept would make the fold copy its whole state.
      self.reader = nil
      try reader.refresh()
      _ = try reader.log()
      self.reader = reader
      return reader
    } catch {
      throw .program(error)
    }
  }

  /// Whether the pots that are left bear the differences: an epoch pool whose corrections are
  /// above all of them refuses to close its last epoch (rules 1, section 8).
  private mutating func canTake(
    _ differences: [CorrectedEpoch.Difference], _ planned: PlannedClose
  ) -> Bool {
    guard let pool = program.documents.policy.pool(named: planned.pool), pool.kind == .epoch
    else { return true }
    let following = program.closes[next...].filter { $0.pool == pool.name && $0.version == 1 }
    guard !following.isEmpty else { return true }
    // What a claim loses may have been lost to it already, so that only gains are counted.
    let sum = differences.reduce(pending[pool.name] ?? 0) { $0 + Int128(max(0, $1.micros)) }
    let calendar = EpochCalendar(pool)
    let pots = following.reduce(Int128(0)) { pots, close in
      pots + Int128(calendar.potMicros(of: pool.amount.amount, epoch: close.epoch))
    }
    guard sum <= pots else { return false }
    pending[pool.name] = sum
    return true
  }

  /// Takes what a closed epoch's own pot has borne from what corrections still take.
  private mutating func bear(_ planned: PlannedClose) {
    guard let sum = pending[planned.pool],
      let pool = program.documents.policy.pool(named: planned.pool)
    else { return }
    let pot = EpochCalendar(pool).potMicros(of: pool.amount.amount, epoch: planned.epoch)
    pending[planned.pool] = max(0, sum - Int128(pot))
  }
}
