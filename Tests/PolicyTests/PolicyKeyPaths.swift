import Policy

/// Every key of the reader as a path, lists marked with `[]`, in the reference's order.
enum PolicyKeyPaths {
  /// Which keys hold a mapping, with its keys; a name ending in `[]` is a list of them.
  private static let inner: [(path: String, keys: [String])] = [
    ("window", PolicyKeys.span), ("budget", PolicyKeys.budget),
    ("observation", PolicyKeys.observation), ("observation.quorum", PolicyKeys.quorum),
    ("observation.maintenance", PolicyKeys.maintenance), ("price", PolicyKeys.price),
    ("payouts", PolicyKeys.payouts), ("treasury", PolicyKeys.treasury),
    ("treasury.gas", PolicyKeys.gas), ("treasury.pacing", PolicyKeys.pacing),
    ("treasury.timeout", PolicyKeys.timeout), ("order[]", []), ("market", PolicyKeys.market),
    ("market.rents[]", PolicyKeys.rent), ("market.dailyVolume", PolicyKeys.volume),
    ("targets[]", PolicyKeys.target), ("pools[]", PolicyKeys.pool(rules: 2)),
    ("pools[].span", PolicyKeys.span), ("pools[].eligibility", PolicyKeys.eligibility),
    ("pools[].eligibility.vendors[]", []), ("pools[].eligibility.launched", PolicyKeys.launched),
    ("pools[].eligibility.admit[]", []), ("pools[].eligibility.refuse[]", []),
    ("pools[].eligibility.named[]", []), ("pools[].uptime", PolicyKeys.uptime),
    ("pools[].uptime.curve[]", PolicyKeys.curveStep),
    ("pools[].classWeights[]", PolicyKeys.classWeight),
    ("pools[].sizeClasses[]", PolicyKeys.sizeClass), ("pools[].baseline", PolicyKeys.baseline),
    ("pools[].priceGuidance", PolicyKeys.priceGuidance),
    ("pools[].priceGuidance.prices[]", PolicyKeys.rent), ("pools[].caps", PolicyKeys.caps),
    ("pools[].caps.perGpuHour[]", PolicyKeys.hourCap), ("pools[].floor", PolicyKeys.floor),
    ("pools[].lines[]", PolicyKeys.line), ("pools[].vesting", PolicyKeys.vesting),
    ("pools[].conversion", PolicyKeys.conversion), ("pools[].activity", PolicyKeys.activity),
    ("acceptances[]", PolicyKeys.acceptance),
  ]

  /// All keys, those that hold other keys before these.
  static let all = paths(PolicyKeys.program, in: "")

  /// Keys that hold a value themselves.
  static let leaves = all.filter { path in
    !inner.contains { $0.path == path && !$0.keys.isEmpty }
  }

  private static func paths(_ keys: [String], in prefix: String) -> [String] {
    keys.flatMap { key -> [String] in
      let path = prefix.isEmpty ? key : prefix + "." + key
      for candidate in [path, path + "[]"] {
        if let match = inner.first(where: { $0.path == candidate }) {
          return [candidate] + paths(match.keys, in: candidate)
        }
      }
      return [path]
    }
  }
}
