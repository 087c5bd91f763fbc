import Encoding
import Quantities

// The chain's own price, and what minting costs.
extension ChainView {
  /// How long a price is kept: a day of blocks.
  private static let keptPrices = 1_440

  func oracleModule(_ question: ChainQuestion, _ path: [String]) throws(ChainError) -> JSONValue {
    switch path {
    case ["aggregated_price", "akt"]: return aggregated
    case let path where path.first == "aggregated_price":
      throw .notFound("price of \(path.last ?? "")")
    case ["prices"]:
      return try ChainPage(question).answer("prices", count: Self.keptPrices) { price(minute: $0) }
    case ["params"]:
      return .members([
        "params": .members([
          "sources": .array([.string("\(world.auditors[1])")]),
          "min_price_sources": .number(1), "max_price_staleness_period": .string("30s"),
          "twap_window": .string("5s"), "max_price_deviation_bps": .text(150),
          "price_retention": .string("86400s"),
        ])
      ])
    default: throw .notImplemented
    }
  }

  /// The price of a minute, times 10^18: it wanders by a hundredth around half a dollar.
  private func scaledPrice(minute: Int64) -> UInt128 {
    func point(_ hour: Int64) -> UInt64 {
      world.chance.below(20_001, .oracle, UInt64(bitPattern: hour))
    }
    // Between two hours it goes in a straight line.
    let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
    let step = point(hour) * UInt64(60 - rest) + point(hour + 1) * UInt64(rest)
    return 534_000_000_000_000_000 + UInt128(step) * 1_000_000_000_000 / 60
  }

  private var minute: Int64 { world.blocks.millis(of: height) / 60_000 }

  private var aggregated: JSONValue {
    let price = JSONValue.decimal(scaled: scaledPrice(minute: minute))
    return .members([
      "aggregated_price": .members([
        "denom": .string("akt"), "twap": price, "median_price": price, "min_price": price,
        "max_price": price, "timestamp": .time(millis: world.blocks.millis(of: height)),
        "num_sources": .number(1), "deviation_bps": .text(0),
      ]),
      "price_health": .members([
        "denom": .string("akt"), "is_healthy": .bool(true), "has_min_sources": .bool(true),
        "deviation_ok": .bool(true), "total_sources": .number(1),
        "total_healthy_sources": .number(1), "failure_reason": .array([]),
      ]),
    ])
  }

  /// The newest first.
  private func price(minute back: Int) -> JSONValue {
    let minute = self.minute - Int64(back)
    return .members([
      "id": .members([
        "source": .number(1), "denom": .string("akt"), "base_denom": .string("usd"),
        "timestamp": .time(millis: minute * 60_000), "sequence": .text(minute),
      ]),
      "state": .members(["price": .decimal(scaled: scaledPrice(minute: minute))]),
    ])
  }

  /// Minting and burning; what self-leasing costs depends on its spreads.
  func mintModule(_ path: [String]) throws(ChainError) -> JSONValue {
    switch path {
    case ["params"]:
      return .members([
        "params": .members([
          "circuit_breaker_warn_threshold": .number(9_500),
          "circuit_breaker_halt_threshold": .number(9_000), "min_epoch_blocks": .text(10),
          "epoch_blocks_backoff_percent": .number(10), "mint_spread_bps": .number(25),
          "settle_spread_bps": .number(0), "max_pending_attempts": .number(3),
          "min_mint": .array([.coin("uact", 10_000_000)]),
        ])
      ])
    case ["status"]:
      return .members([
        "status": .string("mint_status_healthy"),
        "collateral_ratio": .string("1.120000000000000000"),
        "warn_threshold": .string("0.950000000000000000"),
        "halt_threshold": .string("0.900000000000000000"), "mints_allowed": .bool(true),
        "refunds_allowed": .bool(true),
      ])
    default: throw .notImplemented
    }
  }
}
