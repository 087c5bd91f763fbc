import Evidence
public import Policy
import Program
import Quantities

/// A small program drawn from a seed: admissible, and otherwise as nasty as the rules allow.
///
/// Every computed key of the policy and every kind of entry occurs in some seed; one that admission
/// refuses is left out, so that what is written is a program that could have been.
public struct RandomHistory: Sendable {
  /// The seed.
  public let seed: UInt64
  /// The program, ready to go through time.
  public var program: SimulatedProgram

  /// Draws policy, world and entries.
  public init(seed: UInt64, catalogue: GPUCatalogue, catalogueBytes: [UInt8]) {
    self.seed = seed
    var draft = RandomPolicy(seed: seed, catalogue: catalogue)
    let drawn = draft.program(seed: seed)
    let policy = draft.withTreasury(draft.withActivity(drawn, seed: seed), seed: seed)
    let documents = SimulatedProgram.Documents(
      policy: policy, policyBytes: PolicyJSON.encode(policy), catalogue: catalogue,
      catalogueBytes: catalogueBytes)
    var script = HistoryScript(
      seed: seed, documents: documents, classes: draft.classes, observerCount: draft.observerCount)
    script.createProgram()
    script.peopleWorld()
    script.fillPools()
    script.bringActivity()
    script.observeWorld()
    script.closeEpochs()
    script.govern()
    script.bringMoney()
    program = script.builder.finish(nonceSeed: "history \(seed)")
  }
}

/// A history while it is drawn.
struct HistoryScript {
  let seed: UInt64
  let classes: [GPUClass]
  let observerCount: Int
  var builder: ScriptBuilder
  var chance: SplitMix64
  /// From the first pool's beginning to the last one's end.
  let span: TimeSpan
  /// How many of a hundred providers join a pool.
  let joinPercent: UInt64
  /// Whether hardly anything goes wrong with the evidence, so that most epochs pay.
  let isCalm: Bool
  /// Which classes each provider has, and how many cards of each.
  var holdings: [[(gpuClass: GPUClass, count: Int)]] = []
  private var numbered = 0

  init(
    seed: UInt64, documents: SimulatedProgram.Documents, classes: [GPUClass], observerCount: Int
  ) {
    self.seed = seed
    self.observerCount = observerCount
    self.classes = classes
    builder = ScriptBuilder(
      documents, isDemonstration: seed % 2 == 0, administrator: "history administrator \(seed)")
    var chance = SplitMix64(seed: seed).branch(2)
    span = documents.policy.window
    let eager: UInt64 = chance.pick([30, 70, 70, 85, 85, 85, 100, 100])
    // A program that nobody joins closes too; one in ten is enough of them.
    joinPercent = seed % 10 == 4 ? 0 : eager
    isCalm = chance.chance(percent: 40)
    self.chance = chance
  }

  var policy: ProgramPolicy { builder.policy }
  var slot: Int64 { builder.slotSeconds }
  var admin: Author { .account(builder.administrator) }

  /// An id that was not given out before.
  mutating func nextID(_ prefix: String) -> Label {
    numbered += 1
    return Label(known: "\(prefix)-\(numbered)")
  }

  /// A second inside a span, half of the time at a slot's beginning.
  mutating func time(in span: TimeSpan) -> Timestamp {
    guard !span.isEmpty else { return span.start }
    let time = span.start.later(chance.number(in: 0...(span.seconds - 1)))
    guard chance.chance(percent: 50) else { return time }
    return max(time.aligned(to: slot), span.start)
  }

  /// A boundary of a pool's epochs: the first at or after a time, or a later one; mostly, for
  /// amendments and schedules inside an epoch are refused.
  mutating func boundary(of pool: PoolPolicy, after time: Timestamp) -> Timestamp {
    let calendar = EpochCalendar(pool)
    guard chance.chance(percent: 95) else { return time }
    let later = (0...calendar.count).map { calendar.boundary($0) }.filter { $0 >= time }
    return later.isEmpty ? time : chance.pick(Array(later.prefix(3)))
  }

  /// A part of a span, at most so long.
  mutating func part(of span: TimeSpan, atMost limit: Int64) -> TimeSpan {
    let from = time(in: span)
    let length = chance.number(in: 1...max(limit, 1))
    return TimeSpan(from, min(from.later(length), span.end))
  }

  /// Tries a line; one that is refused is left out.
  mutating func attempt(_ body: any EntryBody, by author: Author, at time: Timestamp) {
    builder.line(body, by: author, at: time, isTried: true)
  }
}
