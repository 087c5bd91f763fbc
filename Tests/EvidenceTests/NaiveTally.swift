import Evidence
import Policy
import Quantities

/// The tally by the letter of `tally.md`: one slot, one provider, one question at a time.
struct NaiveTally {
  struct Presence {
    let observer: ObserverKey
    let from: Int
    let rows: [PresenceRow]
    let descriptors: [DeviceDescriptor]
  }

  struct Proof {
    let observer: ObserverKey
    let slots: Range<Int>
    let row: ProofRow
    let device: DeviceDescriptor
    /// Seconds of the span; may lie outside.
    let from: Int
    let to: Int
  }

  let input: TallyInput
  let slots: Int
  var counted: [NamedSegment] = []
  var presence: [Presence] = []
  var proofs: [Proof] = []
  var proofCover: [(observer: ObserverKey, slots: Range<Int>)] = []
  var answers: [(provider: UInt32, from: Int, to: Int)] = []
  private let second: Int

  init(_ input: TallyInput) {
    self.input = input
    second = Int(input.slotSeconds)
    slots = Int(input.span.seconds) / second
    for one in input.segments {
      let isTwice = input.segments.contains { other in
        one.digest != other.digest && one.segment.header.type == other.segment.header.type
          && one.segment.header.observer == other.segment.header.observer
          && one.segment.header.span.overlaps(other.segment.header.span)
      }
      if !isTwice { counted.append(one) }
    }
    for named in counted { index(named.segment) }
  }

  private mutating func index(_ segment: Segment) {
    let header = segment.header
    let start = Int(header.start.seconds - input.span.start.seconds)
    switch segment {
    case .presence(let segment):
      presence.append(
        Presence(
          observer: header.observer, from: start / second,
          rows: (0..<segment.rowCount).map { segment.row($0) }, descriptors: segment.descriptors))
    case .proof(let segment):
      let cover = start / second..<start / second + header.slotCount
      proofCover.append((header.observer, cover))
      for index in 0..<segment.rowCount {
        let row = segment.row(index)
        proofs.append(
          Proof(
            observer: header.observer, slots: cover, row: row,
            device: segment.descriptors[Int(row.descriptor)], from: start + Int(row.from),
            to: start + Int(row.to)))
      }
    case .lease(let segment):
      for index in 0..<segment.rowCount where segment.row(index).isAnswered {
        let row = segment.row(index)
        answers.append((row.provider, start + Int(row.from), start + Int(row.to)))
      }
    case .price, .closing, .activity: break
    }
  }

  /// 0: nothing, 1: up, 2: down, by observer.
  private func seen(_ provider: Int, _ slot: Int) -> [(observer: ObserverKey, isUp: Bool)] {
    var result: [(ObserverKey, Bool)] = []
    for file in presence {
      for row in file.rows where Int(row.provider.rawValue) == provider {
        if row.up.contains(slot - file.from) { result.append((file.observer, true)) }
        if row.down.contains(slot - file.from) { result.append((file.observer, false)) }
      }
    }
    return result
  }

  private func isActive(_ file: Presence, _ slot: Int) -> Bool {
    file.rows.contains {
      $0.up.contains(slot - file.from) || $0.down.contains(slot - file.from)
    }
  }

  private func covers(_ from: Int, _ to: Int, _ slot: Int) -> Bool {
    from <= slot * second && (slot + 1) * second <= to
  }

  func state(_ provider: Int, _ slot: Int) -> SlotState {
    let active = Set(presence.filter { isActive($0, slot) }.map(\.observer))
    let need = input.quorum.state
    if active.count < need { return .unobservedAll }
    let seen = seen(provider, slot)
    let ups = seen.count { $0.isUp }
    let downs = seen.count { !$0.isUp }
    if ups >= need && downs >= need { return .conflict }
    if ups >= need { return .up }
    if downs >= need {
      let proven = proofs.contains {
        Int($0.row.provider) == provider && covers($0.from, $0.to, slot)
      }
      let answered = answers.contains {
        Int($0.provider) == provider && covers($0.from, $0.to, slot)
      }
      return proven || answered ? .conflict : .down
    }
    return ups > 0 && downs > 0 ? .conflict : .unobservedProvider
  }

