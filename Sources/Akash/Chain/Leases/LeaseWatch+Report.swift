import CosmosClient
public import Evidence
import Policy
public import Quantities

extension LeaseWatch {
  /// The rows about a span of whole slots; `number` gives a provider's number, nil where it is in
  /// no roster.
  ///
  /// A row runs over seconds of slots that were read, at one price; where the pace or a spread
  /// changes another one begins. After its end a lease has one row as closed, to the end of that
  /// slot.
  public func report(_ span: TimeSpan, number: (String) -> UInt32?) -> LeaseReport {
    var making = ReportMaking(watch: self, span: span)
    for (id, life) in lives.sorted(by: { LeaseID.precedes($0.key, $1.key) }) {
      guard let number = number(id.provider) else { continue }
      making.add(id, life, ProviderIndex(number))
    }
    return making.report
  }
}

/// A report while it grows.
private struct ReportMaking {
  private(set) var report: LeaseReport
  /// The stretches that were read, each with the rates of its time.
  private let rated: [(span: TimeSpan, pace: BlockPace, spreads: EscrowSpreads)]

  init(watch: LeaseWatch, span: TimeSpan) {
    report = LeaseReport(span: span)
    let rates = watch.rates
    rated = rates.indices.flatMap { index -> [(TimeSpan, BlockPace, EscrowSpreads)] in
      let (from, pace, spreads) = rates[index]
      let end = index + 1 < rates.count ? rates[index + 1].from : span.end
      guard let ruled = try? TimeSpan(start: from, end: end) else { return [] }
      return watch.read.compactMap { stretch in
        stretch.intersection(ruled)?.intersection(span).map { ($0, pace, spreads) }
      }
    }
  }

  mutating func add(_ id: LeaseID, _ life: LeaseWatch.Life, _ provider: ProviderIndex) {
    add(id, life, provider, .active, from: life.from, to: life.to ?? report.span.end)
    guard let closing = life.closing else { return }
    add(id, life, provider, .closed, from: closing.at, to: closing.slotEnd)
    guard report.span.contains(closing.at) else { return }
    report.closings.append(
      LeaseClosing(
        lease: id.identifier, provider: provider, at: closing.at, reason: closing.reason))
  }

  private mutating func add(
    _ id: LeaseID, _ life: LeaseWatch.Life, _ provider: ProviderIndex, _ state: LeaseState,
    from: Timestamp, to: Timestamp
  ) {
    guard let denomination = life.terms.denomination,
      let whole = try? TimeSpan(start: from, end: to)
    else { return }
    for (stretch, pace, spreads) in rated {
      guard let part = stretch.intersection(whole), !part.isEmpty,
        let price = life.terms.pricePerHourMicros(pace)
      else { continue }
      for (funded, funding) in life.funded(part) {
        report.sightings.append(
          LeaseSighting(
            lease: id.identifier, provider: provider, device: life.terms.descriptor,
            gpus: life.terms.gpus, span: funded, state: state, isAnswered: false,
            denomination: denomination, pricePerHourMicros: price,
            payment: state == .active ? payment(id, life.terms, spreads, funding) : nil))
      }
    }
  }

  /// Who pays; nil where nobody does, or a segment cannot say it.
  ///
  /// Money that a provider may have earned costs nothing: `cost-missing` is what becomes of it.
  private func payment(
    _ id: LeaseID, _ terms: LeaseTerms, _ spreads: EscrowSpreads, _ funding: LeaseFunding
  ) -> LeasePayment? {
    guard funding.isPaid, let tenant = try? Address(id.owner) else { return nil }
    let payment = LeasePayment(
      tenant: tenant, milliCores: terms.milliCores,
      costPPM: funding.isMinted ? spreads.costPPM(terms.pricePerBlock.denomination) : 0)
    return payment.isWithinLimits && terms.gpus <= ActivitySegment.limitGPUs ? payment : nil
  }
}

extension LeaseWatch.Life {
  /// The parts of a span between changes of who pays, each with what holds in it.
  fileprivate func funded(_ span: TimeSpan) -> [(TimeSpan, LeaseFunding)] {
    let changes = [(from: Timestamp.earliest, funding: LeaseFunding.none)] + funding
    return changes.indices.compactMap { index in
      let end =
        index + 1 < changes.count ? changes[index + 1].from : max(span.end, changes[index].from)
      guard let ruled = try? TimeSpan(start: changes[index].from, end: end),
        let part = ruled.intersection(span), !part.isEmpty
      else { return nil }
      return (part, changes[index].funding)
    }
  }
}
