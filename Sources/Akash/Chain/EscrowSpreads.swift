public import CosmosClient
public import Encoding

/// What the chain keeps of money on its way through escrow, by its parameters at one height.
public struct EscrowSpreads: Hashable, Sendable {
  /// Kept when credits are minted of tokens, in ten-thousandths.
  public let mintBasisPoints: UInt32
  /// Kept when a provider's credits are settled, in ten-thousandths.
  public let settleBasisPoints: UInt32

  /// Where they are asked for.
  public static let path = "/akash/bme/v1/params"
  /// Nothing is kept.
  public static let none = EscrowSpreads(mintBasisPoints: 0, settleBasisPoints: 0)

  /// Takes both, at most 10,000 each.
  public init(mintBasisPoints: UInt32, settleBasisPoints: UInt32) {
    precondition(
      max(mintBasisPoints, settleBasisPoints) <= 10_000, "No more is kept than the whole.")
    self.mintBasisPoints = mintBasisPoints
    self.settleBasisPoints = settleBasisPoints
  }

  /// Reads `{"params":{…}}`.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    var fields = try root.member("params").fields()
    self.init(
      mintBasisPoints: try fields.required("mint_spread_bps").integer(in: 0...10_000),
      settleBasisPoints: try fields.required("settle_spread_bps").integer(in: 0...10_000))
  }

  /// What the payer loses of each payment in a denomination, in ppm, and never more than that.
  ///
  /// Credits (uact) are minted of tokens and settled back into them; whatever else escrow is paid
  /// in goes through unchanged, since the chain has no take rate any more.
  public func costPPM(_ denomination: String) -> UInt32 {
    guard denomination.utf8.elementsEqual("uact".utf8) else { return 0 }
    return min(1_000_000, (mintBasisPoints + settleBasisPoints) * 100)
  }
}

extension ChainClient {
  /// The spreads at a height.
  public func escrowSpreads(height: Int64) async throws(ChainFailure) -> EscrowSpreads {
    try await get(EscrowSpreads.path, height: height, EscrowSpreads.init)
  }
}
