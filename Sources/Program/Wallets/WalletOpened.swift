public import Encoding
public import Quantities

/// `wallet.opened/1`: the committee names the account from which is paid.
public struct WalletOpened: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.walletOpened
  /// The chain of the account.
  public var chain: Label
  /// The account.
  public var address: Address
  /// The block from which on its transfers are read.
  public var height: Int64
  /// How many members must sign.
  public var threshold: Int
  /// The members' keys, in the order of the account's key.
  public var members: [PublicKeyText]

  /// Takes every field as it is.
  public init(
    chain: Label, address: Address, height: Int64, threshold: Int, members: [PublicKeyText]
  ) {
    self.chain = chain
    self.address = address
    self.height = height
    self.threshold = threshold
    self.members = members
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    chain = try fields.required("chain").label()
    address = try fields.required("address").address()
    height = try fields.required("height").height()
    threshold = try fields.required("threshold").integer(in: 0...1_000)
    members = try fields.required("members").publicKeys()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("chain", chain)
    writer.field("address", address)
    writer.field("height", height)
    writer.field("threshold", threshold)
    writer.array("members", members) { $0.string($1.text) }
  }
}
