public import Encoding
public import Quantities

/// `relation.declared/1`: a wallet says that another belongs to it.
public struct RelationDeclared: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.relationDeclared
  /// Who says so.
  public var wallet: Address
  /// The other.
  public var relative: Address

  /// Takes both fields as they are.
  public init(wallet: Address, relative: Address) {
    self.wallet = wallet
    self.relative = relative
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    wallet = try fields.required("wallet").address()
    relative = try fields.required("relative").address()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("wallet", wallet)
    writer.field("relative", relative)
  }

  /// Both.
  public var addresses: [Address] { [wallet, relative] }

  /// The wallet that says so.
  public func authority(in state: ProgramState) -> Authority { .provider(wallet) }

  /// Refuses a wallet and itself, what stands already, and what the administrator decided.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try state.activity.requireChange(wallet, relative, areRelated: true)
    try state.activity.requireUndecided(wallet, relative)
  }

  /// Makes the two related.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.activity.relate(wallet, relative, areRelated: true)
  }
}
