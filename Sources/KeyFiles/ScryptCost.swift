/// What one guess of a passphrase costs: scrypt's numbers (RFC 7914), within what a reader accepts.
public struct ScryptCost: Hashable, Sendable {
  /// For new files: 128 MiB and some 0.4 s a guess, OWASP's first choice of 2023.
  public static let standard = ScryptCost(checkedN: 1 << 17, p: 1)

  /// The cost in memory and time: a power of two, 2^14 … 2^20.
  public let n: Int
  /// The block size, always 8.
  public let r = 8
  /// How often it is done over: 1 … 4.
  public let p: Int

  /// Nil outside the bounds, so that a hostile file cannot ask for more than 1 GiB of memory, and
  /// none passes as protected that a guesser would walk through.
  public init?(n: Int, r: Int, p: Int) {
    guard r == 8, (1...4).contains(p), (1 << 14...1 << 20).contains(n), n & (n - 1) == 0 else {
      return nil
    }
    self.init(checkedN: n, p: p)
  }

  private init(checkedN n: Int, p: Int) {
    self.n = n
    self.p = p
  }
}
