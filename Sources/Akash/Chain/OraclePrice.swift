public import CosmosClient
public import Encoding
public import Quantities

/// The chain's own price of its token in dollars.
public struct OraclePrice: Hashable, Sendable {
  /// The median of its sources, in dollars for one AKT.
  public let median: Price18
  /// When it was made.
  public let at: Timestamp
  /// How many sources gave it.
  public let sources: UInt32
  /// Whether the chain itself calls it sound.
  public let isHealthy: Bool

  /// Where it is asked for: the denomination is `akt` there, and not `uakt`.
  public static let path = "/akash/oracle/v2/aggregated_price/akt"

  /// Reads `{"aggregated_price":{…},"price_health":{…}}`.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    var fields = try root.fields()
    var price = try fields.required("aggregated_price").fields()
    median = try price.required("median_price").parse { text throws(QuantityError) in
      try Price18(text)
    }
    at = try price.required("timestamp").textTime()
    sources = try price.required("num_sources").integer(UInt32.self)
    isHealthy = try fields.required("price_health").member("is_healthy").bool()
  }
}

extension ChainClient {
  /// The newest price, or that of a height; the chain forgets prices after a day.
  public func oraclePrice(height: Int64? = nil) async throws(ChainFailure) -> OraclePrice {
    try await get(OraclePrice.path, height: height, OraclePrice.init)
  }
}
