import Accounting
import Policy
import Quantities

/// When earned amounts vest, and what an early end takes back (section 8, O-39).
struct Vesting {
  /// An amount on its way: unvested, or held for a reason.
  struct Entry {
    /// Position among the input's claims.
    var claim: Int
    var vests: Timestamp
    var micros: Int64
    /// The epoch in which it was held, and why; nil: it is not held.
    var hold: (epoch: Int, reason: PartReason)?
  }

  private let context: CloseContext
  private let reviews: [HoldReview]

  init(_ context: CloseContext) {
    self.context = context
    reviews = context.input.reviews.filter { $0.pool == context.pool.name }
      .sorted { ($0.epoch, $0.provider) < ($1.epoch, $1.provider) }
  }

  /// The entries of a part: one, or one for each quarter that earned something.
  ///
  ///     Σ entries = amount
  func append(
    _ outcome: ClaimOutcome, to entries: inout [Entry]
  ) throws(CloseRejection) {
    guard outcome.amountMicros > 0 else { return }
    let hold = outcome.holdReason.map { (epoch: context.input.epoch, reason: $0) }
    var entry = Entry(
      claim: outcome.claim, vests: context.span.end, micros: outcome.amountMicros, hold: hold)
    switch context.pool.vesting.kind {
    case .none: entries.append(entry)
    case .cliff:
      if let cliff = context.pool.vesting.cliff {
        guard let vests = try? context.claims[outcome.claim].from.adding(cliff) else {
          throw .dateOutOfBounds
        }
        entry.vests = vests
      }
      entries.append(entry)
    case .quarterly:
      var split = CumulativeSplit(
        amount: UInt64(outcome.amountMicros), totalWeight: outcome.quarterWeights.total)
      for quarter in 0..<QuarterSlots.count where outcome.quarterWeights[quarter] > 0 {
        let amount = split.next(weight: outcome.quarterWeights[quarter])
        guard amount > 0 else { continue }
        guard
          let vests = try? Timestamp(
            seconds: QuarterSlots.end(of: quarter, context.claims[outcome.claim]))
        else { throw .dateOutOfBounds }
        entry.vests = vests
        entry.micros = Int64(amount)
        entries.append(entry)
      }
    }
  }

  /// The one time at which a correction of a claim's part of an epoch vests.
  ///
  ///     none: the epoch's end,   cliff: from + cliff
  ///     quarterly: the end of the quarter that holds the claim's last second of the epoch
  func time(
    ofClaim index: Int, inEpochEnding end: Timestamp
  ) throws(CloseRejection) -> Timestamp {
    let claim = context.claims[index]
    switch context.pool.vesting.kind {
    case .none: return end
    case .cliff:
      guard let cliff = context.pool.vesting.cliff else { return end }
      guard let vests = try? claim.from.adding(cliff) else { throw .dateOutOfBounds }
      return vests
    case .quarterly:
      let last = min(claim.until, end).seconds - 1
      let quarter =
        (0..<QuarterSlots.count).first { last < QuarterSlots.end(of: $0, claim) }
        ?? QuarterSlots.count - 1
      guard let vests = try? Timestamp(seconds: QuarterSlots.end(of: quarter, claim)) else {
        throw .dateOutOfBounds
      }
      return vests
    }
  }

  /// What a review decided of a hold that the previous statement lists; nil: nothing yet.
  func decision(_ entry: Entry) -> HoldReview.Decision? {
    guard let hold = entry.hold else { return nil }
    return decision(claim: entry.claim, epoch: hold.epoch)
  }

  /// What a review decided of what a claim's provider has held of an epoch; nil: nothing yet.
  func decision(claim: Int, epoch: Int) -> HoldReview.Decision? {
    guard !reviews.isEmpty else { return nil }
    let provider = context.claims[claim].provider
    var low = 0
    var high = reviews.count
    while low < high {
      let middle = (low + high) / 2
      if (reviews[middle].epoch, reviews[middle].provider) < (epoch, provider) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < reviews.count, reviews[low].epoch == epoch,
      reviews[low].provider == provider
    else { return nil }
    return reviews[low].decision
  }

  /// What becomes of an entry in this epoch.
  enum Fate {
    case forfeited, vested, waits
  }

  /// With the claim ended early at x ≤ the epoch's end, what would vest after x is lost, or due.
  func fate(_ entry: Entry) -> Fate {
    if isCutShort(claim: entry.claim, vests: entry.vests) {
      if context.pool.vesting.onExit == .forfeit { return .forfeited }
      if entry.hold == nil { return .vested }
    }
    guard entry.hold == nil else { return .waits }
    return entry.vests <= context.span.end ? .vested : .waits
  }

  /// Whether what a claim would have had at a time is lost to its early end.
  func isForfeited(claim: Int, vests: Timestamp) -> Bool {
    context.pool.vesting.onExit == .forfeit && isCutShort(claim: claim, vests: vests)
  }

  private func isCutShort(claim: Int, vests: Timestamp) -> Bool {
    guard context.pool.vesting.kind != .none, let ended = context.claims[claim].endedEarly else {
      return false
    }
    return ended <= context.span.end && vests > ended
  }
}
