import Keys
import Quantities

/// A key of which k of n members sign: `/cosmos.crypto.multisig.LegacyAminoPubKey`.
///
/// The members' order belongs to the key: another order is another account.
public struct MultisigKey: Hashable, Sendable {
  /// The chain counts members as signatures, of which it takes seven.
  public static let limitMembers = 7

  private var thresholdNumber: UInt32 = 0
  private var keys: [MemberKey] = []

  init() {}

  /// Joins a threshold and members in their order.
  public init(threshold: Int, members: [WalletKey]) throws(TxFault) {
    thresholdNumber = UInt32(clamping: threshold)
    keys = members.map(MemberKey.init)
    if let fault = fault() { throw fault }
  }

  /// How many must sign.
  public var threshold: Int { Int(thresholdNumber) }

  /// The members, in the key's order.
  public var members: [WalletKey] { keys.map(\.wallet) }

  /// The members in the order that `akash keys add --multisig` gives them: by their addresses.
  public static func sorted(_ members: [WalletKey]) -> [WalletKey] {
    members.sorted { $0.accountBytes.lexicographicallyPrecedes($1.accountBytes) }
  }

  /// The 20 bytes inside its address: the first of SHA-256 of the key in amino's binary form.
  var accountBytes: [UInt8] { Array(Sha256.digest(of: aminoBytes).bytes[..<20]) }

  /// The key in amino's binary form: two type prefixes, a threshold, each member with its length.
  public var aminoBytes: [UInt8] {
    var writer = ProtobufWriter()
    var number = thresholdNumber
    writer.small(1, "threshold", &number)
    for key in keys {
      writer.delimited(2, [0xEB, 0x5A, 0xE9, 0x87, 33] + key.wallet.bytes)
    }
    return [0x22, 0xC1, 0xF7, 0xE2] + writer.buffer
  }
}

extension MultisigKey: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.small(1, "threshold", &thresholdNumber)
    try fields.anys(2, "public_keys", &keys, count: 1...Self.limitMembers)
  }

  func fault() -> TxFault? {
    guard !keys.isEmpty, keys.count <= Self.limitMembers else {
      return .tooManySignatures(keys.count)
    }
    guard thresholdNumber >= 1, thresholdNumber <= keys.count else { return .multisigThreshold }
    return Set(keys).count == keys.count ? nil : .multisigMemberTwice
  }
}
