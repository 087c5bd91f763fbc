/// One daily epoch of the design point, and what is fixed about it.
public enum DesignPoint {
  /// Slots of a day.
  public static let slots = 288
  /// Seconds of a slot.
  public static let slotSeconds = 300
  /// Independent observers.
  public static let observers = 3
  /// GPUs of each provider, all on one node.
  public static let unitsPerProvider = 8
  /// The first second of the program and of its first epoch: 2026-01-01.
  public static let startSeconds = 1_767_225_600
  /// The first second after the epoch.
  public static var endSeconds: Int { startSeconds + slots * slotSeconds }
  /// The pool that is closed.
  public static let pool = "liquidity"
  /// The seed of everything.
  public static let seed: UInt64 = 0x5717_E11D

  /// A kind of GPU on offer: its class, what devices report, and its weight in the pool.
  public struct Offer: Sendable {
    /// Exact name in the catalogue.
    public let className: String
    /// The descriptor in a segment.
    public let descriptor: String
    /// ppm.
    public let weight: Int
  }

  /// What providers offer; provider i offers the one that its stream picks.
  public static let offers: [Offer] = [
    offer("nvidia/h200/141/sxm", "h200", "2335", "SXM5", "141Gi", 5_000_000),
    offer("nvidia/h100/80/sxm", "h100", "2330", "SXM5", "80Gi", 4_000_000),
    offer("nvidia/a100/80/sxm", "a100", "20b2", "SXM4", "80Gi", 2_500_000),
    offer("nvidia/l40s/48/pcie", "l40s", "", "PCIe", "48Gi", 1_500_000),
    offer("nvidia/rtx4090/24/pcie", "rtx4090", "2684", "PCIe", "24Gi", 600_000),
  ]

  private static func offer(
    _ className: String, _ name: String, _ id: String, _ interface: String, _ memory: String,
    _ weight: Int
  ) -> Offer {
    Offer(
      className: className,
      descriptor: #"{"vendor":"nvidia","name":"\#(name)","id":"\#(id)","#
        + #""interface":"\#(interface)","memory":"\#(memory)"}"#,
      weight: weight)
  }
}
