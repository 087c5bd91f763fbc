/// How long, how much and how many at once a provider is asked.
public struct ProviderLimits: Hashable, Sendable {
  /// Until a connection stands.
  public var connectSeconds: Int64
  /// Until an answer is whole, connecting and the handshake included.
  public var answerSeconds: Int64
  /// The most bytes that arrive on one connection, whatever they are.
  public var wireBytes: Int
  /// The most questions under way at once.
  public var concurrency: Int
  /// Where questions may go.
  public var reach: ReachRule

  /// Which addresses are asked at all.
  public enum ReachRule: String, Hashable, Sendable, CaseIterable {
    /// Those of the public internet only, so that no name leads into the observer's own network.
    case publicInternet = "public-internet"
    /// Any, for networks of one's own and for tests.
    case anywhere
  }

  /// Takes the limits; the standard ones suit one observer of thousands of providers: ten thousand
  /// in five minutes are 33 a second, and all of them may take their whole time.
  public init(
    connectSeconds: Int64 = 10, answerSeconds: Int64 = 15, wireBytes: Int = 1_536 << 10,
    concurrency: Int = 512, reach: ReachRule = .publicInternet
  ) {
    precondition(
      connectSeconds > 0 && answerSeconds > 0 && wireBytes > 0 && concurrency > 0,
      "Limits are positive.")
    self.connectSeconds = connectSeconds
    self.answerSeconds = answerSeconds
    self.wireBytes = wireBytes
    self.concurrency = concurrency
    self.reach = reach
  }
}
