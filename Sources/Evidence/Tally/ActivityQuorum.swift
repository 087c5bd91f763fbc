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
  func counted(threshold: Int) -> (activities: [TallyActivity], findings: FindingLedger) {
    let quorum = Quorum(words, threshold: threshold)
    let findings = quorum.conflicts(in: span, slotSeconds: slotSeconds) { terms in
      (terms.provider.rawValue, DeviceIndex.noClass)
    }
    let activities = quorum.counted.map { stretch in
      TallyActivity(lease: stretch.subject, span: stretch.span(in: span), terms: stretch.value)
    }
    return (activities.sorted(), findings)
  }
}
