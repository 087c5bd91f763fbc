public import Quantities

/// The fields of a payload that are the same in every kind.
public struct PayloadHeader: Hashable, Sendable {
  /// The program; nil in entry 0, which makes it.
  public var program: Digest?
  /// The author's own time: a claim that decides nothing.
  public var at: Timestamp
  /// Who wrote it.
  public var author: Author
  /// 128 bits that make two otherwise equal entries different.
  public var nonce: UInt128
  /// How many lines the author had seen.
  public var basis: Int
  /// Whether a reader that does not know the kind must stop.
  public var critical: Bool
  /// Whether the program is a demonstration (DESIGN law 14).
  public var demonstration: Bool

  /// Takes every field as it is.
  public init(
    program: Digest?, at: Timestamp, author: Author, nonce: UInt128, basis: Int,
    critical: Bool = true, demonstration: Bool
  ) {
    self.program = program
    self.at = at
    self.author = author
    self.nonce = nonce
    self.basis = basis
    self.critical = critical
    self.demonstration = demonstration
  }
}
