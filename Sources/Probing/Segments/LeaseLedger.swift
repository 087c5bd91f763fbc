import Evidence
import Quantities

/// The leases as they were sighted, each stretch once; what comes later never rewrites.
struct LeaseLedger: Sendable {
  private var leases = SortedMap<LeaseIdentifier, [LeaseSighting]>()

  /// Whether there is none.
  var isEmpty: Bool { leases.isEmpty }

  /// The earliest second of any row.
  private(set) var earliest: Timestamp?

  /// Adds what a sighting says of seconds of which its lease has nothing yet.
  ///
  /// False where a part of it contradicts what was said earlier; that part is left out.
  mutating func add(_ sighting: LeaseSighting) -> Bool {
    var rows = leases[sighting.lease] ?? []
    var gaps = [sighting.span]
    var isNew = true
    for row in rows {
      guard row.span.overlaps(sighting.span) else { continue }
      if !row.saysTheSame(as: sighting) { isNew = false }
      gaps = gaps.flatMap { $0.without(row.span) }
    }
    for gap in gaps {
      var row = sighting
      row.span = gap
      rows.append(row)
    }
    rows.sort { $0.span < $1.span }
    leases[sighting.lease] = Self.joined(rows)
    earliest = min(earliest ?? sighting.span.start, sighting.span.start)
    return isNew
  }

  /// Rows in order, those that say the same without a gap as one.
  static func joined(_ rows: [LeaseSighting]) -> [LeaseSighting] {
    var result: [LeaseSighting] = []
    for row in rows {
      if let last = result.last, last.span.end == row.span.start, last.saysTheSame(as: row),
        let span = try? TimeSpan(start: last.span.start, end: row.span.end)
      {
        result[result.count - 1].span = span
      } else {
        result.append(row)
      }
    }
    return result
  }

  /// The parts of all rows that lie in a span, in order of leases and time.
  func rows(in span: TimeSpan) -> [LeaseSighting] {
    leases.values.flatMap { rows in
      rows.compactMap { row -> LeaseSighting? in
        guard let common = row.span.intersection(span) else { return nil }
        var part = row
        part.span = common
        return part
      }
    }
  }

  /// Forgets the seconds of a span.
  mutating func remove(_ span: TimeSpan) {
    let kept = leases.keys.compactMap { lease -> (LeaseIdentifier, [LeaseSighting])? in
      let rows = (leases[lease] ?? []).flatMap { row in
        row.span.without(span).map { part in
          var rest = row
          rest.span = part
          return rest
        }
      }
      return rows.isEmpty ? nil : (lease, rows)
    }
    leases = SortedMap(kept) { first, _ in first }
    earliest = leases.values.compactMap { $0.first?.span.start }.min()
  }
}

extension TimeSpan {
  /// What is left without another's seconds: up to two parts.
  func without(_ other: TimeSpan) -> [TimeSpan] {
    guard let common = intersection(other) else { return [self] }
    return [(start, common.start), (common.end, end)].compactMap { from, to in
      from < to ? try? TimeSpan(start: from, end: to) : nil
    }
  }
}
