public import Evidence
public import Quantities

/// Promises of observers to probe by a schedule that is kept secret until it is over.
public struct ProbeBook: Hashable, Sendable {
  /// One promise.
  public struct Probe: Hashable, Sendable {
    /// Whose.
    public let observer: ObserverKey
    /// What was promised.
    public let body: ProbeCommitted
    /// The line that promised it.
    public let line: Int
    /// The seed, once it is revealed.
    public internal(set) var seed: Digest?
    /// The line that revealed it.
    public internal(set) var revealedLine: Int?
  }

  /// All promises in log order.
  public private(set) var probes: [Probe] = []
  private var positions: [Digest: Int] = [:]

  /// The promise with a commitment.
  public func probe(_ commitment: Digest) -> Probe? { positions[commitment].map { probes[$0] } }

  /// A promise of the same observer that shares a second.
  func overlap(
    of observers: (ObserverKey) -> Bool, _ span: TimeSpan
  ) -> Probe? {
    probes.first { probe in
      probe.body.from < span.end && span.start < probe.body.until && observers(probe.observer)
    }
  }

  mutating func commit(_ body: ProbeCommitted, observer: ObserverKey, line: Int) {
    positions[body.commitment] = probes.count
    probes.append(Probe(observer: observer, body: body, line: line))
  }

  mutating func reveal(_ body: ProbeRevealed, line: Int) {
    guard let position = positions[body.commitment] else { return }
    probes[position].seed = body.seed
    probes[position].revealedLine = line
  }
}
