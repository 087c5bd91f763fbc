import CosmosTx
import Payouts
import Quantities

/// A payment that the journal knows, as the reader of blocks looks for it.
struct KnownPayment: Hashable, Sendable {
  /// What was signed, or is to be, and by whose key.
  struct Document: Hashable, Sendable {
    let transaction: Transaction
    let key: AccountKey
  }

  /// The hash of its sign bytes.
  let identity: Digest
  /// The sequence that it uses.
  let sequence: UInt64
  /// Nil where nobody here has it.
  var document: Document?

  /// Whether signatures are its members', in whatever bytes they came.
  func isSigned(by signatures: [[UInt8]], at position: SignerPosition) -> Bool {
    guard position.sequence == sequence, let document else { return false }
    return document.transaction.isSigned(by: signatures, of: document.key, at: position)
  }
}
