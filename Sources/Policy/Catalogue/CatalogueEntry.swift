/// One class of the catalogue with what is known about it.
public struct CatalogueEntry: Hashable, Sendable {
  /// The class.
  public let gpuClass: GPUClass
  /// The name under which it is sold.
  public let name: String
  /// The first announcement, or nil where no source gives it.
  public let announced: DateClaim?
  /// The first availability, or nil where no source gives it.
  public let available: DateClaim?
  /// Dates of sources that say otherwise (O-18).
  public let otherDates: [DateClaim]
  /// Names that attributes, device tables, drivers and people use.
  public let aliases: [String]
  /// PCI device ids under the class's vendor.
  public let deviceIdentifiers: [DeviceIdentifier]
  /// Reported amounts in MiB that mean this class, where the usual tolerance does not fit.
  public let reportedMemoryMiB: ClosedRange<UInt64>?
  /// What a reader should know, or nil.
  public let notes: String?

  /// Wraps what is known about a class.
  public init(
    gpuClass: GPUClass, name: String, announced: DateClaim?, available: DateClaim?,
    otherDates: [DateClaim], aliases: [String], deviceIdentifiers: [DeviceIdentifier],
    reportedMemoryMiB: ClosedRange<UInt64>?, notes: String?
  ) {
    self.gpuClass = gpuClass
    self.name = name
    self.announced = announced
    self.available = available
    self.otherDates = otherDates
    self.aliases = aliases
    self.deviceIdentifiers = deviceIdentifiers
    self.reportedMemoryMiB = reportedMemoryMiB
    self.notes = notes
  }

  /// The date that a rule of this kind uses, or nil where it is not known.
  public func date(of kind: EligibilityRule.DateKind) -> DateClaim? {
    switch kind {
    case .announced: announced
    case .available: available
    }
  }

  /// The reported amounts in MiB that mean this class.
  public var acceptedMemoryMiB: ClosedRange<UInt64> {
    reportedMemoryMiB ?? MemoryTolerance.range(around: gpuClass.memoryMiB)
  }
}
