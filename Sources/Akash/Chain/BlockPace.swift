public import CosmosClient
import Quantities

/// How fast the chain makes blocks, measured between two of them.
///
/// Prices are per block, and a block is not exactly six seconds: 2 % of a price hang on it.
public struct BlockPace: Hashable, Sendable {
  /// The blocks between the two.
  public let blocks: Int64
  /// The seconds between the two.
  public let seconds: Int64

  /// Takes both as they were measured; each is above 0.
  public init(blocks: Int64, seconds: Int64) {
    precondition(blocks > 0 && seconds > 0, "A pace has blocks and seconds.")
    self.blocks = blocks
    self.seconds = seconds
  }

  /// Measures between an earlier and a later block; nil where they are not in that order, or of
  /// two chains.
  public init?(from earlier: Block, to later: Block) {
    guard earlier.chainID.utf8.elementsEqual(later.chainID.utf8), later.height > earlier.height,
      later.time > earlier.time
    else { return nil }
    blocks = later.height - earlier.height
    seconds = later.time.seconds(since: earlier.time)
  }

  /// ⌊price per block · 3600 · blocks / seconds⌋ in whole units of the denomination; nil below
  /// zero, or beyond 128 bits.
  public func perHour(_ price: DecimalCoin) -> UInt128? {
    guard price.scaled >= 0 else { return nil }
    let scale: UInt128 = 1_000_000_000_000_000_000
    return mulDivFloor(
      UInt128(price.scaled), UInt128(blocks) * 3_600, UInt128(seconds) * scale)
  }
}
