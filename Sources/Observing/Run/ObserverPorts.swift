public import Akash
public import CosmosClient

/// Everything outside that an observer touches.
public struct ObserverPorts: Sendable {
  /// The program's log.
  public var log: any ObserverLog
  /// Whoever asks providers.
  public var providers: any ProviderAsking
  /// The chain.
  public var chain: ChainClient
  /// Whoever reaches canaries.
  public var canaries: any CanaryAsking
  /// The time.
  public var clock: any ObserverClock
  /// Where outcomes and segments lie.
  public var spool: any ObserverSpool
  /// Where answers are kept as they came; nil: nowhere.
  public var raw: RawAnswers?
  /// Where notes go.
  public var note: @Sendable (ObserverNote) -> Void
  /// Where the status goes, each time that the loop has done something.
  public var status: @Sendable (ObserverStatus) -> Void

  /// Takes every port; notes and status go nowhere where nobody says.
  public init(
    log: any ObserverLog, providers: any ProviderAsking, chain: ChainClient,
    canaries: any CanaryAsking, clock: any ObserverClock, spool: any ObserverSpool,
    raw: RawAnswers? = nil, note: @escaping @Sendable (ObserverNote) -> Void = { _ in },
    status: @escaping @Sendable (ObserverStatus) -> Void = { _ in }
  ) {
    self.log = log
    self.providers = providers
    self.chain = chain
    self.canaries = canaries
    self.clock = clock
    self.spool = spool
    self.raw = raw
    self.note = note
    self.status = status
  }
}
