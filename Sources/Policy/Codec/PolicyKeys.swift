/// Every key of a policy, per object and in canonical order; `docs/reference/policy.md` says more.
///
/// The reader refuses any other key, the writer writes these in this order, and the JSON Schema is
/// compared with them.
public enum PolicyKeys {
  /// Top level.
  public static let program = [
    "stipend", "name", "network", "rules", "window", "budget", "observation", "price", "payouts",
    "treasury", "order", "market", "targets", "pools", "acceptances", "declared",
  ]
  /// A half-open stretch of time.
  public static let span = ["start", "end"]
  /// Money in canonical JSON; YAML writes it as one text.
  public static let money = ["currency", "micros"]
  /// `budget`.
  public static let budget = ["amount", "basis"]
  /// `observation`.
  public static let observation = [
    "slot", "grace", "quorum", "unobservedAllowance", "maintenance",
  ]
  /// `observation.quorum`.
  public static let quorum = ["state", "count", "lease", "proof"]
  /// `observation.maintenance`.
  public static let maintenance = ["allowance", "notice"]
  /// `price`.
  public static let price = ["window", "minimumSamples", "minimumSources"]
  /// `payouts`.
  public static let payouts = ["hold", "first", "every"]
  /// `treasury`, which a policy may leave out.
  public static let treasury = [
    "denomination", "minimum", "maximumOutputs", "gas", "pacing", "cooling", "timeout", "nodes",
    "alert", "fall", "buffer", "unfunded", "revenueDue",
  ]
  /// `treasury.gas`.
  public static let gas = ["base", "perOutput", "maximum", "price"]
  /// `treasury.pacing`.
  public static let pacing = ["dailyVolume", "share", "source"]
  /// `treasury.timeout`.
  public static let timeout = ["least", "most"]
  /// `market`.
  public static let market = ["rents", "arbitrageMultiple", "dailyVolume", "akt"]
  /// A class with a price per hour: market rents, price guidance.
  public static let rent = ["class", "perHour"]
  /// `market.dailyVolume`.
  public static let volume = ["low", "high"]
  /// An element of `targets`.
  public static let target = ["name", "class", "units", "by"]
  /// An element of `acceptances`.
  public static let acceptance = ["finding", "role", "why", "date", "figures"]
  /// An element of `pools`.
  public static let pool = [
    "name", "kind", "amount", "share", "span", "epoch", "proof", "eligibility", "uptime",
    "classWeights", "sizeClasses", "baseline", "priceGuidance", "caps", "floor", "lines",
    "vesting", "unallocated", "conversion",
  ]
  /// The keys of a pool under a version of the rules.
  public static func pool(rules: Int) -> [String] { rules < 2 ? pool : pool + ["activity"] }
  /// `activity` of a pool, under rules 2.
  public static let activity = activityPart + ["share", "cost", "deployers", "gpu", "cpu"]
  /// What only an epoch pool's `activity` has; another does not write it.
  public static let activityPart = ["part"]
  /// `eligibility` of a pool.
  public static let eligibility = [
    "vendors", "minimumMemory", "launched", "admit", "refuse", "homogeneousNodes",
    "hostMemoryAtLeastGPU", "minimumTier", "tierEvidence", "minimumTerm", "named",
  ]
  /// `eligibility.launched`.
  public static let launched = ["notBefore", "date"]
  /// `uptime` of a pool.
  public static let uptime = ["base", "denominator", "window", "curve"]
  /// An element of `uptime.curve`.
  public static let curveStep = ["from", "factor"]
  /// An element of `classWeights`.
  public static let classWeight = ["class", "weight"]
  /// An element of `sizeClasses`.
  public static let sizeClass = ["from", "below", "factor"]
  /// `baseline` of a pool.
  public static let baseline = ["rule", "factor"]
  /// `priceGuidance` of a pool.
  public static let priceGuidance = ["prices", "above"]
  /// `caps` of a pool.
  public static let caps = ["beneficiaryShare", "beneficiaryAmount", "perGpuHour"]
  /// An element of `caps.perGpuHour`.
  public static let hourCap = ["class", "amount"]
  /// `floor` of a pool.
  public static let floor = ["amount", "mode"]
  /// An element of `lines`.
  public static let line = ["name", "class", "units", "rate", "hours", "stated"]
  /// `vesting` of a pool.
  public static let vesting = ["kind", "cliff", "onExit"]
  /// `conversion` of a pool.
  public static let conversion = ["moment", "fundingPrice", "difference"]
}
