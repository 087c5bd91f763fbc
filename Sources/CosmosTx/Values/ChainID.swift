/// A chain's id, such as `akashnet-2`: 1…50 letters, digits, hyphens, full stops, underscores.
public struct ChainID: Hashable, Sendable {
  /// The ASCII bytes.
  public let bytes: [UInt8]

  /// A blank that a reader replaces.
  init() { bytes = [] }

  /// Checks a text.
  public init(_ text: String) throws(TxFault) {
    try self.init(wireText: Array(text.utf8)[...])
  }

  /// The text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension ChainID: WireText {
  static var kind: String { "chain id" }
  var wireText: [UInt8] { bytes }

  init(wireText: ArraySlice<UInt8>) throws(TxFault) {
    let isTaken = wireText.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isTaken, !wireText.isEmpty, wireText.count <= 50 else { throw .chainID }
    bytes = Array(wireText)
  }
}

extension ChainID: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
