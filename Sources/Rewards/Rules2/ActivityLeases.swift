import Evidence
import Policy
import Quantities

/// The leases of each claim of a pool that pays for them, with weight, cap and reason.
///
///     weight = seconds · (1000 · GPUs · gpu + thousandths of cores · cpu)
///     cap    = seconds · price per hour · share of this side       in µ/(3600 · 10⁶)
struct ActivityLeases {
  /// One stretch of a lease, as one claim has it.
  struct Entry {
    var paid: PaidLease
    /// The most that may be paid for it, in µ/(3600 · 10⁶).
    let cap: UInt128
    /// What it comes to before the payee's one floor, in µ/(3600 · 10⁶).
    var due: UInt128 = 0

    /// Whether anything may be paid for it.
    var counts: Bool { paid.reason == nil && paid.weight > 0 }
  }

  /// By position of the claim, each ascending by lease and start.
  var entries: [[Entry]]

  private let rule: ActivityRule
  private let context: CloseContext
  private let prices: LeasePrices
  private let related: RelatedWallets

  private init(_ context: CloseContext, _ rule: ActivityRule) {
    self.rule = rule
    self.context = context
    prices = LeasePrices(context)
    related = RelatedWallets(context.input.activity)
    entries = Array(repeating: [], count: context.claims.count)
  }

  /// The leases of an activity pool's participants, whose claims the context has.
  init(_ context: CloseContext, _ participants: [ActivityParticipant], _ rule: ActivityRule) {
    self.init(context, rule)
    let excluded = Set(context.input.administratorProviders)
    var positions: [Side: [Int]] = [:]
    for (position, participant) in participants.enumerated() {
      let side = Side(role: participant.role, wallet: participant.wallet)
      positions[side, default: []].append(position)
    }
    for activity in context.tally.activities {
      let provider = context.input.roster[activity.terms.provider.position]
      let refusal: PartReason? =
        excluded.contains(activity.terms.provider) ? .administratorExcluded : nil
      let wallets: [(ActivityRole, Address, Address)] = [
        (.provider, provider, activity.terms.tenant), (.deployer, activity.terms.tenant, provider),
      ]
      for (role, wallet, counterparty) in wallets {
        for position in positions[Side(role: role, wallet: wallet)] ?? [] {
          let claim = participants[position]
          guard let span = activity.span.common(claim.from, claim.until) else { continue }
          entries[position].append(entry(activity, span, role, counterparty, refusal))
        }
      }
    }
    sort()
  }

  /// The leases of the providers of an epoch pool's claims, each second to one claim alone: the
  /// first by line of those that may be paid then, or, where none may, of those in force.
  init(_ context: CloseContext, _ outcomes: [ClaimOutcome], _ rule: ActivityRule) {
    self.init(context, rule)
    let ordered = outcomes.sorted { left, right in
      left.isEligible == right.isEligible
        ? context.claims[left.claim].line < context.claims[right.claim].line : left.isEligible
    }
    var takers: [ProviderIndex: [ClaimOutcome]] = [:]
    for outcome in ordered {
      takers[context.claims[outcome.claim].provider, default: []].append(outcome)
    }
    for activity in context.tally.activities {
      var open = [activity.span]
      for outcome in takers[activity.terms.provider] ?? [] {
        open = take(activity, open, outcome)
      }
    }
    sort()
  }

  /// Gives a claim what of some stretches of a lease lies inside it; returns the rest.
  private mutating func take(
    _ activity: TallyActivity, _ open: [TimeSpan], _ outcome: ClaimOutcome
  ) -> [TimeSpan] {
    let claim = context.claims[outcome.claim]
    return open.flatMap { span -> [TimeSpan] in
      guard let taken = span.common(claim.from, claim.until) else { return [span] }
      entries[outcome.claim].append(
        entry(activity, taken, .provider, activity.terms.tenant, outcome.refusal))
      return [
        span.common(span.start, taken.start), span.common(taken.end, span.end),
      ].compactMap { $0 }
    }
  }

