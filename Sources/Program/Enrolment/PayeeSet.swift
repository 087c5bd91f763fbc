public import Encoding
public import Quantities

/// `payee.set/1`: a provider names the address that is paid.
public struct PayeeSet: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.payeeSet
  /// The provider.
  public var provider: Address
  /// Whom its pay goes to, in statements frozen at later lines.
  public var payee: Address

  /// Takes every field as it is.
  public init(provider: Address, payee: Address) {
    self.provider = provider
    self.payee = payee
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    provider = try fields.required("provider").address()
    payee = try fields.required("payee").address()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("provider", provider)
    writer.field("payee", payee)
  }

  /// Both.
  public var addresses: [Address] { [provider, payee] }

  /// The provider.
  public func authority(in state: ProgramState) -> Authority { .provider(provider) }

  /// Refuses the payee that the provider has.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard state.payee(of: provider) != payee else { throw .payeeUnchanged(payee) }
  }

  /// Changes the payee.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.payees[provider] = payee
    state.payeeNamings.append(
      NamedPayee(
        provider: provider, payee: payee, admittedAt: frame.admittedAt, isSigned: frame.isSigned))
  }
}
