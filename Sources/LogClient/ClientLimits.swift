/// How long a client waits, and how often it tries again.
public struct ClientLimits: Hashable, Sendable {
  /// Until a connection stands.
  public var connectSeconds: Int64
  /// Until an answer is whole, however it drips in.
  public var answerSeconds: Int64
  /// The same of a blob or an upload beyond 16 MiB: as long as a server waits for one.
  var largeSeconds: Int64 { 5 * min(answerSeconds, 86_400) }
  /// How often a request is made that the server failed to answer, the first time included.
  public var attempts: Int
  /// The pause before the second attempt; each later one is twice as long.
  public var firstPauseMilliseconds: Int64

  /// The longest pause between two attempts, also where the server asks for a longer one.
  public static let longestPauseMilliseconds: Int64 = 5_000

  /// Takes the limits; the standard ones suit a server on the other side of the world.
  public init(
    connectSeconds: Int64 = 10, answerSeconds: Int64 = 60, attempts: Int = 4,
    firstPauseMilliseconds: Int64 = 250
  ) {
    precondition(connectSeconds > 0 && answerSeconds > 0 && attempts > 0, "Limits are positive.")
    self.connectSeconds = connectSeconds
    self.answerSeconds = answerSeconds
    self.attempts = attempts
    self.firstPauseMilliseconds = firstPauseMilliseconds
  }

  /// The pause after that many attempts, or nil when there were enough.
  ///
  /// A server may ask for a longer pause than ours, within what a client grants.
  func pauseMilliseconds(after attempts: Int, asked seconds: Int64?) -> Int64? {
    guard attempts < self.attempts else { return nil }
    let doubled = firstPauseMilliseconds << Int64(min(attempts - 1, 16))
    let asked = min(max(seconds ?? 0, 0), Self.longestPauseMilliseconds / 1_000) * 1_000
    return min(max(doubled, asked), Self.longestPauseMilliseconds)
  }
}
