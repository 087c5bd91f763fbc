public import Keys
public import Quantities

/// An account's address, its checksum and length checked where it entered.
///
/// Of which network it is, and whether it can receive, the network's rules say.
public struct AccountAddress: Hashable, Sendable {
  /// The lower-case text as bytes.
  public let bytes: [UInt8]

  /// A blank that a reader replaces.
  init() { bytes = [] }

  /// Checks a text: bech32 in small letters, 20 or 32 bytes.
  public init(_ text: String) throws(Bech32Error) {
    try self.init(checking: Array(text.utf8))
  }

  /// Checks an address that another room holds.
  public init(_ address: Address) throws(Bech32Error) {
    try self.init(checking: address.bytes)
  }

  /// Writes 20 or 32 bytes as an address.
  public init(prefix: String, payload: [UInt8]) throws(Bech32Error) {
    guard payload.count == 20 || payload.count == 32 else {
      throw .wrongPayloadLength(payload.count)
    }
    try self.init(Bech32.address(prefix: prefix, payload: payload))
  }

  init(checking text: [UInt8]) throws(Bech32Error) {
    // Other prefixes could hold quotes, which no network's do.
    guard text.allSatisfy(Address.accepts) else { throw Self.unaccepted(text) }
    try Bech32.verifyAccountText(text)
    bytes = text
  }

  /// What stands before the `1`, such as `akash`.
  public var prefix: String {
    let end = bytes.lastIndex(of: UInt8(ascii: "1")) ?? bytes.startIndex
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  private static func unaccepted(_ text: [UInt8]) -> Bech32Error {
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    return text.contains(where: capitals.contains) ? .upperCase : .invalidCharacter
  }

  /// The address as other rooms hold it.
  public var address: Address {
    do {
      return try Address(bytes: bytes)
    } catch {
      preconditionFailure("An account's text is an address.")
    }
  }

  /// The text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension AccountAddress: WireText {
  static var kind: String { "address" }
  var wireText: [UInt8] { bytes }

  init(wireText: ArraySlice<UInt8>) throws(TxFault) {
    do {
      try self.init(checking: Array(wireText))
    } catch {
      throw .address(error)
    }
  }
}

extension AccountAddress: Comparable {
  /// Orders by the text's bytes.
  public static func < (left: AccountAddress, right: AccountAddress) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension AccountAddress: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
