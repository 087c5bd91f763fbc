public import Evidence
public import Quantities

/// Who observes when.
public struct ObserverRoll: Hashable, Sendable {
  /// One appointment.
  public struct Term: Hashable, Sendable {
    /// The observer.
    public let observer: ObserverKey
    /// The first second.
    public let from: Timestamp
    /// The first second after it; nil: open.
    public internal(set) var until: Timestamp?
    /// The line that appointed it.
    public let line: Int

    /// Whether a second belongs to the term.
    public func contains(_ time: Timestamp) -> Bool {
      from <= time && (until.map { time < $0 } ?? true)
    }
  }

  /// All terms in log order, ended ones included.
  public private(set) var terms: [Term] = []
  private var positions = SortedMap<ObserverKey, [Int]>()

  /// The observers, ascending, each once.
  public var keys: [ObserverKey] { positions.keys }

  /// The term that holds a second, if one does.
  public func term(of observer: ObserverKey, at time: Timestamp) -> Term? {
    positions[observer]?.map { terms[$0] }.first { $0.contains(time) }
  }

  /// Whether an observer was appointed at a second.
  public func isAppointed(_ observer: ObserverKey, at time: Timestamp) -> Bool {
    guard let positions = positions[observer] else { return false }
    return positions.contains { terms[$0].contains(time) }
  }

  /// Whether one term of an observer holds a whole stretch, so that nobody speaks of a time after
  /// its retirement.
  public func isAppointed(_ observer: ObserverKey, throughout span: TimeSpan) -> Bool {
    guard let positions = positions[observer] else { return false }
    return positions.contains { position in
      let term = terms[position]
      return term.contains(span.start) && (term.until.map { span.end <= $0 } ?? true)
    }
  }

  /// A term that shares a second with `[from, until)`, if one does.
  func overlap(
    of observer: ObserverKey, from: Timestamp, until: Timestamp?
  ) -> Term? {
    positions[observer]?.map { terms[$0] }.first { term in
      let startsBeforeItsEnd = term.until.map { from < $0 } ?? true
      let endsAfterItsStart = until.map { term.from < $0 } ?? true
      return startsBeforeItsEnd && endsAfterItsStart && term.from != term.until
    }
  }

  mutating func appoint(_ body: ObserverAppointed, line: Int) {
    positions[body.observer, default: []].append(terms.count)
    terms.append(
      Term(observer: body.observer, from: body.from, until: body.until, line: line))
  }

  /// Gives what is left of a key's terms at a second to its successor.
  mutating func rotate(
    _ old: ObserverKey, to successor: ObserverKey, at time: Timestamp, line: Int
  ) {
    for position in positions[old] ?? [] {
      let term = terms[position]
      guard term.until.map({ time < $0 }) ?? true, term.from != term.until else { continue }
      positions[successor, default: []].append(terms.count)
      terms.append(
        Term(
          observer: successor, from: max(time, term.from), until: term.until, line: line))
      terms[position].until = max(time, term.from)
    }
  }

  /// Whether a key observes at a second or will.
  func isAppointed(_ observer: ObserverKey, atOrAfter time: Timestamp) -> Bool {
    (positions[observer] ?? []).contains { position in
      let term = terms[position]
      return (term.until.map { time < $0 } ?? true) && term.from != term.until
    }
  }

  mutating func retire(_ body: ObserverRetired) {
    for position in positions[body.observer] ?? [] where terms[position].contains(body.at) {
      terms[position].until = body.at
    }
  }
}
