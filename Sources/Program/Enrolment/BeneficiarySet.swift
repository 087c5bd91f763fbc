public import Encoding
public import Quantities
public import Rewards

/// `beneficiary.set/1`: the administrator says which party is behind a provider.
public struct BeneficiarySet: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.beneficiarySet
  /// The provider.
  public var provider: Address
  /// The party behind it.
  public var beneficiary: Beneficiary

  /// Takes every field as it is.
  public init(provider: Address, beneficiary: Beneficiary) {
    self.provider = provider
    self.beneficiary = beneficiary
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    provider = try fields.required("provider").address()
    let node = try fields.required("beneficiary")
    let text = try node.string()
    if let label = try? Label(text) {
      beneficiary = Beneficiary(label)
    } else if let address = try? Address(text) {
      beneficiary = Beneficiary(address)
    } else {
      throw node.error(.refused("must be a label or an address"))
    }
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("provider", provider)
    writer.field("beneficiary", ascii: beneficiary.bytes)
  }

  /// The provider.
  public var addresses: [Address] { [provider] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses the beneficiary that the provider has.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard state.beneficiary(of: provider) != beneficiary else {
      throw .beneficiaryUnchanged(beneficiary)
    }
  }

  /// Changes the beneficiary.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.beneficiaries[provider] = beneficiary
  }
}
