public import Encoding
public import Quantities

/// `contract.ended/1`: the administrator ends a contract early; what is left of it is free again.
public struct ContractEnded: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.contractEnded
  /// The contract's id.
  public var contract: Label
  /// The first second after it.
  public var at: Timestamp

  /// Takes every field as it is.
  public init(contract: Label, at: Timestamp) {
    self.contract = contract
    self.at = at
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    contract = try fields.required("contract").label()
    at = try fields.required("at").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("contract", contract)
    writer.field("at", at)
  }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses an unknown contract, the past, and a time that is not before its end.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard let contract = state.contracts.contract(contract) else {
      throw .contractUnknown(contract)
    }
    try frame.requireEffect(at)
    guard at < contract.until else { throw .afterEnd(at: at, end: contract.until) }
  }

  /// Ends the contract.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.contracts.end(contract, at: at)
  }
}
