import Simulation

/// How the providers of a generated day behave.
public enum DayShape: String, CaseIterable, Sendable {
  /// Few outages, stretches that nobody or not everybody saw, and devices that fail.
  case realistic
  /// Every provider changes between up and down at every slot; sights are missing at random.
  case flapping
}

/// What one observer saw of one provider in one slot.
public struct Sight: Hashable, Sendable {
  /// Up, down or not seen.
  public enum State: UInt8, Sendable {
    case unseen, up, down
  }

  /// Up, down or not seen.
  public var state: State
  /// Allocatable devices, nil where the node's inventory was null.
  public var count: UInt32?
}

/// One provider's day as each observer saw it.
public struct ProviderDay: Sendable {
  /// What it offers: a position in `DesignPoint.offers`.
  public let offer: Int
  /// The reason code that observers give for its down slots.
  public let reason: UInt8
  /// Observer after observer, slot after slot.
  public private(set) var sights: [Sight]

  /// Makes the day of a provider; the same for the same seed, shape and number.
  public init(provider: Int, shape: DayShape, seed: UInt64 = DesignPoint.seed) {
    var random = SplitMix64(seed: seed, stream: UInt64(provider))
    offer = random.below(DesignPoint.offers.count)
    reason = UInt8(1 + random.below(4))
    let up = Sight(state: .up, count: UInt32(DesignPoint.unitsPerProvider))
    sights = [Sight](repeating: up, count: DesignPoint.observers * DesignPoint.slots)
    switch shape {
    case .realistic: realistic(&random)
    case .flapping: flapping(&random)
    }
    forEachObserver { observer, slot, sight in
      if DesignPoint.isOff(observer: observer, slot: slot) { sight.state = .unseen }
    }
  }

  /// What an observer saw in a slot.
  public func sight(observer: Int, slot: Int) -> Sight {
    sights[observer * DesignPoint.slots + slot]
  }

  private mutating func forEachObserver(_ change: (Int, Int, inout Sight) -> Void) {
    for observer in 0..<DesignPoint.observers {
      for slot in 0..<DesignPoint.slots {
        change(observer, slot, &sights[observer * DesignPoint.slots + slot])
      }
    }
  }

  private mutating func change(
    observer: Int, from: Int, to: Int, _ change: (inout Sight) -> Void
  ) {
    for slot in max(0, from)..<max(0, min(DesignPoint.slots, to)) where slot >= from {
      change(&sights[observer * DesignPoint.slots + slot])
    }
  }

  private mutating func realistic(_ random: inout SplitMix64) {
    if random.happens(per10000: 150) { outages(&random) }
    if random.happens(per10000: 100) { failedDevices(&random) }
    for observer in 0..<DesignPoint.observers {
      if random.happens(per10000: 30) { unseen(observer, &random) }
      if random.happens(per10000: 20) { disagreement(observer, &random) }
      if random.happens(per10000: 10) { nullInventory(observer, &random) }
    }
    if random.happens(per10000: 5) {
      let from = random.below(DesignPoint.slots)
      let to = from + 1 + random.below(24)
      for observer in 0..<DesignPoint.observers {
        change(observer: observer, from: from, to: to) { $0.state = .unseen }
      }
    }
  }

  /// One to three outages; each observer notices their edges up to one slot apart.
  private mutating func outages(_ random: inout SplitMix64) {
    for _ in 0...random.below(3) {
      let from = random.below(DesignPoint.slots)
      let to = from + 1 + random.below(48)
      for observer in 0..<DesignPoint.observers {
        let late = random.below(2)
        change(observer: observer, from: from + late, to: to + late) { $0.state = .down }
      }
    }
  }

  /// One to three devices away for a while.
  private mutating func failedDevices(_ random: inout SplitMix64) {
    let count = UInt32(DesignPoint.unitsPerProvider - 1 - random.below(3))
    let from = random.below(DesignPoint.slots)
    let to = from + 6 + random.below(DesignPoint.slots)
    for observer in 0..<DesignPoint.observers {
      let late = random.below(2)
      change(observer: observer, from: from + late, to: to + late) { $0.count = count }
    }
  }

  private mutating func unseen(_ observer: Int, _ random: inout SplitMix64) {
    let from = random.below(DesignPoint.slots)
    change(observer: observer, from: from, to: from + 1 + random.below(36)) { $0.state = .unseen }
  }

  private mutating func disagreement(_ observer: Int, _ random: inout SplitMix64) {
    let from = random.below(DesignPoint.slots)
    change(observer: observer, from: from, to: from + 1 + random.below(3)) { $0.state = .down }
  }

  private mutating func nullInventory(_ observer: Int, _ random: inout SplitMix64) {
    let from = random.below(DesignPoint.slots)
    change(observer: observer, from: from, to: from + 1 + random.below(12)) { $0.count = nil }
  }

  private mutating func flapping(_ random: inout SplitMix64) {
    let phase = random.below(2)
    for observer in 0..<DesignPoint.observers {
      for slot in 0..<DesignPoint.slots {
        let position = observer * DesignPoint.slots + slot
        sights[position].state = (slot + phase) % 2 == 0 ? .up : .down
        if random.next() & 63 == 0 { sights[position].state = .unseen }
      }
    }
  }
}

extension DesignPoint {
  /// Whether an observer was off: one for an hour, two for ten minutes that nobody can judge.
  static func isOff(observer: Int, slot: Int) -> Bool {
    switch observer {
    case 1: (200..<202).contains(slot)
    case 2: (100..<112).contains(slot) || (200..<202).contains(slot)
    default: false
    }
  }
}
