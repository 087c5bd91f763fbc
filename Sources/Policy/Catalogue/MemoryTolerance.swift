/// How far a reported amount of memory may lie from a nominal one and still mean it.
///
/// Drivers keep part of the memory, most with error correction on: a T4 reports 15,109 MiB of
/// 16,384 (−7.8 %), an L40S 46,068 of 49,152 (−6.3 %), an H200 143,771 of 144,384. Above nominal
/// only rounding is expected. No two variants of one model in the catalogue come within both.
public enum MemoryTolerance {
  /// The share of the nominal amount that may be missing, in percent.
  public static let belowPercent: UInt64 = 8
  /// The share of the nominal amount that may be too much, in percent.
  public static let abovePercent: UInt64 = 3

  /// The amounts that mean a nominal one: at least 92 % and at most 103 % of it, in whole MiB.
  public static func range(around nominalMiB: UInt64) -> ClosedRange<UInt64> {
    let low = (nominalMiB * (100 - belowPercent) + 99) / 100
    return low...(nominalMiB * (100 + abovePercent) / 100)
  }
}
