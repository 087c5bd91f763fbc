import CosmosTx
import Encoding
import Keys
import Quantities

/// Transactions as other tools write them: bytes put together by hand, signed directly.
struct RawTransaction {
  var messages: [(type: String, bytes: [UInt8])]
  var memo = ""
  var timeoutHeight: UInt64 = 0
  /// Appended to the body as it is.
  var extra: [UInt8] = []
  var feeUakt = 1_000

  static func varint(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  static func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
  }

  static func field(_ number: UInt64, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

  static func field(_ number: UInt64, value: UInt64) -> [UInt8] {
    value == 0 ? [] : varint(number << 3) + varint(value)
  }

  static func any(_ type: String, _ bytes: [UInt8]) -> [UInt8] {
    field(1, type) + (bytes.isEmpty ? [] : field(2, bytes))
  }

  static func coin(_ amount: Int, _ denomination: String = "uakt") -> [UInt8] {
    field(1, denomination) + field(2, "\(amount)")
  }

  static func send(
    _ from: AccountAddress, _ to: AccountAddress, _ amount: Int
  ) -> (type: String, bytes: [UInt8]) {
    (
      "/cosmos.bank.v1beta1.MsgSend",
      field(1, from.text) + field(2, to.text) + field(3, coin(amount))
    )
  }

  /// Lets somebody send in another's name, without a limit.
  static func grant(
    _ granter: AccountAddress, _ grantee: AccountAddress, _ type: String
  ) -> (type: String, bytes: [UInt8]) {
    let authorization = any("/cosmos.authz.v1beta1.GenericAuthorization", field(1, type))
    return (
      "/cosmos.authz.v1beta1.MsgGrant",
      field(1, granter.text) + field(2, grantee.text) + field(3, field(1, authorization))
    )
  }

  var body: [UInt8] {
    messages.flatMap { Self.field(1, Self.any($0.type, $0.bytes)) }
      + (memo.isEmpty ? [] : Self.field(2, memo)) + Self.field(3, value: timeoutHeight) + extra
  }

  /// The bytes of a transaction by one key.
  func bytes(by signer: SigningKey, chainID: String, number: UInt64, sequence: UInt64) -> [UInt8] {
    let key = Self.any(
      "/cosmos.crypto.secp256k1.PubKey", Self.field(1, signer.publicKey.bytes))
    let mode = Self.field(1, Self.field(1, value: 1))
    let info = Self.field(1, key) + Self.field(2, mode) + Self.field(3, value: sequence)
    let fee = Self.field(1, Self.coin(feeUakt)) + Self.field(2, value: 400_000)
    let auth = Self.field(1, info) + Self.field(2, fee)
    let document =
      Self.field(1, body) + Self.field(2, auth) + Self.field(3, chainID)
      + Self.field(4, value: number)
    let signature = signer.sign(document).bytes
    return Self.field(1, body) + Self.field(2, auth) + Self.field(3, signature)
  }
}
