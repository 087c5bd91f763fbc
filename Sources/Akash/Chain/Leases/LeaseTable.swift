public import Evidence
public import Policy
public import Quantities

/// The rows of a `lease` and of a `closing` segment.
public struct LeaseTable: Hashable, Sendable {
  /// What was leased, as bids and orders name it, in the order in which rows first name it.
  public let descriptors: [DeviceDescriptor]
  /// The leases' rows.
  public let rows: [LeaseRow]
  /// The leases' ends.
  public let closings: [ClosingRow]
}

extension LeaseWatch {
  /// The rows about a span of whole slots; `number` gives a provider's number, nil where it is in
  /// no roster.
  ///
  /// A row runs over seconds of slots that were read, at one price; where the pace changes another
  /// one begins. After its end a lease has one row as closed, to the end of that slot.
  public func table(_ span: TimeSpan, number: (String) -> UInt32?) -> LeaseTable {
    var making = TableMaking(watch: self, span: span)
    for (id, life) in lives.sorted(by: { LeaseID.precedes($0.key, $1.key) }) {
      guard let number = number(id.provider) else { continue }
      making.add(id, life, number)
    }
    return LeaseTable(
      descriptors: making.descriptors, rows: making.rows, closings: making.closings)
  }
}

/// A table while it grows.
private struct TableMaking {
  let span: TimeSpan
  /// The stretches that were read, each with the one pace of its time.
  private let priced: [(TimeSpan, BlockPace)]
  private(set) var descriptors: [DeviceDescriptor] = []
  private(set) var rows: [LeaseRow] = []
  private(set) var closings: [ClosingRow] = []

  init(watch: LeaseWatch, span: TimeSpan) {
    self.span = span
    priced = Self.priced(watch, span)
  }

  mutating func add(_ id: LeaseID, _ life: LeaseWatch.Life, _ provider: UInt32) {
    add(id, life, provider, .active, from: life.from, to: life.to ?? span.end)
    guard let closing = life.closing else { return }
    add(id, life, provider, .closed, from: closing.at, to: closing.slotEnd)
    guard span.contains(closing.at) else { return }
    closings.append(
      ClosingRow(
        lease: id.identifier, provider: provider, at: offset(closing.at), reason: closing.reason))
  }

  private mutating func add(
    _ id: LeaseID, _ life: LeaseWatch.Life, _ provider: UInt32, _ state: LeaseState,
    from: Timestamp, to: Timestamp
  ) {
    guard let denomination = life.terms.denomination,
      let whole = try? TimeSpan(start: from, end: to)
    else { return }
    for (stretch, pace) in priced {
      guard let part = stretch.intersection(whole),
        let price = life.terms.pricePerHourMicros(pace)
      else { continue }
      let index =
        life.terms.descriptor.map { self.index(of: $0) } ?? LeaseSegment.wildcardDescriptor
      rows.append(
        LeaseRow(
          lease: id.identifier, provider: provider, descriptor: index, gpus: life.terms.gpus,
          from: offset(part.start), to: offset(part.end), state: state, isAnswered: false,
          denomination: denomination, pricePerHourMicros: price))
    }
  }

  private static func priced(
    _ watch: LeaseWatch, _ span: TimeSpan
  ) -> [(TimeSpan, BlockPace)] {
    let paces = watch.paces
    return paces.indices.flatMap { index -> [(TimeSpan, BlockPace)] in
      let end = index + 1 < paces.count ? paces[index + 1].from : span.end
      guard let ruled = try? TimeSpan(start: paces[index].from, end: end) else { return [] }
      return watch.read.compactMap { stretch in
        stretch.intersection(ruled)?.intersection(span).map { ($0, paces[index].pace) }
      }
    }
  }

  /// A descriptor's position; what goes beyond a table's limit counts as any model.
  private mutating func index(of descriptor: DeviceDescriptor) -> UInt16 {
    if let position = descriptors.firstIndex(of: descriptor) { return UInt16(position) }
    guard descriptors.count < 4_096 else { return LeaseSegment.wildcardDescriptor }
    descriptors.append(descriptor)
    return UInt16(descriptors.count - 1)
  }

  private func offset(_ time: Timestamp) -> UInt32 {
    UInt32(clamping: time.seconds(since: span.start))
  }
}
