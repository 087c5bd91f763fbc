/// Seconds to slots, with the rounding that "whole slots inside" needs.
enum SlotGrid {
  /// The first slot that starts at or after so many seconds.
  static func firstWholeSlot(_ seconds: Int64, _ slotSeconds: Int64) -> Int64 {
    -slotsBefore(-seconds, slotSeconds)
  }

  /// The number of slots that end by so many seconds: the floor of the quotient.
  static func slotsBefore(_ seconds: Int64, _ slotSeconds: Int64) -> Int64 {
    let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: slotSeconds)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
