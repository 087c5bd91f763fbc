public import Keys
public import Probing
public import Quantities

/// What an observer is told at the start.
public struct ObserverSettings: Sendable {
  /// The keys that it signs with, Ed25519 each; the last is the newest.
  public var keys: [SigningKey]
  /// How it asks.
  public var probe: ProbeSettings
  /// Who says what a token costs.
  public var priceSources: [PriceSource]
  /// Places that are no providers.
  public var canaries: [CanaryTarget]
  /// 32 random bytes, used where a spool is begun.
  public var secret: ObserverSecret
  /// The most questions under way at once; further ones are not asked and not told.
  public var concurrency: Int
  /// How often log and chain are looked at.
  public var refreshSeconds: Int64
  /// When to end; nil: when it is told to.
  public var until: Timestamp?
  /// Whether to end as soon as one whole slot has been watched.
  public var isOnce: Bool
  /// How addresses of the network begin.
  public var prefix: String
  /// Whether its clock is made up, so that only a demonstration may be observed.
  public var isDemonstration: Bool

  /// Takes the keys and the secret; the rest as an observer of a real network needs it.
  public init(
    keys: [SigningKey], secret: ObserverSecret, probe: ProbeSettings = ProbeSettings(),
    priceSources: [PriceSource] = [], canaries: [CanaryTarget] = CanaryTarget.usual,
    concurrency: Int = 2_048, refreshSeconds: Int64 = 300, until: Timestamp? = nil,
    isOnce: Bool = false, prefix: String = "akash", isDemonstration: Bool = false
  ) {
    precondition(
      !keys.isEmpty && keys.allSatisfy { $0.algorithm == .ed25519 },
      "An observer signs with Ed25519 keys.")
    precondition(concurrency > 0 && refreshSeconds > 0, "Bounds are positive.")
    self.keys = keys
    self.secret = secret
    self.probe = probe
    self.priceSources = priceSources
    self.canaries = canaries
    self.concurrency = concurrency
    self.refreshSeconds = refreshSeconds
    self.until = until
    self.isOnce = isOnce
    self.prefix = prefix
    self.isDemonstration = isDemonstration
  }
}