  private mutating func sort() {
    for position in entries.indices {
      entries[position].sort {
        ($0.paid.lease, $0.paid.span.start) < ($1.paid.lease, $1.paid.span.start)
      }
    }
  }

  private struct Side: Hashable {
    let role: ActivityRole
    let wallet: Address
  }

  /// One participant may not claim a second of a lease twice.
  static func refuseOverlaps(
    _ participants: [ActivityParticipant]
  ) throws(CloseRejection) {
    let sorted = participants.filter { $0.from < $0.until }.sorted { left, right in
      if left.wallet != right.wallet { return left.wallet < right.wallet }
      if left.role != right.role { return left.role == .provider }
      return left.from < right.from
    }
    for (left, right) in zip(sorted, sorted.dropFirst())
    where left.wallet == right.wallet && left.role == right.role && right.from < left.until {
      throw .participationsOverlap(claim: right.id)
    }
  }

  private func entry(
    _ activity: TallyActivity, _ span: TimeSpan, _ role: ActivityRole, _ counterparty: Address,
    _ refusal: PartReason?
  ) -> Entry {
    let terms = activity.terms
    let price = prices.hourlyPrice(
      terms.pricePerHourMicros, terms.denomination, in: context.pool.currency)
    let side = rule.sidePPM(of: role)
    let share = rule.sharePPM(costPPM: terms.costPPM) * side / Ratio.ppmPerOne
    let seconds = UInt128(span.seconds)
    // GPUs, cores and weights are bounded where they are read: at most 10^38.
    let resources =
      UInt128(terms.gpus) * 1_000 * UInt128(rule.gpu.ppm)
      + UInt128(terms.milliCores) * UInt128(rule.cpu.ppm)
    let paid = PaidLease(
      lease: activity.lease, span: span, counterparty: counterparty, gpus: terms.gpus,
      milliCores: terms.milliCores, pricePerHourMicros: price, costPPM: terms.costPPM,
      sharePPM: share, weight: seconds * resources, amountMicros: 0,
      reason: refusal ?? reason(terms, price, share))
    // A cap beyond the highest number never binds.
    let (cap, isOver) = (price ?? 0).multipliedReportingOverflow(by: seconds * UInt128(share))
    return Entry(paid: paid, cap: isOver ? .max : cap)
  }

  /// Law 7: the first that holds, where nothing speaks against the claim itself.
  private func reason(
    _ terms: TallyActivity.Terms, _ price: UInt128?, _ share: UInt64
  ) -> PartReason? {
    let provider = context.input.roster[terms.provider.position]
    if related.areRelated(provider, terms.tenant) { return .relatedWallet }
    if price == nil { return .priceUnknown }
    return share == 0 ? .costMissing : nil
  }
}

extension ActivityLeases {
  /// Puts the leases and their reasons into the parts that they belong to.
  func enter(into lines: inout [StatementLine], of context: CloseContext) {
    var positions: [Label: Int] = [:]
    for (position, claim) in context.claims.enumerated() { positions[claim.id] = position }
    for line in lines.indices {
      for part in lines[line].parts.indices {
        guard let position = positions[lines[line].parts[part].claim] else { continue }
        let leases = entries[position].map(\.paid)
        lines[line].parts[part].leases = leases
        let found = leases.compactMap(\.reason)
        let own = lines[line].parts[part].reasons
        lines[line].parts[part].reasons +=
          PartReason.ofLeases.filter { found.contains($0) && !own.contains($0) }
      }
    }
  }
}

extension PartReason {
  /// The reasons that leases have, in the order of statements.
  fileprivate static let ofLeases: [PartReason] = [
    .administratorExcluded, .relatedWallet, .priceUnknown, .costMissing, .leaseCapped,
  ]
}

extension TimeSpan {
  /// The seconds in common with a stretch; nil: none.
  fileprivate func common(_ from: Timestamp, _ until: Timestamp) -> TimeSpan? {
    let (low, high) = (max(start, from), min(end, until))
    return low < high ? try? TimeSpan(start: low, end: high) : nil
  }
}
