public import Policy
public import Quantities

/// Builds a tally from plain statements about slots, for tests and simulations without segments.
///
/// Slots start as `unobservedProvider`. A provider with any count has 0 wherever none was set.
public struct TallyBuilder: Sendable {
  private let start: Timestamp
  private let slotSeconds: Int64
  private let slotCount: Int
  private let providerCount: Int
  private let tracks: [CountTrack]
  private var presenceUnobserved: SlotSet
  private var proofUnobserved: SlotSet
  private var states: [SlotState: [SlotSet]] = [:]
  private var counts: [CountRow] = []
  private var leases: [TallyLease] = []
  private var activities: [TallyActivity] = []
  private var price: PriceMedian?
  private var devices: [DeviceDescriptor] = []
  private var findings: [TallyFinding] = []

  private struct CountRow: Sendable {
    let provider: UInt32
    let rawClass: UInt32
    let track: CountTrack
    let slots: Range<Int>
    let rawCount: UInt32
  }

  /// Begins with a span, a roster size and the tracks that pools ask for.
  public init(
    start: Timestamp, slotSeconds: Int64, slotCount: Int, providerCount: Int,
    tracks: [CountTrack] = []
  ) {
    self.start = start
    self.slotSeconds = slotSeconds
    self.slotCount = slotCount
    self.providerCount = providerCount
    self.tracks = CountTrack.closure(of: tracks)
    presenceUnobserved = SlotSet(slotCount: slotCount)
    proofUnobserved = SlotSet(slotCount: slotCount)
    for state in SlotState.allCases {
      states[state] = Array(repeating: SlotSet(slotCount: slotCount), count: providerCount)
    }
  }

  /// Says that too few observers were at work.
  public mutating func setUnobserved(_ slots: Range<Int>) { presenceUnobserved.insert(slots) }

  /// Says that too few observers proved devices.
  public mutating func setProofUnobserved(_ slots: Range<Int>) { proofUnobserved.insert(slots) }

  /// Says a provider's state in some slots, replacing what was said of them.
  public mutating func set(_ state: SlotState, _ provider: ProviderIndex, slots: Range<Int>) {
    for other in SlotState.allCases { states[other]?[provider.position].remove(slots) }
    states[state]?[provider.position].insert(slots)
  }

  /// Says a count in some slots (nil: unknown), replacing what was said of them.
  public mutating func set(
    count: UInt32?, _ provider: ProviderIndex, _ gpuClass: ClassIndex,
    _ track: CountTrack = .reported, slots: Range<Int>
  ) {
    precondition(tracks.contains(track), "A count is of a track that was asked for.")
    counts.append(
      CountRow(
        provider: provider.rawValue, rawClass: gpuClass.rawValue, track: track, slots: slots,
        rawCount: count ?? CountRun.unknownCount))
  }

  /// Says a count on every track.
  public mutating func setAllTracks(
    count: UInt32?, _ provider: ProviderIndex, _ gpuClass: ClassIndex, slots: Range<Int>
  ) {
    for track in tracks { set(count: count, provider, gpuClass, track, slots: slots) }
  }

  /// Adds a lease.
  public mutating func add(_ lease: TallyLease) { leases.append(lease) }

  /// Adds a stretch of a lease with who pays for it.
  public mutating func add(_ activity: TallyActivity) { activities.append(activity) }

  /// Sets the devices that findings name by position.
  public mutating func set(devices: [DeviceDescriptor]) { self.devices = devices }

  /// Adds a finding.
  public mutating func add(_ finding: TallyFinding) { findings.append(finding) }

  /// Sets the price.
  public mutating func set(price: PriceMedian?) { self.price = price }

  /// The tally.
  public func finish() -> Tally {
    var parts = TallyParts(
      start: start, slotSeconds: slotSeconds, slotCount: slotCount, providerCount: providerCount,
      tracks: tracks)
    parts.presenceUnobserved = presenceUnobserved
    parts.proofUnobserved = proofUnobserved
    parts.upPlane = plane(.up)
    parts.downPlane = plane(.down)
    parts.conflictPlane = plane(.conflict)
    let ordered = counts.enumerated().sorted {
      ($0.element.provider, $0.element.rawClass, $0.offset)
        < ($1.element.provider, $1.element.rawClass, $1.offset)
    }.map(\.element)
    var rest = ordered[...]
    for provider in 0..<providerCount {
      let rows = rest.prefix { Int($0.provider) == provider }
      rest = rest.dropFirst(rows.count)
      append(rows, provider: provider, to: &parts)
    }
    parts.leases = leases
    parts.activities = activities.sorted()
    parts.price = price
    parts.devices = devices
    parts.findings = findings
    return Tally(parts)
  }

  private func plane(_ state: SlotState) -> [UInt64] {
    (states[state] ?? []).flatMap { $0.subtracting(presenceUnobserved).words }
  }

  private func append(
    _ rows: ArraySlice<CountRow>, provider: Int, to parts: inout TallyParts
  ) {
    var rest = rows
    let up = (states[.up] ?? [])[provider].subtracting(presenceUnobserved)
    while let first = rest.first {
      let same = rest.prefix { $0.rawClass == first.rawClass }
      rest = rest.dropFirst(same.count)
      parts.counts.beginEntry(first.rawClass)
      for track in tracks {
        var values = [UInt32](repeating: 0, count: slotCount)
        for row in same where row.track == track {
          for slot in row.slots { values[slot] = row.rawCount }
        }
        CountRun.forEach(values[...], up: up.words[...]) { parts.counts.append($0) }
        parts.counts.endTrack()
      }
    }
    if !rows.isEmpty {
      parts.counts.beginEntry(CountTable.restClass)
      for _ in tracks {
        parts.counts.append(CountRun(from: 0, to: UInt32(slotCount), rawCount: 0))
        parts.counts.endTrack()
      }
    }
    parts.counts.endProvider()
  }
}
