import Policy
import Quantities

/// What counted `activity` segments say of leases and of who pays for them.
struct ActivityQuorum {
  typealias Quorum = StretchQuorum<LeaseIdentifier, TallyActivity.Terms>

  private let span: TimeSpan
  private let slotSeconds: Int64
  private var observers: [ObserverKey] = []
  private var words: [Quorum.Word] = []

  init(span: TimeSpan, slotSeconds: Int64) {
    self.span = span
    self.slotSeconds = slotSeconds
  }

  /// Takes a segment in, cut to the span.
  mutating func add(_ segment: ActivitySegment) {
    let observer = segment.header.observer
    if !observers.contains(observer) { observers.append(observer) }
    let position = observers.firstIndex(of: observer) ?? 0
    let offset = segment.header.start.seconds(since: span.start)
    for index in 0..<segment.rowCount {
      let row = segment.row(index)
      let from = max(Int64(row.from) + offset, 0)
      let to = min(Int64(row.to) + offset, span.seconds)
      guard from < to else { continue }
      let terms = TallyActivity.Terms(
        provider: ProviderIndex(row.provider), tenant: segment.tenants[Int(row.tenant)],
        gpus: row.gpus, milliCores: row.milliCores, denomination: row.denomination,
        pricePerHourMicros: row.pricePerHourMicros, costPPM: row.costPPM)
      words.append(
        Quorum.Word(subject: row.lease, observer: position, value: terms, from: from, to: to))
    }
  }

  /// The stretches that count, ascending, and what enough observers said in vain.
  func counted(
    threshold: Int, slotCount: Int
  ) -> (activities: [TallyActivity], findings: FindingLedger) {
    let quorum = Quorum(words, threshold: threshold)
    var findings = FindingLedger()
    for stretch in quorum.lost {
      let slots =
        Int(stretch.from / slotSeconds)..<Int((stretch.to + slotSeconds - 1) / slotSeconds)
      findings.add(
        .leaseConflict, provider: stretch.value.provider.rawValue, code: DeviceIndex.noClass,
        slots: SlotSet(slots, slotCount: slotCount))
    }
    return (quorum.counted.map(activity).sorted(), findings)
  }

  private func activity(_ stretch: Quorum.Stretch) -> TallyActivity {
    do {
      return TallyActivity(
        lease: stretch.subject,
        span: try TimeSpan(
          start: span.start.adding(seconds: stretch.from),
          end: span.start.adding(seconds: stretch.to)),
        terms: stretch.value)
    } catch {
      preconditionFailure("A stretch of a lease lies inside the span.")
    }
  }
}
