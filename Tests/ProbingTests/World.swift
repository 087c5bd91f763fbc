import Evidence
import Keys
import Policy
import Probing
import Quantities
import TestSupport

/// A made-up world around one machine: providers, canaries, a disk, a log, clocks; all from a seed.
///
/// It keeps the truth that the machine must not depart from: which provider was really asked in
/// which slot and what it would have said, and what lay safe on the disk.
struct World {
  static let slotSeconds: Int64 = 60
  static let day: Int64 = 1_790_035_200  // 2026-09-22T00:00:00Z

  struct Faults {
    var stepsClock = false
    var sleeps = false
    var restarts = false
    var fillsDisk = false
    var losesServer = false
    var losesNetwork = false
    var losesChain = false
    /// Restarts come within the moment: nothing is lost by them but what was not yet written.
    var isQuick = false
  }

  struct Asked: Hashable {
    let provider: Int
    let slot: Int64
  }

  var faults: Faults
  let providers: Int
  let seed: UInt64
  /// Draws of the world's accidents, apart from the truth about providers, which is a function.
  var chance: SplitMix64
  var machine: ObserverMachine
  var settings: ProbeSettings
  let roster: [Address]
  var order: WatchOrder

  // Clocks, in milliseconds; `real` is the time of the world.
  var real: Int64
  var setBy: Int64 = 0
  var bootedAt: Int64
  /// Where the chain stands still, the time of its newest block.
  var chainStoodAt: Int64?
  /// When its nodes are asked for their newest blocks again.
  var nextBlocks: Int64 = .min
  /// Whether anybody asks them.
  var readsBlocks = true

  // The disk.
  var parts: [UInt64: [UInt8]] = [:]
  var files: [Digest: [UInt8]] = [:]
  var diskIsFull = false

  // The log.
  var serverIsAway = false
  var log: [ObserverEntry] = []
  var delivered: [Digest] = []

  // What is under way: answers with the time at which they come.
  var coming: [(at: Int64, order: Int, event: ObserverEvent)] = []
  /// How long prices take, in milliseconds.
  var priceAfter: Int64 = 40
  var sent = 0
  /// Whether answers of one moment come in the other order.
  var turnsAnswers = false
  /// Whether every provider always answers.
  var isPeaceful = false
  /// The last reading that the machine of now was given.
  var fed: Moment?

  // The oracle.
  var asked: Set<Int64> = []
  /// Those that the present process asked in since a block last told its clock right.
  var unconfirmed: Set<Int64> = []
  /// The slot in which one did so.
  var confirmed: Int64?
  /// Answers by a clock that was more than the bound away.
  var wronglyTimed: Set<Asked> = []
  /// Those that the present process knows of.
  var askedSafely: Set<Int64> = []
  var answeredUp: Set<Asked> = []
  var failedFully: [Asked: Int] = [:]
  var networkWasDown: Set<Int64> = []
  /// Slots that the setting of a clock touched: those that were open must be unobserved, while
  /// those of files that were made before stay as they are.
  var clockTouched: Set<Int64> = []
  var clockTouchedOpen: Set<Int64> = []
  /// Those of them that may not lie safe yet, with the writes that are still needed: a process that
  /// ends before takes with it what it alone knew.
  var clockTouchedUnsafe: [Int64: Int] = [:]
  /// The stretches whose files this process makes.
  var drafting: [TimeSpan] = []
  var told: [Asked: [SlotOutcome.State]] = [:]
  var findings: [ObserverFinding] = []
  var problems: [String] = []
  var drafts: [SegmentDraft] = []
  var restartCount = 0
  /// The first question to each provider in each slot, by the wall clock.
  var firstAsks: [(provider: Int, slot: Int64, wall: Int64)] = []
  /// Leases: the next slot that is read of them, which slots were told while they were open, and
  /// which of those lie safe.
  var nextLeaseSlot: Int64?
  var chainIsAway = false
  var reported: Set<Int64> = []
  var safeLeases: Set<Int64> = []
  var unsafeLeases: [Int64: Int] = [:]