  /// An observer's count of a class; nil: unknown or none.
  private func observed(
    _ file: Presence, _ provider: Int, _ gpuClass: UInt32, _ homogeneous: Bool, _ slot: Int
  ) -> Int? {
    let here = slot - file.from
    guard let row = file.rows.first(where: { Int($0.provider.rawValue) == provider }),
      row.up.contains(here)
    else { return nil }
    let covering = row.inventory.filter { $0.from <= here && here < $0.to }
    if covering.isEmpty { return nil }
    var nodes: [UInt16: Set<UInt32>] = [:]
    var sums: [UInt16: Int] = [:]
    for run in covering {
      if run.descriptor == .max { return nil }
      if run.allocatable > 16 || run.capacity > 16 { return nil }
      if run.allocated > run.allocatable { return nil }
      if run.capacity != 0 && run.allocatable > run.capacity { return nil }
      let found = input.classify(file.descriptors[Int(run.descriptor)]).index?.rawValue ?? .max
      if run.allocatable > 0 { nodes[run.node, default: []].insert(found) }
      if found == gpuClass { sums[run.node, default: 0] += Int(run.allocatable) }
    }
    return sums.filter { !homogeneous || (nodes[$0.key]?.count ?? 0) < 2 }.values.reduce(0, +)
  }

  private func largest(_ rank: Int, _ values: [Int]) -> Int? {
    values.count < rank ? nil : values.sorted(by: >)[rank - 1]
  }

  /// Devices of a provider in a slot by any observer, with their classes.
  private func devices(_ slot: Int) -> [(provider: UInt32, gpuClass: UInt32, device: UInt128)] {
    proofs.filter { covers($0.from, $0.to, slot) }.map {
      ($0.row.provider, input.classify($0.device).index?.rawValue ?? .max, $0.row.device)
    }
  }

  private func isLost(_ device: UInt128, _ provider: Int, _ slot: Int) -> Bool {
    devices(slot).contains { $0.device == device && Int($0.provider) < provider }
  }

  private func reported(
    _ provider: Int, _ gpuClass: UInt32, _ homogeneous: Bool, _ slot: Int
  ) -> Int? {
    let counts = presence.compactMap { observed($0, provider, gpuClass, homogeneous, slot) }
    guard let count = largest(input.quorum.count, counts) else { return nil }
    let mine = devices(slot).filter { Int($0.provider) == provider && $0.gpuClass == gpuClass }
    let lost = Set(mine.map(\.device).filter { isLost($0, provider, slot) })
    return max(count - lost.count, 0)
  }

  func count(_ provider: Int, _ gpuClass: UInt32, _ track: CountTrack, _ slot: Int) -> Int? {
    let reported = reported(provider, gpuClass, track.homogeneous, slot)
    guard track.level > .reported, let reported else { return reported }
    let provers = Set(proofCover.filter { $0.slots.contains(slot) }.map(\.observer))
    if provers.count < input.quorum.proof { return nil }
    let counts = provers.map { prover in
      Set(
        proofs.filter {
          $0.observer == prover && Int($0.row.provider) == provider && $0.row.level >= track.level
            && input.classify($0.device).index?.rawValue == gpuClass
            && covers($0.from, $0.to, slot) && !isLost($0.row.device, provider, slot)
        }.map(\.row.device)
      ).count
    }
    return largest(input.quorum.proof, counts).map { min($0, reported) }
  }

  /// The (provider, class) pairs found for an identity, with the number of slots.
  func identityFindings(
    _ identity: (ProofRow) -> UInt128, ignoring ignored: UInt128?
  ) -> [String: Int] {
    var found: [String: Int] = [:]
    for slot in 0..<slots {
      let here = proofs.filter {
        covers($0.from, $0.to, slot) && identity($0.row) != ignored
      }
      var subjects: Set<String> = []
      for proof in here
      where here.contains(where: {
        identity($0.row) == identity(proof.row) && $0.row.provider != proof.row.provider
      }) {
        let gpuClass = input.classify(proof.device).index.map { "\($0.rawValue)" } ?? "none"
        subjects.insert("\(proof.row.provider)/\(gpuClass)")
      }
      for subject in subjects { found[subject, default: 0] += 1 }
    }
    return found
  }
}
