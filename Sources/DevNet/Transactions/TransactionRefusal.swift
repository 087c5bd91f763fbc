/// Why a transaction is refused or fails, in the codes and words of the network's own software.
struct TransactionRefusal: Error, Hashable, Sendable {
  /// Whose codes it uses.
  let codespace: String
  /// The code within it; never 0.
  let code: Int
  /// What `raw_log` says.
  let log: String

  init(_ codespace: String, _ code: Int, _ log: String) {
    self.codespace = codespace
    self.code = code
    self.log = log
  }

  private static func sdk(_ code: Int, _ words: String, _ name: String) -> TransactionRefusal {
    TransactionRefusal("sdk", code, words.isEmpty ? name : "\(words): \(name)")
  }

  static func unreadable(_ words: String) -> Self { sdk(2, words, "tx parse error") }
  static func unauthorized(_ words: String) -> Self { sdk(4, words, "unauthorized") }
  static func insufficientFunds(_ words: String) -> Self { sdk(5, words, "insufficient funds") }
  static func invalidAddress(_ words: String) -> Self { sdk(7, words, "invalid address") }
  static func invalidKey(_ words: String) -> Self { sdk(8, words, "invalid pubkey") }
  static func unknownAddress(_ words: String) -> Self { sdk(9, words, "unknown address") }
  static func invalidCoins(_ words: String) -> Self { sdk(10, words, "invalid coins") }
  static func outOfGas(_ place: String, wanted: UInt64, used: UInt64) -> Self {
    sdk(
      11, "out of gas in location: \(place); gasWanted: \(wanted), gasUsed: \(used)", "out of gas")
  }
  static func memoTooLarge(_ words: String) -> Self { sdk(12, words, "memo too large") }
  static func insufficientFee(_ words: String) -> Self { sdk(13, words, "insufficient fee") }
  static func tooManySignatures(_ words: String) -> Self {
    sdk(14, words, "maximum number of signatures exceeded")
  }
  static let noSignatures = sdk(15, "", "no signatures supplied")
  static func invalidRequest(_ words: String) -> Self { sdk(18, words, "invalid request") }
  static let inMempool = sdk(19, "", "tx already in mempool")
  static let mempoolFull = sdk(20, "", "mempool is full")
  static let tooLarge = sdk(21, "", "tx too large")
  static func notFound(_ words: String) -> Self { sdk(38, words, "not found") }
  static func timeoutHeight(_ height: Int64, _ timeout: UInt64) -> Self {
    sdk(30, "block height: \(height), timeout height: \(timeout)", "tx timeout height")
  }
  static func wrongSequence(expected: UInt64, found: UInt64) -> Self {
    sdk(
      32, "account sequence mismatch, expected \(expected), got \(found)",
      "incorrect account sequence")
  }
  static func invalidGas(_ words: String) -> Self { sdk(41, words, "invalid gas limit") }
  static func timeout(_ words: String) -> Self { sdk(42, words, "tx timeout") }
  static func unknownExtension(_ words: String) -> Self {
    sdk(31, words, "unknown extension options")
  }
  static func notSupported(_ words: String) -> Self { sdk(37, words, "feature not supported") }

  static func bank(_ code: Int, _ log: String) -> Self { TransactionRefusal("bank", code, log) }
  static func gov(_ code: Int, _ log: String) -> Self { TransactionRefusal("gov", code, log) }
  static func authz(_ code: Int, _ log: String) -> Self { TransactionRefusal("authz", code, log) }

  /// The same inside the message at a position.
  func inMessage(_ index: Int) -> TransactionRefusal {
    TransactionRefusal(
      codespace, code, "failed to execute message; message index: \(index): \(log)")
  }
}