  init(seed: UInt64, faults: Faults, providers: Int = 6) throws {
    self.seed = seed
    self.faults = faults
    self.providers = providers
    chance = SplitMix64(seed: seed)
    real = (Self.day + 3_600 * 5) * 1_000
    bootedAt = real - 1_000_000
    roster = try (0..<providers).map { try Address("akash1provider\($0)") }
    settings = ProbeSettings()
    settings.settleMilliseconds = 5_000
    settings.canariesRequired = 2
    let key = try ObserverKey(bytes: Digest(bytes: [UInt8](repeating: 9, count: 32)))
    let start = try Timestamp(seconds: Self.day)
    let epochs = try (0..<40).map {
      try TimeSpan(
        start: start.adding(seconds: Int64($0) * 1_800),
        end: start.adding(seconds: Int64($0 + 1) * 1_800))
    }
    order = WatchOrder(
      roster: roster,
      targets: try (0..<providers).map {
        ProbeTarget(
          provider: ProviderIndex(UInt32($0)), endpoint: "https://p\($0):8443",
          from: try start.adding(seconds: $0 == 5 ? 3_600 * 5 + 900 : 0),
          until: $0 == 4 ? try start.adding(seconds: 3_600 * 6) : nil)
      },
      terms: [ObserverTerm(key: key, from: start)], epochs: epochs, graceSeconds: 1_200,
      priceSources: [try Label("chain"), try Label("market")])
    machine = try Self.machine(settings, [])
  }

  /// Begins at another time, before anything happened.
  mutating func begin(atSeconds start: Int64) {
    real = start * 1_000
    bootedAt = real - 1_000_000
    if let fresh = try? Self.machine(settings, []) { machine = fresh }
  }

  static func machine(
    _ settings: ProbeSettings, _ parts: [SpoolPart]
  ) throws -> ObserverMachine {
    guard let secret = ObserverSecret([UInt8](repeating: 42, count: 32)) else {
      preconditionFailure("A secret has 32 bytes.")
    }
    return try ObserverMachine(
      program: .zero, slotSeconds: slotSeconds, settings: settings, secret: secret, spool: parts)
  }

  var now: Moment { Moment(wall: real + setBy, monotonic: real - bootedAt) }

  func slot(ofWall wall: Int64) -> Int64 { wall / 1_000 / Self.slotSeconds }

  /// Whether a provider answers in a stretch of 7 minutes of the world's time.
  func isUp(_ provider: Int, _ time: Int64) -> Bool {
    if isPeaceful { return true }
    var draw = SplitMix64(seed: seed &+ UInt64(provider) &* 7_919 &+ UInt64(time / 420_000))
    return draw.chance(provider == 0 ? 1 : 4, in: 5)
  }

  /// Whether the observer's own network works in a stretch of 3 minutes.
  func networkWorks(_ time: Int64) -> Bool {
    guard faults.losesNetwork else { return true }
    var draw = SplitMix64(seed: seed &* 31 &+ UInt64(time / 180_000))
    return !draw.oneIn(6)
  }

  func inventory(_ provider: Int, _ time: Int64) -> [InventoryLine]? {
    var draw = SplitMix64(seed: seed &+ UInt64(provider) &* 131 &+ UInt64(time / 300_000))
    guard !draw.oneIn(6) else { return nil }
    let device = DeviceDescriptor(vendor: "nvidia", name: draw.oneIn(2) ? "a100" : "h100")
    var lines = [
      InventoryLine(
        node: "one", device: device, capacity: 8, allocatable: 8,
        allocated: UInt32(draw.below(9))),
      InventoryLine(
        node: "two", device: draw.oneIn(5) ? nil : device, capacity: 4, allocatable: 4,
        allocated: 0),
    ]
    draw.shuffle(&lines)
    return lines
  }
}
