import Policy
import Quantities

/// Goes through the roster once, provider by provider, and makes states and counts.
///
/// All scratch space is reused; nothing but the results grows with the number of providers.
struct ProviderSweep {
  let slotCount: Int
  let words: Int
  let quorum: QuorumRule
  let tracks: [CountTrack]
  let observerCount: Int
  let kinds: [TallyFinding.Kind?]

  var views: [PresenceView]
  /// One bit per slot in which enough observers were at work, and in which too few proved.
  let observed: [UInt64]
  var proofs: ProofScratch
  let answered: AnsweredLeases

  var parts: TallyParts
  var findings = FindingLedger()

  /// Words of every observer of the provider at hand, observer by observer.
  var ups: [UInt64]
  var downs: [UInt64]
  var counter: BitCounter
  /// The slots in which the provider at hand is up.
  var up: UpSlots
  /// Whether at least `count` observers are up in every slot that is up.
  var hasEnoughCounts = true
  var inventory: InventoryScratch
  /// The `reported` lists, plain and homogeneous, of each class and of the rest.
  var reported = RunList()
  /// The lists of the rest and of each class, one for each track.
  var lists = RunList()
  var grid = CountGrid()
  /// The observers that have the provider at hand up in a slot that is up.
  var present: [Int] = []
  /// The counts that hold for the whole span, laid out as `reported`.
  var steady: [UInt32] = []
  /// Known counts in descending order.
  var ballot: [(count: UInt32, observer: Int)] = []
  /// What the slots of one word come to.
  var outcomes: [(count: UInt32, slots: UInt64)] = []
  let looksAtProofs: Bool

  init(
    views: [PresenceView], observerCount: Int, observed: [UInt64], proofs: ProofScratch,
    answered: AnsweredLeases, quorum: QuorumRule, kinds: [TallyFinding.Kind?],
    parts: TallyParts
  ) {
    self.views = views
    self.observerCount = observerCount
    self.observed = observed
    self.proofs = proofs
    self.answered = answered
    self.quorum = quorum
    self.kinds = kinds
    self.parts = parts
    slotCount = parts.slotCount
    words = SlotSet.wordCount(slotCount: slotCount)
    tracks = parts.tracks
    ups = Array(repeating: 0, count: words * observerCount)
    downs = ups
    up = UpSlots(words: words)
    looksAtProofs = parts.tracks.contains { $0.level > .reported }
    counter = BitCounter(limit: observerCount)
    inventory = InventoryScratch(
      slotCount: slotCount, looksAtNodes: tracks.contains { $0.homogeneous })
    let planeWords = parts.providerCount * words
    self.parts.upPlane.reserveCapacity(planeWords)
    self.parts.downPlane.reserveCapacity(planeWords)
    self.parts.conflictPlane.reserveCapacity(planeWords)
  }

  /// States, counts and findings of all providers.
  mutating func run() {
    for provider in 0..<UInt32(parts.providerCount) {
      let isSeen = gather(provider)
      proofs.gather(provider)
      judgeStates(provider, isSeen: isSeen)
      if isSeen { count(provider) }
      parts.counts.endProvider()
    }
  }

  /// Collects the words and runs of one provider; returns whether any observer has it.
  private mutating func gather(_ provider: UInt32) -> Bool {
    for index in ups.indices {
      ups[index] = 0
      downs[index] = 0
    }
    inventory.removeAll()
    var isSeen = false
    for index in views.indices where views[index].advance(to: provider) {
      let offset = views[index].observer * words
      views[index].addPlanes(up: &ups, down: &downs, at: offset, words: words)
      isSeen = true
    }
    guard isSeen, words > 0 else { return isSeen }
    let tail = SlotSet.mask(word: words - 1, of: 0..<slotCount)
    for observer in 0..<observerCount {
      ups[observer * words + words - 1] &= tail
      downs[observer * words + words - 1] &= tail
    }
    for index in views.indices where views[index].advance(to: provider) {
      let offset = views[index].observer * words
      inventory.add(
        &views[index], provider: provider, up: ups[offset..<offset + words], kinds: kinds,
        findings: &findings)
    }
    return true
  }

  /// Rules 1 to 6, for 64 slots at a time.
  private mutating func judgeStates(_ provider: UInt32, isSeen: Bool) {
    hasEnoughCounts = true
    guard isSeen else {
      for _ in 0..<words {
        parts.upPlane.append(0)
        parts.downPlane.append(0)
        parts.conflictPlane.append(0)
      }
      return
    }
    var firstConflict: Int?
    var conflicts = 0
    for word in 0..<words {
      let (manyUp, anyUp, enough) = countWords(ups, word, quorum.state, quorum.count)
      let (manyDown, anyDown, _) = countWords(downs, word, quorum.state, quorum.state)
      let seen = observed[word]
      let isUp = manyUp & ~manyDown & seen
      var isDown = manyDown & ~manyUp & seen
      var conflict = (manyUp & manyDown | anyUp & anyDown & ~(manyUp | manyDown)) & seen
      if isDown != 0 {
        let contradicted = isDown & contradiction(provider, word)
        isDown &= ~contradicted
        conflict |= contradicted
      }
      if isUp & ~enough != 0 { hasEnoughCounts = false }
      up[word] = isUp
      parts.upPlane.append(isUp)
      parts.downPlane.append(isDown)
      parts.conflictPlane.append(conflict)
      if conflict != 0 {
        if firstConflict == nil { firstConflict = word * 64 + conflict.trailingZeroBitCount }
        conflicts += conflict.nonzeroBitCount
      }
    }
    if let firstConflict {
      parts.findings.append(
        TallyFinding(
          kind: .conflict, provider: ProviderIndex(provider), firstSlot: firstConflict,
          slotCount: conflicts))
    }
  }

  /// The slots of one word in which at least `many`, at least one, at least `enough` have the bit.
  private mutating func countWords(
    _ planes: [UInt64], _ word: Int, _ many: Int, _ enough: Int
  ) -> (many: UInt64, any: UInt64, enough: UInt64) {
    counter.reset()
    var any: UInt64 = 0
    for observer in 0..<observerCount {
      let bits = planes[observer * words + word]
      any |= bits
      counter.add(bits)
    }
    let reached = counter.atLeast(many)
    return (reached, any, enough == many ? reached : counter.atLeast(enough))
  }

  /// The slots of one word in which the provider proved itself or answered through a lease.
  private func contradiction(_ provider: UInt32, _ word: Int) -> UInt64 {
    var bits = answered.word(provider, word)
    for range in proofs.provenRanges { bits |= SlotSet.mask(word: word, of: range) }
    return bits
  }
}

/// The whole slots in which some observer's check through a lease was answered.
struct AnsweredLeases {
  private let providers: [UInt32]
  private let ranges: [Range<Int>]

  init(_ rows: [(provider: UInt32, slots: Range<Int>)]) {
    let ordered = rows.filter { !$0.slots.isEmpty }.sorted { $0.provider < $1.provider }
    providers = ordered.map(\.provider)
    ranges = ordered.map(\.slots)
  }

  /// One word of a provider's slots.
  func word(_ provider: UInt32, _ word: Int) -> UInt64 {
    guard !providers.isEmpty else { return 0 }
    var low = 0
    var high = providers.count
    while low < high {
      let middle = (low + high) / 2
      if providers[middle] < provider { low = middle + 1 } else { high = middle }
    }
    var bits: UInt64 = 0
    while low < providers.count, providers[low] == provider {
      bits |= SlotSet.mask(word: word, of: ranges[low])
      low += 1
    }
    return bits
  }
}
