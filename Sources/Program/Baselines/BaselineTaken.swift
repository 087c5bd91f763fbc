public import Encoding
public import Policy
public import Quantities

/// `baseline.taken/1`: how many GPUs of a class a provider had before the program (O-37).
public struct BaselineTaken: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.baselineTaken
  /// The provider.
  public var provider: Address
  /// The class.
  public var gpuClass: GPUClass
  /// How many GPUs were there.
  public var units: Int
  /// The block at which they were counted.
  public var height: Int64

  /// Takes every field as it is.
  public init(provider: Address, gpuClass: GPUClass, units: Int, height: Int64) {
    self.provider = provider
    self.gpuClass = gpuClass
    self.units = units
    self.height = height
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    provider = try fields.required("provider").address()
    gpuClass = try fields.required("class").gpuClass()
    units = try fields.required("units").units()
    height = try fields.required("height").integer(in: 0...Int64.max)
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("provider", provider)
    writer.field("class", gpuClass)
    writer.field("units", units)
    writer.field("height", height)
  }

  /// The provider.
  public var addresses: [Address] { [provider] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses a second count, and one that comes after the provider enrolled the class.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try UnitLimit.require(units, least: 0)
    try state.requireCatalogued(gpuClass)
    if let count = state.baselines.count(of: provider, gpuClass) {
      throw .baselineTaken(provider, gpuClass, line: count.line)
    }
    if let line = state.enrolments.firstLine(of: provider, gpuClass) {
      throw .baselineAfterEnrolment(provider, gpuClass, line: line)
    }
  }

  /// Adds the count, and the provider to the roster.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.roster.enlist(provider)
    state.baselines.take(self, line: frame.line)
  }
}
