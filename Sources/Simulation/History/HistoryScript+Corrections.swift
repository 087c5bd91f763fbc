import Evidence
import Policy
import Program
import Quantities

// What turns up after an epoch's close, and what its corrections then meet: holds that reviews
// decide, payees that have changed, pots that are too small.
extension HistoryScript {
  /// A wrong input of an epoch turns up after its close: a lost file, or a late exception.
  /// Where it storms, all that was seen of an epoch, or of two.
  mutating func correct(_ pool: PoolPolicy, _ calendar: EpochCalendar, isStormy: Bool) {
    guard chance.chance(percent: 90), calendar.count > 1 else { return }
    let returns = pool.kind == .epoch && pool.unallocated == .return
    if isStormy, returns, calendar.count > 3, chance.chance(percent: 70) {
      return drown(pool, calendar)
    }
    let number = chance.number(in: 1...(calendar.count - 1))
    guard let epoch = calendar.epoch(number), let last = calendar.epoch(calendar.count) else {
      return
    }
    let grace = policy.observation.graceSeconds
    let from = epoch.end.later(grace + 3_601)
    let to = last.end.later(grace - 1)
    guard from < to else { return }
    let now = time(in: TimeSpan(from, to))
    if isStormy, chance.chance(percent: 80) {
      // Of all of it the shares stay as they are; of a part of it some gain and some lose.
      let isWhole = chance.chance(percent: 40)
      let lost = isWhole ? epoch : part(of: epoch, atMost: epoch.seconds)
      loseSight(of: lost, until: from)
    } else {
      lose(inside: epoch, until: from)
    }
    if chance.chance(percent: isCalm ? 30 : 60) { hide(inside: epoch) }
    if chance.chance(percent: 60) { movePayees(at: from) }
    excuse(in: pool, at: epoch.start, decidedAt: from)
    builder.close(pool.name, number, version: 2, now: now)
    if chance.chance(percent: 60) {
      decide(pool, number, at: chance.chance(percent: 50) ? from : now.later(1))
    }
    if chance.chance(percent: 25), now.later(7_200) < to {
      excuse(in: pool, at: epoch.start, decidedAt: now.later(3_600))
      builder.close(pool.name, number, version: 3, now: now.later(7_200))
    }
  }

  /// Two epochs of which nobody shows anything until the second is closed: together they come to
  /// more than the next pot has, so that the pots after it bear the rest.
  private mutating func drown(_ pool: PoolPolicy, _ calendar: EpochCalendar) {
    let number = chance.number(in: 1...(calendar.count - 3))
    guard let first = calendar.epoch(number), let second = calendar.epoch(number + 1),
      let third = calendar.epoch(number + 2)
    else { return }
    let grace = policy.observation.graceSeconds
    let found = second.end.later(grace + 3_601)
    let to = third.end.later(grace - 1)
    guard found < to else { return }
    loseSight(of: TimeSpan(first.start, second.end), until: found)
    let now = time(in: TimeSpan(found, to))
    builder.close(pool.name, number, version: 2, now: now)
    builder.close(pool.name, number + 1, version: 2, now: now.later(1))
  }

  /// Every observer's presence of a stretch, which turns up right after the close.
  private mutating func loseSight(of stretch: TimeSpan, until found: Timestamp) {
    let step = max(slot, stretch.seconds / 400)
    var moment = stretch.start
    while moment < stretch.end {
      for observer in builder.world.observers.indices {
        builder.world.observers[observer].faults.insert(
          SegmentFault(.foundAt(found), .presence, at: moment), at: 0)
      }
      moment = moment.later(step)
    }
  }

  /// Files of a moment that turn up right after the close, of as many observers as it takes.
  private mutating func lose(inside epoch: TimeSpan, until found: Timestamp) {
    let moment = time(in: epoch).aligned(to: slot)
    let type = chance.pick([SegmentType.presence, .presence, .lease, .price, .proof])
    for observer in builder.world.observers.indices where chance.chance(percent: 85) {
      builder.world.observers[observer].faults.insert(
        SegmentFault(.foundAt(found), type, at: moment), at: 0)
    }
  }

  /// Some providers are seen by nobody for a while, long enough now and then to be held.
  private mutating func hide(inside epoch: TimeSpan) {
    for provider in builder.world.providers.indices where chance.chance(percent: 60) {
      let away = part(of: epoch, atMost: epoch.seconds)
      builder.world.providers[provider].spells.append(Spell(.unseen, away))
    }
  }

  private mutating func movePayees(at time: Timestamp) {
    for provider in builder.world.providers.indices where chance.chance(percent: 75) {
      setPayee(provider, at: time)
    }
  }

  /// What is held of an epoch is decided on, before its correction or after.
  private mutating func decide(_ pool: PoolPolicy, _ number: Int, at time: Timestamp) {
    for provider in builder.world.providers.indices where chance.chance(percent: 70) {
      attempt(
        ReviewDecided(
          pool: pool.name, epoch: number, provider: address(provider),
          decision: chance.pick([.refuse, .refuse, .release])), by: .committee, at: time)
    }
  }

  /// An exception that reaches back to an epoch already closed.
  private mutating func excuse(
    in pool: PoolPolicy, at time: Timestamp, decidedAt decided: Timestamp
  ) {
    guard chance.chance(percent: 70) else { return }
    let why = builder.text("A reason found later, \(seed) \(pool.name) \(decided)", at: decided)
    let provider = chance.number(in: 0...(builder.world.providers.count - 1))
    attempt(
      ExceptionAllowed(
        exception: nextID("x"),
        rule: Label(
          known: chance.pick(["eligibility", "price-above-guidance", "administrator-excluded"])),
        pool: pool.name, provider: address(provider), gpuClass: nil, from: time, until: nil,
        why: why), by: .committee, at: decided)
  }
}
