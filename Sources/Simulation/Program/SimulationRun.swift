public import Application
import Policy
import Program
public import Quantities

/// Takes a simulated program through time: writes what it makes up, freezes and closes every epoch
/// when its script plans to, and posts the corrections.
public struct SimulationRun {
  /// The program.
  public private(set) var program: SimulatedProgram
  private let records: any ProgramRecords
  private let blobs: any BlobStore
  private var reader: ProgramReader?
  private var next = 0
  /// What corrections posted since a pool's last close take from its next pot, in micro-units.
  private var pending = SortedMap<Label, Int128>()

  /// What came of one planned close.
  public struct Outcome: Sendable {
    /// What was planned.
    public let planned: PlannedClose
    /// The close, or why there was none.
    public let result: Result<ClosedEpoch, EpochRefusal>
    /// What the correction changed per payee, in micro-units; empty in first versions.
    public let differences: [(payee: Address, micros: Int64)]
    /// Whether the correction was posted; false in first versions.
    public var isPosted = false

    /// The close, if it came about.
    public var closed: ClosedEpoch? { try? result.get() }
  }

  /// Begins before line 1, with nothing in the records.
  public init(
    _ program: SimulatedProgram, records: any ProgramRecords, blobs: any BlobStore
  ) {
    self.program = program
    self.records = records
    self.blobs = blobs
  }

  /// Goes on to the next planned close and takes it; nil after the last, when all is written.
  public mutating func step() throws(DeliveryFailure) -> Outcome? {
    guard next < program.closes.count else {
      program.advance(to: .latest)
      try program.deliver(to: records, blobs)
      return nil
    }
    let planned = program.closes[next]
    next += 1
    program.advance(to: planned.takenAt)
    try program.deliver(to: records, blobs)
    let outcome = close(planned)
    try program.deliver(to: records, blobs)
    return outcome
  }

  /// Takes every planned close.
  public mutating func run() throws(DeliveryFailure) -> [Outcome] {
    var outcomes: [Outcome] = []
    while let outcome = try step() { outcomes.append(outcome) }
    return outcomes
  }

  private mutating func close(_ planned: PlannedClose) -> Outcome {
    let id = EpochID(pool: planned.pool, number: planned.epoch)
    do {
      let reader = try current(id)
      guard planned.version > 1 else {
        var freezing = FreezeEpoch(reader)
        _ = try freezing.freeze(id, now: planned.takenAt)
        var closing = CloseEpoch(reader)
        let closed = try closing.close(id)
        pending[planned.pool] = nil
        return Outcome(planned: planned, result: .success(closed), differences: [])
      }
      var correcting = CorrectEpoch(reader)
      let corrected = try correcting.correct(id, now: planned.takenAt)
      var outcome = Outcome(
        planned: planned, result: .success(corrected.closed), differences: corrected.differences)
      outcome.isPosted = canTake(corrected.differences, planned)
      if outcome.isPosted { program.post(corrected.fact, at: planned.takenAt) }
      return outcome
    } catch {
      return Outcome(planned: planned, result: .failure(error), differences: [])
    }
  }

  /// One reader for the whole run, so that a line is folded once.
  private mutating func current(_ id: EpochID) throws(EpochRefusal) -> ProgramReader {
    do {
      var reader: ProgramReader
      if let kept = self.reader {
        reader = kept
      } else {
        reader = try ProgramReader(records: records, blobs: blobs)
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

  /// Whether the next pot bears the differences: an epoch pool whose corrections are above it
  /// refuses to close (rules 1, section 8), so that such a correction is better not posted.
  private mutating func canTake(
    _ differences: [(payee: Address, micros: Int64)], _ planned: PlannedClose
  ) -> Bool {
    guard let pool = program.documents.policy.pool(named: planned.pool), pool.kind == .epoch
    else { return true }
    let following = program.closes[next...].first { $0.pool == pool.name && $0.version == 1 }
    guard let following else { return true }
    let sum = differences.reduce(pending[pool.name] ?? 0) { $0 + Int128($1.micros) }
    let pot = EpochCalendar(pool).potMicros(of: pool.amount.amount, epoch: following.epoch)
    guard sum <= pot else { return false }
    pending[pool.name] = sum
    return true
  }
}
