public import Policy
public import Quantities

/// What quorum makes of the frozen segments: states, counts, leases and price of one span.
///
/// Law 2: equal observations, in any order and any split into files, give an equal tally.
public struct Tally: Equatable, Sendable {
  /// The first second of slot 0.
  public let start: Timestamp
  /// The length of a slot in seconds.
  public let slotSeconds: Int64
  /// The number of slots.
  public let slotCount: Int
  /// The size of the frozen roster; providers are numbered below it.
  public let providerCount: Int
  /// The tracks counted, ascending.
  public let tracks: [CountTrack]
  /// The slots in which too few observers were at work (rule 1).
  public let presenceUnobserved: SlotSet
  /// The slots in which too few observers proved devices at all.
  public let proofUnobserved: SlotSet
  /// The leases that reached the quorum, ascending by provider, lease and start.
  public let leases: [TallyLease]
  /// Who pays for which lease, ascending by provider, lease and start (rules 2).
  public let activities: [TallyActivity]
  /// The AKT price, if a price was asked for.
  public let price: PriceMedian?
  /// The devices that findings name, ascending by bytes.
  public let devices: [DeviceDescriptor]
  /// The findings, in the order of their kinds, then provider, class and device.
  public let findings: [TallyFinding]

  /// `providerCount` rows of `wordsPerRow` words each.
  let upPlane: [UInt64]
  let downPlane: [UInt64]
  let conflictPlane: [UInt64]
  let counts: CountTable
  /// `leases[leaseOffsets[p]..<leaseOffsets[p + 1]]` are those of provider p.
  let leaseOffsets: [UInt32]
}

extension Tally {
  /// The words of one provider's row in a plane.
  public var wordsPerRow: Int { SlotSet.wordCount(slotCount: slotCount) }

  /// The span's seconds.
  public var span: TimeSpan {
    do {
      return try TimeSpan(
        start: start, end: start.adding(seconds: Int64(slotCount) * slotSeconds))
    } catch {
      preconditionFailure("A tally's span was checked when it was computed.")
    }
  }

  /// All slots.
  public var allSlots: SlotSet { SlotSet(0..<slotCount, slotCount: slotCount) }

  /// The slots whose every second lies in the stretch.
  public func wholeSlots(in stretch: TimeSpan) -> Range<Int> {
    let from = SlotGrid.firstWholeSlot(stretch.start.seconds - start.seconds, slotSeconds)
    let to = SlotGrid.slotsBefore(stretch.end.seconds - start.seconds, slotSeconds)
    let low = min(max(from, 0), Int64(slotCount))
    let high = min(max(to, low), Int64(slotCount))
    return Int(low)..<Int(high)
  }

  /// The words in which the provider is up; bit t mod 64 of word t div 64 is slot t.
  public func upWords(_ provider: ProviderIndex) -> ArraySlice<UInt64> { upPlane[row(provider)] }

  /// The words in which the provider is down.
  public func downWords(_ provider: ProviderIndex) -> ArraySlice<UInt64> {
    downPlane[row(provider)]
  }

  /// The words in which the evidence on the provider conflicts.
  public func conflictWords(_ provider: ProviderIndex) -> ArraySlice<UInt64> {
    conflictPlane[row(provider)]
  }

  /// The slots in one state.
  public func slots(_ state: SlotState, _ provider: ProviderIndex) -> SlotSet {
    switch state {
    case .unobservedAll: return presenceUnobserved
    case .up: return SlotSet(words: upWords(provider), slotCount: slotCount)
    case .down: return SlotSet(words: downWords(provider), slotCount: slotCount)
    case .conflict: return SlotSet(words: conflictWords(provider), slotCount: slotCount)
    case .unobservedProvider:
      var rest = allSlots
      for other in SlotState.allCases where other != .unobservedProvider {
        rest.subtract(slots(other, provider))
      }
      return rest
    }
  }

  /// The slots that count as unobserved by all at a proof level.
  public func unobservedAll(_ level: ProofLevel) -> SlotSet {
    level == .reported ? presenceUnobserved : presenceUnobserved.union(proofUnobserved)
  }

  /// The classes with a count other than that of a class nobody saw there, ascending.
  public func classes(_ provider: ProviderIndex) -> [ClassIndex] {
    counts.entries(of: provider).dropLast().map { ClassIndex(counts.entryClasses[$0]) }
  }

  /// The count runs, covering all slots in order; none for a provider without evidence: unknown.
  ///
  /// They speak of the slots in which the provider is up. The track must be one of `tracks`.
  public func counts(
    _ provider: ProviderIndex, _ gpuClass: ClassIndex, _ track: CountTrack
  ) -> ArraySlice<CountRun> {
    guard let position = tracks.firstIndex(of: track) else {
      preconditionFailure("A track that is read was asked for.")
    }
    guard let entry = counts.entry(of: provider, rawClass: gpuClass.rawValue) else { return [] }
    return counts.runs(entry: entry, track: position)
  }

  /// The leases of one provider.
  public func leases(_ provider: ProviderIndex) -> ArraySlice<TallyLease> {
    leases[
      Int(leaseOffsets[provider.position])..<Int(leaseOffsets[provider.position + 1])]
  }

  /// Whether a line of this provider and class is held for a finding of this kind.
  public func hasFinding(
    _ kind: TallyFinding.Kind, _ provider: ProviderIndex, _ gpuClass: ClassIndex
  ) -> Bool {
    let key = (kind.rawValue, provider, gpuClass)
    var low = 0
    var high = findings.count
    while low < high {
      let middle = (low + high) / 2
      if findings[middle].comesBefore(key) { low = middle + 1 } else { high = middle }
    }
    guard low < findings.count else { return false }
    let found = findings[low]
    return found.kind == kind && found.provider == provider && found.gpuClass == gpuClass
  }

  private func row(_ provider: ProviderIndex) -> Range<Int> {
    precondition(provider.position < providerCount, "A provider is on the tally's roster.")
    let words = wordsPerRow
    return provider.position * words..<(provider.position + 1) * words
  }
}

// One slot at a time, for tests, explanations and the eye; not for pay.
extension Tally {
  /// The state of a provider in a slot.
  public func state(_ provider: ProviderIndex, slot: Int) -> SlotState {
    precondition(slot >= 0 && slot < slotCount, "A slot belongs to the tally's span.")
    for state in SlotState.allCases where slots(state, provider).contains(slot) { return state }
    return .unobservedProvider
  }

  /// The count in a slot in which the provider is up; nil: unknown, or not up.
  public func count(
    _ provider: ProviderIndex, _ gpuClass: ClassIndex, _ track: CountTrack, slot: Int
  ) -> UInt32? {
    guard state(provider, slot: slot) == .up else { return nil }
    return counts(provider, gpuClass, track).first { $0.slots.contains(slot) }?.count
  }
}
