public import Encoding

/// What a node says of itself: whose release it runs.
public struct NodeRelease: Hashable, Sendable {
  /// The chain's id.
  public let chainID: String
  /// The application: `akash`.
  public let application: String
  /// Its version: `v2.1.0`.
  public let version: String
  /// The version of what it is built on.
  public let sdkVersion: String

  /// Where it is asked for.
  public static let path = "/cosmos/base/tendermint/v1beta1/node_info"

  /// Reads the answer.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    var fields = try root.fields()
    chainID = try fields.required("default_node_info").member("network").string(limitBytes: 64)
    var release = try fields.required("application_version").fields()
    application = try release.optionalOrNull("app_name")?.string(limitBytes: 128) ?? ""
    version = try release.required("version").string(limitBytes: 128)
    sdkVersion = try release.optionalOrNull("cosmos_sdk_version")?.string(limitBytes: 128) ?? ""
  }
}

/// What a node asks for gas, which every node decides by itself.
public struct GasPrices: Hashable, Sendable {
  /// The least price of one unit of gas, by denomination; empty where it takes anything.
  public let minimum: [DecimalCoin]

  /// Where it is asked for.
  public static let path = "/cosmos/base/node/v1beta1/config"

  /// Reads `{"minimum_gas_price":"0.002500000000000000uakt"}`, perhaps several with commas.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    let node = try root.member("minimum_gas_price")
    let text = try node.string(limitBytes: 4_096)
    var minimum: [DecimalCoin] = []
    for part in text.split(separator: ",") {
      let digits = part.prefix { $0 == "." || ($0.isASCII && $0.isNumber) }
      let unit = part.dropFirst(digits.count)
      guard !unit.isEmpty, let scaled = try? DecimalText.integer(String(digits), scale: 18) else {
        throw node.error(.refused("no prices of gas"))
      }
      minimum.append(DecimalCoin(denomination: String(unit), scaled: scaled))
    }
    self.minimum = minimum
  }

  /// ⌈gas · price⌉ in whole units of a denomination: the least that the node takes for so much gas;
  /// nil where it takes none in that denomination, or beyond 128 bits.
  public func fee(gas: UInt64, denomination: String) -> UInt128? {
    let price = minimum.first { $0.denomination.utf8.elementsEqual(denomination.utf8) }
    guard let price, price.scaled >= 0 else { return nil }
    let scale: UInt128 = 1_000_000_000_000_000_000
    let (product, overflow) = UInt128(gas).multipliedReportingOverflow(by: UInt128(price.scaled))
    guard !overflow else { return nil }
    return product / scale + (product % scale == 0 ? 0 : 1)
  }
}

/// The bounds of a block.
public struct BlockLimits: Hashable, Sendable {
  /// The most bytes; -1: no bound but the chain's own.
  public let bytes: Int64
  /// The most gas; -1: none.
  public let gas: Int64

  /// Where it is asked for.
  public static let path = "/cosmos/consensus/v1/params"

  /// Reads the answer.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    var block = try root.member("params").member("block").fields()
    bytes = try Self.bound(try block.required("max_bytes"))
    gas = try Self.bound(try block.required("max_gas"))
  }

  private static func bound(_ node: JSONNode) throws(JSONFieldError) -> Int64 {
    guard let number = Int64(try node.string(limitBytes: 24)), number >= -1 else {
      throw node.error(.refused("no bound of a block"))
    }
    return number
  }
}

extension ChainClient {
  /// What release a node runs.
  public func nodeRelease() async throws(ChainFailure) -> NodeRelease {
    try await get(NodeRelease.path, NodeRelease.init)
  }

  /// What a node asks for gas.
  public func gasPrices() async throws(ChainFailure) -> GasPrices {
    try await get(GasPrices.path, GasPrices.init)
  }

  /// The bounds of a block.
  public func blockLimits(height: Int64? = nil) async throws(ChainFailure) -> BlockLimits {
    try await get(BlockLimits.path, height: height, BlockLimits.init)
  }
}
