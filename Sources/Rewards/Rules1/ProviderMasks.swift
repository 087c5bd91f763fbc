import Evidence
import Policy
import Quantities

/// The slots that a provider's own declarations take out: schedules and maintenance (section 3).
struct ProviderMasks {
  private let context: CloseContext
  /// Those of this pool, by provider, the latest fact first.
  private let schedules: [DailySchedule]
  /// Those that keep their notice, by provider.
  private let maintenance: [MaintenanceNotice]
  private var nextSchedule = 0
  private var nextMaintenance = 0
  /// The slots in which too few observers were at work for this pool.
  let unobservedAll: [UInt64]
  /// Slots outside the hours declared; nil: no schedule.
  private(set) var outside: [UInt64]?
  /// Slots inside maintenance, within the allowance; nil: none announced.
  private(set) var inMaintenance: [UInt64]?

  init(_ context: CloseContext) {
    self.context = context
    unobservedAll = context.tally.unobservedAll(context.pool.proof).words
    let hasSchedules = context.pool.kind != .committed
    schedules = (hasSchedules ? context.input.schedules : [])
      .filter { $0.pool == context.pool.name }
      .sorted { $0.provider == $1.provider ? $0.line > $1.line : $0.provider < $1.provider }
    let notice = context.input.policy.observation.maintenance.noticeSeconds
    maintenance = context.input.maintenance
      .filter { Self.keepsNotice($0, noticeSeconds: notice) }
      .sorted { $0.provider < $1.provider }
  }

  ///     from ≥ admittedAt + notice
  private static func keepsNotice(_ announced: MaintenanceNotice, noticeSeconds: Int64) -> Bool {
    let lead = announced.span.start.seconds - announced.admittedAt.seconds
    return lead >= noticeSeconds
  }

  /// Makes the masks of a provider; providers come in ascending order.
  mutating func move(to provider: ProviderIndex) {
    outside = nil
    inMaintenance = nil
    while nextSchedule < schedules.count, schedules[nextSchedule].provider < provider {
      nextSchedule += 1
    }
    let firstSchedule = nextSchedule
    while nextSchedule < schedules.count, schedules[nextSchedule].provider == provider {
      nextSchedule += 1
    }
    if firstSchedule < nextSchedule { makeOutside(schedules[firstSchedule..<nextSchedule]) }
    while nextMaintenance < maintenance.count, maintenance[nextMaintenance].provider < provider {
      nextMaintenance += 1
    }
    let first = nextMaintenance
    while nextMaintenance < maintenance.count, maintenance[nextMaintenance].provider == provider {
      nextMaintenance += 1
    }
    if first < nextMaintenance { makeMaintenance(maintenance[first..<nextMaintenance]) }
  }

  /// Of the schedules over a slot the latest fact decides (O-31).
  private mutating func makeOutside(_ schedules: ArraySlice<DailySchedule>) {
    let tally = context.tally
    var open = tally.allSlots.words
    var words = [UInt64](repeating: 0, count: open.count)
    for schedule in schedules {
      let end = schedule.until ?? .latest
      guard let stretch = try? TimeSpan(start: schedule.from, end: end) else { continue }
      let range = tally.wholeSlots(in: stretch)
      for index in SlotWords.words(range) {
        var rest = open[index] & SlotWords.mask(index, range)
        open[index] &= ~rest
        while rest != 0 {
          let bit = rest.trailingZeroBitCount
          rest &= rest - 1
          let slot = Int64(index * 64 + bit)
          let start = tally.start.seconds + slot * context.slotSeconds
          if !schedule.holds(slotStart: start, slotSeconds: context.slotSeconds) {
            words[index] |= 1 << UInt64(bit)
          }
        }
      }
    }
    outside = words
  }

  /// In time order, the slots that are not `unobserved-all`, up to the allowance.
  private mutating func makeMaintenance(_ announced: ArraySlice<MaintenanceNotice>) {
    var words = [UInt64](repeating: 0, count: unobservedAll.count)
    for notice in announced {
      let range = context.tally.wholeSlots(in: notice.span)
      for index in SlotWords.words(range) { words[index] |= SlotWords.mask(index, range) }
    }
    for index in words.indices { words[index] &= ~unobservedAll[index] }
    let allowance = context.input.policy.observation.maintenance.allowanceSeconds
    SlotWords.keepFirst(allowance / context.slotSeconds, of: &words)
    inMaintenance = words
  }
}
