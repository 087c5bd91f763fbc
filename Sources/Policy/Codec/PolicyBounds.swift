/// Limits that every policy keeps; they are checked at decoding, so that no rule can overflow.
public enum PolicyBounds {
  /// The most bytes of a policy's YAML text.
  public static let textBytes = 262_144
  /// The deepest nesting of a policy document.
  public static let depth = 16
  /// The most bytes of a policy's canonical JSON.
  public static let jsonBytes = 1_048_576
  /// The most pools.
  public static let pools = 100
  /// The most elements of any other list.
  public static let listElements = 1_000
  /// The most bytes of a role or a reason.
  public static let textFieldBytes = 2_000
  /// The highest factor, 100 times, in ppm.
  public static let factorPPM: UInt64 = 100_000_000
  /// The most GPUs of a line, target or size class.
  public static let units = 1_000_000
  /// The most hours of a planned line: 231 years.
  public static let hours: Int64 = 2_024_904
  /// The longest slot, one day.
  public static let slotSeconds: Int64 = 86_400
  /// The longest grace, allowance, notice or price window: one year.
  public static let windowSeconds: Int64 = 31_622_400
  /// The most observers that a quorum number asks for.
  public static let quorum = 1_000
  /// The most price samples or sources asked for.
  public static let samples = 1_000_000
  /// The most epochs over which uptime is measured.
  public static let uptimeWindowEpochs = 1_000
  /// The most outputs of one transaction.
  public static let outputs = 10_000
  /// The most gas of a transaction or of one output.
  public static let gas: Int64 = 1_000_000_000_000
  /// The most blocks until a timeout: two years of five seconds each.
  public static let blocks: Int64 = 12_614_400
  /// The most nodes that must agree.
  public static let nodes = 64
  /// The largest memory of a device, in GB.
  public static let memoryGB = 100_000
}
