import Encoding
import Quantities

/// What a policy's money means: per pool, epoch and GPU-hour, with dates, prices and targets.
public struct PolicyPlan: Sendable {
  /// The policy.
  public let policy: ProgramPolicy
  /// Who is assumed to take part in epoch pools.
  public let participation: [Participation]
  let knownClasses: GPUCatalogue?

  /// Plans a policy; without participation, epoch pools are shown at round numbers of GPUs.
  public init(
    _ policy: ProgramPolicy, participation: [Participation] = [], catalogue: GPUCatalogue? = nil
  ) {
    self.policy = policy
    self.participation = participation
    knownClasses = catalogue
  }

  /// The plan's parts, in reading order.
  public var sections: [PlanSection] {
    [programSection] + policy.pools.flatMap { poolSections($0) } + targetSections
      + [volumeSection]
  }

  /// The plan as text, a blank line between parts.
  public var lines: [String] {
    Array(sections.map(\.lines).joined(separator: [""]))
  }

  /// The plan as canonical JSON; amounts in micro-units.
  public var json: [UInt8] { json(with: nil) }

  /// The same with an extrapolation as its last key, where one was asked for.
  public func json(with extrapolation: Extrapolation?) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("plan", 1)
      writer.field("program", policy.name.text)
      writer.array("sections", sections) { $1.write(into: &$0) }
      if let extrapolation {
        writer.key(text: "extrapolation")
        extrapolation.figures.write(into: &writer)
      }
    }
    return writer.finish()
  }

  private var programSection: PlanSection {
    PlanSection(
      "Program \(policy.name)",
      figures: FindingFigures([
        "budget": .money(policy.budget.amount), "basis": .text(policy.budget.basis.rawValue),
        "from": .time(policy.window.start), "until": .time(policy.window.end),
        "hours": .count(Int128(policy.window.seconds / 3_600)),
        "claimOrder": .text(policy.order.map(\.text).joined(separator: ", ")),
      ]))
  }

  private func poolSections(_ pool: PoolPolicy) -> [PlanSection] {
    var sections = [overview(pool)]
    switch pool.kind {
    case .committed: sections.append(linesSection(pool))
    case .epoch: sections += participationSections(pool)
    case .activity: sections += activitySections(pool)
    case .research:
      break
    }
    sections.append(datesSection(pool))
    sections.append(priceSection(pool))
    return sections
  }

  private func overview(_ pool: PoolPolicy) -> PlanSection {
    let calendar = EpochCalendar(pool)
    var figures = FindingFigures([
      "kind": .text(pool.kind.rawValue), "amount": .money(pool.amount),
      "from": .time(pool.span.start), "until": .time(pool.span.end),
      "epochs": .count(calendar.count), "epoch": .text(pool.epoch.text),
      "proof": .text(pool.proof.name), "unallocated": .text(pool.unallocated.rawValue),
      "vesting": .text(vesting(pool.vesting)),
    ])
    let seconds = Int128(pool.span.seconds)
    if pool.kind.hasFixedPots, seconds > 0 {
      let pot = calendar.potMicros(of: pool.amount.amount, epoch: 1)
      figures.add("firstPot", .money(pot, pool.currency))
      let perHour = Int128(pool.amount.amount.micros) * 3_600 / seconds
      figures.add("perHour", .money(perHour, pool.currency))
    }
    return PlanSection("Pool \(pool.name)", figures: figures)
  }

  private func vesting(_ rule: VestingRule) -> String {
    switch rule.kind {
    case .none: "at once"
    case .cliff: "after \(rule.cliff?.text ?? "?"), on exit \(rule.onExit.rawValue)"
    case .quarterly: "by quarters of the term, on exit \(rule.onExit.rawValue)"
    }
  }

  /// Dates of the first epochs and the last, with what each brings by itself.
  private func datesSection(_ pool: PoolPolicy) -> PlanSection {
    let calendar = EpochCalendar(pool)
    let shown = calendar.count <= 6 ? Array(0..<calendar.count) : [0, 1, 2, calendar.count - 1]
    let rows = shown.compactMap { index -> FindingFigures? in
      guard let epoch = calendar.epoch(index + 1),
        let dates = EpochDates(
          end: epoch.end, graceSeconds: policy.observation.graceSeconds, payouts: policy.payouts)
      else { return nil }
      var row = FindingFigures([
        "epoch": .count(index + 1), "from": .time(epoch.start), "until": .time(epoch.end),
      ])
      if pool.kind != .research {
        row.add("brings", .money(base(pool, calendar, index + 1), pool.currency))
      }
      row.add("deadline", .time(dates.deadline))
      row.add("holdUntil", .time(dates.holdUntil))
      row.add("payable", .time(dates.payable))
      return row
    }
    let note =
      pool.kind == .research
      ? ["Research epochs bring what their campaigns ask for."]
      : pool.kind == .committed ? ["With the planned lines from the first second on."] : []
    return PlanSection("Epochs of \(pool.name)", rows: rows, notes: note)
  }

  private func base(_ pool: PoolPolicy, _ calendar: EpochCalendar, _ number: Int) -> Int128 {
    switch pool.kind {
    case .epoch, .activity: return calendar.potMicros(of: pool.amount.amount, epoch: number)
    case .research: return 0
    case .committed:
      let perHour = pool.lines.reduce(Int128(0)) { $0 + Int128($1.units) * Int128($1.rateMicros) }
      func accrued(_ time: Timestamp) -> Int128 {
        perHour * Int128(time.seconds(since: pool.span.start)) / 3_600
      }
      return accrued(calendar.boundary(number)) - accrued(calendar.boundary(number - 1))
    }
  }

  private func priceSection(_ pool: PoolPolicy) -> PlanSection {
    let moment = pool.conversion.map { "converted at \($0.moment.rawValue)" } ?? "paid in uakt"
    guard let view = PriceView(pool, market: policy.market) else {
      let note =
        policy.market.akt.map {
          "At \($0.text) USD for one AKT the pool passes what amounts hold; correct `market.akt`."
        } ?? "No AKT price is stated; set `market.akt`."
      return PlanSection("AKT price and \(pool.name): \(moment)", notes: [note])
    }
    let note =
      pool.conversion?.moment == .close
      ? ["From the close on a payee holds tokens and bears the price."] : []
    return PlanSection(
      "AKT price and \(pool.name): \(moment)", rows: view.figures, notes: note)
  }
}
