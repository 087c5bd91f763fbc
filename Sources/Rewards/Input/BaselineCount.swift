public import Quantities

/// How many units of a class a provider had before the program (O-37).
public struct BaselineCount: Hashable, Sendable {
  /// The provider.
  public let provider: ProviderIndex
  /// The class.
  public let gpuClass: ClassIndex
  /// The units that were there.
  public let units: Int

  /// Takes every field as it is.
  public init(provider: ProviderIndex, gpuClass: ClassIndex, units: Int) {
    self.provider = provider
    self.gpuClass = gpuClass
    self.units = units
  }
}
