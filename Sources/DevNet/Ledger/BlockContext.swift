/// What a transaction sees of the block that it runs in.
struct BlockContext: Sendable {
  /// Why it runs.
  enum Purpose: Sendable {
    /// Whether a node takes it: only what comes before its messages, and the node's own least fee.
    case check
    /// It stands in a block.
    case deliver
    /// What it would use: signatures and fee are not looked at.
    case simulate
  }

  let chainID: String
  let height: Int64
  let millis: Int64
  let purpose: Purpose

  /// The most characters of a memo, and the most signatures, members of a multisig counted.
  static let limitMemo = 256
  static let limitSignatures = 7
  /// How far ahead an unordered transaction may end, in milliseconds.
  static let limitUnorderedMillis: Int64 = 600_000
  /// A node's least price of gas: 25 uakt for 10,000.
  static let gasPrice = (uakt: UInt64(25), gas: UInt64(10_000))

  /// The least fee for gas, in uakt.
  static func leastFee(gas: UInt64) -> UInt128 {
    (UInt128(gas) * UInt128(gasPrice.uakt) + UInt128(gasPrice.gas) - 1) / UInt128(gasPrice.gas)
  }

  // What things cost, in gas: bytes and signatures as the network's parameters say, the rest about
  // what its stores take.
  static let gasPerByte: UInt64 = 10
  static let gasPerSignature: UInt64 = 1_000
  static let gasOfAdmission: UInt64 = 42_000
  static let gasOfUnordered: UInt64 = 2_240
  static let gasPerMessage: UInt64 = 6_000
  static let gasPerTransfer: UInt64 = 13_000
  static let gasOfProposal: UInt64 = 40_000
}
