import Policy
import Quantities

// What a pool's lists say of a part's class.
extension StatementPart {
  /// The weight of the first pattern that matches, in ppm; 0: none does.
  func weightPPM(in weights: [ClassWeight]) -> UInt64 {
    guard let gpuClass else { return 0 }
    return weights.first { $0.pattern.matches(gpuClass) }?.weight.ppm ?? 0
  }

  /// The cap per GPU-hour of the first pattern that matches.
  func hourCap(in caps: CapRule) -> HourCap? {
    guard let gpuClass else { return nil }
    return caps.perGPUHour.first { $0.pattern.matches(gpuClass) }
  }
}
