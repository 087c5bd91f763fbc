public import Evidence
public import Quantities

/// Whom and what to watch, as the journal and the chain have it now; replaces the order before.
public struct WatchOrder: Hashable, Sendable {
  /// The program's roster, from line 0; it only grows, and a shorter one is ignored with a finding.
  public var roster: [Address]
  /// Who is watched, from when to when.
  public var targets: [ProbeTarget]
  /// In which time this observer speaks, and with which key.
  public var terms: [ObserverTerm]
  /// The epochs of all pools, at least those that overlap the last and the next weeks.
  public var epochs: [TimeSpan]
  /// The policy's grace, in seconds.
  public var graceSeconds: Int64
  /// Where prices are read, each once.
  public var priceSources: [Label]
  /// Whether reports of leases follow, so that segments wait for them for a while.
  public var readsLeases: Bool

  /// Takes every field as it is.
  public init(
    roster: [Address], targets: [ProbeTarget], terms: [ObserverTerm], epochs: [TimeSpan],
    graceSeconds: Int64, priceSources: [Label] = [], readsLeases: Bool = false
  ) {
    self.roster = roster
    self.targets = targets
    self.terms = terms
    self.epochs = epochs
    self.graceSeconds = graceSeconds
    self.priceSources = priceSources
    self.readsLeases = readsLeases
  }
}

/// A provider to watch; one may stand there several times, with times apart.
public struct ProbeTarget: Hashable, Sendable {
  /// Its line of the roster.
  public var provider: ProviderIndex
  /// Where it is asked, as the chain has it; handed back with every question, never looked into.
  public var endpoint: String
  /// From when on.
  public var from: Timestamp
  /// The first second after it; nil: no end is known.
  public var until: Timestamp?

  /// Takes every field as it is.
  public init(provider: ProviderIndex, endpoint: String, from: Timestamp, until: Timestamp? = nil) {
    self.provider = provider
    self.endpoint = endpoint
    self.from = from
    self.until = until
  }
}

/// A stretch of time in which the observer is appointed under one key; a rotation begins another.
public struct ObserverTerm: Hashable, Sendable {
  /// The key whose evidence it is.
  public var key: ObserverKey
  /// From when on.
  public var from: Timestamp
  /// The first second after it; nil: no end is known.
  public var until: Timestamp?

  /// Takes every field as it is.
  public init(key: ObserverKey, from: Timestamp, until: Timestamp? = nil) {
    self.key = key
    self.from = from
    self.until = until
  }
}
