public import Quantities

/// What a provider has enrolled of a class beyond what was there before the program (O-37).
///
///     additional = max(0, enrolled − baseline)
public struct Additionality: Hashable, Sendable {
  /// The provider.
  public let provider: ProviderIndex
  /// The class.
  public let gpuClass: ClassIndex
  /// The units that were there before; 0 where no baseline was taken.
  public let baselineUnits: Int
  /// The units enrolled.
  public let enrolledUnits: Int

  /// The units that were not there before.
  public var additionalUnits: Int { max(0, enrolledUnits - baselineUnits) }

  /// Who has brought what into a pool at a time, by provider and class.
  public static func view(
    of claims: [Claim], baselines: [BaselineCount], pool: Label, at time: Timestamp
  ) -> [Additionality] {
    let enrolled = SortedMap(
      claims.filter { $0.pool == pool && $0.from <= time && time < $0.until }
        .map { (Subject(provider: $0.provider, gpuClass: $0.gpuClass), $0.units) }
    ) { (left: Int, right: Int) in left + right }
    let before = SortedMap(
      baselines.map { (Subject(provider: $0.provider, gpuClass: $0.gpuClass), $0.units) }
    ) { (left: Int, right: Int) in max(left, right) }
    return enrolled.map { subject, units in
      Additionality(
        provider: subject.provider, gpuClass: subject.gpuClass,
        baselineUnits: before[subject] ?? 0, enrolledUnits: units)
    }
  }

  private struct Subject: Comparable {
    let provider: ProviderIndex
    let gpuClass: ClassIndex

    static func < (left: Subject, right: Subject) -> Bool {
      (left.provider, left.gpuClass) < (right.provider, right.gpuClass)
    }
  }
}
