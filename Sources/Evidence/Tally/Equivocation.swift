import Quantities

/// Sorts segments out: each digest once, equivocation left out, the rest in one order.
struct Equivocation {
  /// The segments that count, ascending by type, observer and start.
  let counted: [NamedSegment]
  /// The findings on those left out.
  let findings: [TallyFinding]

  init(_ segments: [NamedSegment], span: TimeSpan) {
    let ordered = segments.sorted { Self.precedes($0, $1) }
    var unique: [NamedSegment] = []
    for segment in ordered where unique.last?.digest != segment.digest {
      unique.append(segment)
    }
    let overlapped = Self.overlapped(unique)
    counted = unique.indices.filter { !overlapped[$0] }.map { unique[$0] }
    findings = unique.indices.filter { overlapped[$0] }.map {
      Self.finding(unique[$0], span: span)
    }
  }

  /// By type, observer, start and digest: one digest's copies stand side by side.
  private static func precedes(_ left: NamedSegment, _ right: NamedSegment) -> Bool {
    let (one, other) = (left.segment.header, right.segment.header)
    if one.type != other.type { return one.type.rawValue < other.type.rawValue }
    if one.observer != other.observer { return one.observer < other.observer }
    if one.start != other.start { return one.start < other.start }
    return left.digest < right.digest
  }

  /// Which share a slot with another of the same observer and type.
  private static func overlapped(_ ordered: [NamedSegment]) -> [Bool] {
    var overlapped = Array(repeating: false, count: ordered.count)
    // The one before that reaches furthest decides, since starts ascend.
    var furthest = 0
    for index in ordered.indices.dropFirst() {
      let header = ordered[index].segment.header
      let before = ordered[furthest].segment.header
      guard header.type == before.type, header.observer == before.observer else {
        furthest = index
        continue
      }
      if header.start < before.span.end {
        overlapped[index] = true
        overlapped[furthest] = true
      }
      if header.span.end > before.span.end { furthest = index }
    }
    return overlapped
  }

  private static func finding(_ named: NamedSegment, span: TimeSpan) -> TallyFinding {
    let header = named.segment.header
    let inside = header.span.intersection(span)
    return TallyFinding(
      kind: .equivocation,
      segment: EquivocalSegment(header.observer, header.type, named.digest),
      firstSlot: inside.map { Int($0.start.seconds(since: span.start) / header.slotSeconds) } ?? 0,
      slotCount: inside.map { Int($0.seconds / header.slotSeconds) } ?? 0)
  }
}
