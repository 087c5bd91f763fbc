public import Policy
public import Quantities

/// What was there before the program, per provider and class.
public struct BaselineBook: Hashable, Sendable {
  /// One count.
  public struct Count: Hashable, Sendable {
    /// What was counted.
    public let body: BaselineTaken
    /// The line that says so.
    public let line: Int
  }

  /// All counts in log order.
  public private(set) var counts: [Count] = []
  private var positions: [ProviderClass: Int] = [:]

  /// The count of a provider's class.
  public func count(of provider: Address, _ gpuClass: GPUClass) -> Count? {
    positions[ProviderClass(provider: provider, gpuClass: gpuClass)].map { counts[$0] }
  }

  mutating func take(_ body: BaselineTaken, line: Int) {
    positions[ProviderClass(provider: body.provider, gpuClass: body.gpuClass)] = counts.count
    counts.append(Count(body: body, line: line))
  }
}
