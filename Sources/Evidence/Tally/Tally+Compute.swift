import Policy
import Quantities

extension Tally {
  /// Computes the tally of one span from checked segments, as `tally.md` says.
  ///
  /// Time grows with the bytes of the evidence; memory beyond it with providers times slots.
  public static func compute(_ input: TallyInput) throws(TallyRefusal) -> Tally {
    try input.check()
    let slotCount = Int(input.span.seconds / input.slotSeconds)
    let sorted = Equivocation(
      input.segments.filter { $0.segment.header.type != .closing }, span: input.span)
    var evidence = SpanEvidence(input, slotCount: slotCount)
    for named in sorted.counted { evidence.add(named.segment) }

    var parts = TallyParts(
      start: input.span.start, slotSeconds: input.slotSeconds, slotCount: slotCount,
      providerCount: Int(input.rosterSize), tracks: CountTrack.closure(of: input.tracks))
    let proofs = ProofScratch(
      evidence.proofs, observerCount: evidence.proofObservers.count, slotCount: slotCount,
      threshold: input.quorum.proof, kinds: evidence.devices.kinds)
    parts.proofUnobserved = proofs.unobserved
    let observed = evidence.observedWords(threshold: input.quorum.state)
    parts.presenceUnobserved = SlotSet(0..<slotCount, slotCount: slotCount)
      .subtracting(SlotSet(words: observed, slotCount: slotCount))

    var sweep = ProviderSweep(
      views: evidence.presence, observerCount: evidence.presenceObservers.count,
      observed: observed, proofs: proofs, answered: AnsweredLeases(evidence.answered),
      quorum: input.quorum, kinds: evidence.devices.kinds, parts: parts)
    sweep.run()

    let leases = evidence.leases.counted(
      in: input.span, slotSeconds: input.slotSeconds, threshold: input.quorum.lease)
    parts = sweep.parts
    parts.leases = leases.leases
    let activity = evidence.activity.counted(threshold: input.quorum.lease)
    parts.activities = activity.activities
    parts.price = input.priceRule.map {
      PriceMedian.compute(input.priceSamples + evidence.samples, end: input.span.end, rule: $0)
    }
    let ledgers = [
      sweep.findings, sweep.proofs.findings, leases.findings, activity.findings,
    ]
    let merged = FindingLedger(merging: ledgers)
    parts.findings +=
      sorted.findings + merged.findings() + proofs.identity.findings.findings()
    (parts.devices, parts.findings) = evidence.devices.settle(parts.findings)
    return Tally(parts)
  }
}

/// The counted segments as the span sees them, by type and observer.
struct SpanEvidence {
  private let span: TimeSpan
  private let slotSeconds: Int64
  private let slotCount: Int
  private(set) var devices: DeviceIndex
  private(set) var presence: [PresenceView] = []
  private(set) var presenceObservers: [ObserverKey] = []
  private(set) var proofs: [ProofView] = []
  private(set) var proofObservers: [ObserverKey] = []
  private(set) var leases = LeaseQuorum()
  private(set) var answered: [(provider: UInt32, slots: Range<Int>)] = []
  private(set) var samples: [PriceSample] = []
  private var leaseObservers: [ObserverKey] = []
  private(set) var activity: ActivityQuorum

  init(_ input: TallyInput, slotCount: Int) {
    span = input.span
    slotSeconds = input.slotSeconds
    self.slotCount = slotCount
    devices = DeviceIndex(classify: input.classify)
    activity = ActivityQuorum(span: input.span, slotSeconds: input.slotSeconds)
  }

  /// Takes a segment in; one that shares no second with the span gives nothing but prices.
  mutating func add(_ segment: Segment) {
    if case .price(let prices) = segment { return add(prices) }
    guard segment.header.span.overlaps(span) else { return }
    let observer = segment.header.observer
    let shift = Int(segment.header.start.seconds(since: span.start) / slotSeconds)
    switch segment {
    case .presence(let segment):
      let position = Self.position(observer, &presenceObservers)
      presence.append(
        PresenceView(
          segment, observer: position, shift: shift, devices: devices.add(segment.descriptors),
          index: devices))
    case .proof(let segment):
      let position = Self.position(observer, &proofObservers)
      proofs.append(
        ProofView(
          segment, observer: position, shift: shift, slotCount: slotCount,
          devices: devices.add(segment.descriptors), index: devices))
    case .lease(let segment): add(segment)
    // Closings are a second witness, and no pay rests on them.
    case .price, .closing: break
    case .activity(let segment): activity.add(segment)
    }
  }

  private static func position(_ observer: ObserverKey, _ known: inout [ObserverKey]) -> Int {
    if let position = known.firstIndex(of: observer) { return position }
    known.append(observer)
    return known.count - 1
  }

  private mutating func add(_ segment: LeaseSegment) {
    let observer = Self.position(segment.header.observer, &leaseObservers)
    let table = devices.add(segment.descriptors)
    let offset = segment.header.start.seconds(since: span.start)
    for index in 0..<segment.rowCount {
      let row = segment.row(index)
      let from = max(Int64(row.from) + offset, 0)
      let to = min(Int64(row.to) + offset, span.seconds)
      guard from < to else { continue }
      if row.isAnswered {
        let first = Int(SlotGrid.firstWholeSlot(Int64(row.from) + offset, slotSeconds))
        let end = Int(SlotGrid.slotsBefore(Int64(row.to) + offset, slotSeconds))
        if first < end {
          answered.append((row.provider, (first..<end).clamped(to: 0..<slotCount)))
        }
      }
      let isWildcard = row.descriptor == LeaseSegment.wildcardDescriptor
      let code =
        isWildcard ? DeviceIndex.noClass : devices.codes[table[Int(row.descriptor)]]
      leases.add(
        LeaseQuorum.Quorum.Word(
          subject: row.lease, observer: observer,
          value: LeaseQuorum.Value(
            provider: row.provider,
            classOrder: code == DeviceIndex.noClass ? 0 : UInt64(code) + 1, gpus: row.gpus,
            state: row.rawState, denomination: row.rawDenomination,
            price: row.pricePerHourMicros), from: from, to: to),
        isAnswered: row.isAnswered)
    }
  }

  private mutating func add(_ segment: PriceSegment) {
    for index in 0..<segment.rowCount {
      let row = segment.row(index)
      do {
        samples.append(
          PriceSample(
            observer: segment.header.observer, source: segment.sources[Int(row.source)],
            at: try segment.header.start.adding(seconds: Int64(row.at)), price: row.price))
      } catch {
        preconditionFailure("A sample lies inside its segment's span.")
      }
    }
  }

  /// The slots in which at least so many observers saw any provider up or down.
  func observedWords(threshold: Int) -> [UInt64] {
    let words = SlotSet.wordCount(slotCount: slotCount)
    var active = Array(repeating: UInt64(0), count: words * presenceObservers.count)
    for view in presence {
      for (word, bits) in view.activeWords(words).enumerated() {
        active[view.observer * words + word] |= bits
      }
    }
    var counter = BitCounter(limit: presenceObservers.count)
    return (0..<words).map { word in
      counter.reset()
      for observer in presenceObservers.indices { counter.add(active[observer * words + word]) }
      return counter.atLeast(threshold) & SlotSet.mask(word: word, of: 0..<slotCount)
    }
  }
}
