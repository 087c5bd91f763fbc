/// How a server listens, and what it grants to clients.
public struct ServerSettings: Hashable, Sendable {
  /// The address to listen on: by default nobody but this machine reaches it.
  public var host = "127.0.0.1"
  /// The port; 0: one that the system chooses.
  public var port = 8_448
  /// Connections at a time; more wait.
  public var connections = 512
  /// Until a request's body is whole, and as long as a silent connection is kept.
  public var requestSeconds: Int64 = 30
  /// Until the body of an upload is whole.
  public var uploadSeconds: Int64 = 300
  /// How long a connection lives at most, whatever happens on it.
  public var connectionSeconds: Int64 = 900
  /// How long a stop waits for requests under way.
  public var stopSeconds: Int64 = 20
  /// Bytes of bodies that are held at a time, over all connections.
  public var heldBytes = 512 << 20
  /// The longest blob that is taken at all.
  public var blobBytes = 256 << 20
  /// What each key may submit.
  public var quota = QuotaLimits()
  /// How long an entry waits for the log before it is promised instead.
  public var promiseAfterMilliseconds: Int64 = 10_000
  /// How long the first entry of a batch waits for company.
  public var lingerMilliseconds: Int64 = 3

  /// The standard settings.
  public init() {}
}
