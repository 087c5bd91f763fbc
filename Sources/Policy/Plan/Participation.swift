import Quantities

/// GPUs that are assumed to take part, fully up, for one beneficiary.
public struct Participation: Hashable, Sendable {
  /// Their class.
  public let gpuClass: GPUClass
  /// How many.
  public let units: Int
  /// How many of them were there before the program (O-37).
  public let unitsBefore: Int

  /// Takes the class and the numbers; neither is below zero, nor the second above the first.
  public init(gpuClass: GPUClass, units: Int, unitsBefore: Int = 0) {
    precondition(
      units >= 0 && units <= PolicyBounds.units && unitsBefore >= 0 && unitsBefore <= units,
      "Units before are some of the units, and all are within the bounds.")
    self.gpuClass = gpuClass
    self.units = units
    self.unitsBefore = unitsBefore
  }
}
