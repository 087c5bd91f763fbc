import Evidence
import Policy
import Quantities

extension NaiveTally {
  /// One lease in one second, as its winner has it.
  struct LeaseSecond: Equatable {
    let provider: UInt32
    let gpuClass: UInt32?
    let gpus: UInt32
    let state: LeaseState
    let price: UInt64
  }

  /// Every second of every lease that counts, by `lease/second`.
  func leaseSeconds() -> [String: LeaseSecond] {
    var reports: [String: [(ObserverKey, LeaseSecond)]] = [:]
    for named in counted {
      guard case .lease(let segment) = named.segment else { continue }
      let start = Int(segment.header.start.seconds - input.span.start.seconds)
      for index in 0..<segment.rowCount {
        let row = segment.row(index)
        let device = row.descriptor == .max ? nil : segment.descriptors[Int(row.descriptor)]
        let value = LeaseSecond(
          provider: row.provider, gpuClass: device.flatMap { input.classify($0).index?.rawValue },
          gpus: row.gpus, state: row.state, price: row.pricePerHourMicros)
        for second in start + Int(row.from)..<start + Int(row.to)
        where second >= 0 && second < Int(input.span.seconds) {
          reports["\(row.lease.value)/\(second)", default: []]
            .append((segment.header.observer, value))
        }
      }
    }
    return reports.compactMapValues { winner($0) }
  }

  private func winner(_ reports: [(ObserverKey, LeaseSecond)]) -> LeaseSecond? {
    var best: (count: Int, value: LeaseSecond)?
    for (_, value) in reports {
      let count = reports.count { $0.1 == value }
      guard count >= input.quorum.lease else { continue }
      if let old = best, old.count > count { continue }
      if let old = best, old.count == count, key(old.value) <= key(value) { continue }
      best = (count, value)
    }
    return best?.value
  }

  /// Big enough digits for the small numbers of these worlds, most significant first.
  private func key(_ value: LeaseSecond) -> UInt64 {
    var key = UInt64(value.provider)
    key = key * 100 + (value.gpuClass.map { UInt64($0) + 1 } ?? 0)
    key = key * 100 + UInt64(value.gpus)
    key = key * 100 + UInt64(value.state.rawValue)
    return key * 100 + value.price
  }

  /// The price by its definition, × 10^18.
  func price(_ rule: PriceWindowRule) -> UInt128? {
    var smallest: [String: (source: String, price: UInt128)] = [:]
    for named in counted {
      guard case .price(let segment) = named.segment else { continue }
      for index in 0..<segment.rowCount {
        let row = segment.row(index)
        let at = segment.header.start.seconds + Int64(row.at)
        let source = segment.sources[Int(row.source)].text
        guard at < input.span.end.seconds, at >= input.span.end.seconds - rule.windowSeconds else {
          continue
        }
        let key = "\(segment.header.observer)/\(source)/\(at)"
        let price = min(row.price.scaled, smallest[key]?.price ?? .max)
        smallest[key] = (source, price)
      }
    }
    let bySource = Dictionary(grouping: smallest.values, by: \.source)
    if smallest.count < rule.minimumSamples || bySource.count < rule.minimumSources { return nil }
    return median(bySource.values.map { median($0.map(\.price)) })
  }

  private func median(_ values: [UInt128]) -> UInt128 {
    let ordered = values.sorted()
    let middle = ordered.count / 2
    return ordered.count % 2 == 1
      ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2
  }
}
