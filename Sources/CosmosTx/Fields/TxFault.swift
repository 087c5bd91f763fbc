public import Encoding
public import Keys

/// What can be wrong with a transaction: its bytes, its texts, or what it would do.
public enum TxFault: Error, Hashable, Sendable {
  // Bytes.
  case tooLarge(limitBytes: Int)
  case truncated
  case overlongVarint
  case numberTooLarge
  case wrongWireType(expected: Int, found: Int)
  case unknownField(Int)
  case outOfOrder(Int)
  case duplicateField(Int)
  case emptyButPresent
  case missing
  case notUTF8
  case wrongCount(lowest: Int, highest: Int)
  case unused
  case typeNotHere(String)
  case notOneOf
  case textForm
  // JSON.
  case json(JSONFault)
  case field(JSONFieldFault)
  case base64
  case wholeNumberText
  // Values.
  case controlCharacter
  case tooLong(limitBytes: Int)
  case address(Bech32Error)
  case denomination
  case amountForm
  case amountNegative
  case amountZero
  case amountTooLarge
  case signMode
  case publicKey(PublicKeyError)
  case chainID
  case bitArray
  case multisigThreshold
  case multisigMemberTwice
  // What it would do.
  case prefix(expected: String)
  case moduleAccount(String)
  case coinsNotSorted
  case actDenomination
  case otherDenomination(String)
  case manyInputs(Int)
  case unequalSums
  case sumTooLarge
  case payeeTwice
  case notTheAuthority(String)
  case gasZero
  case feeCoins
  case severalSigners
  case tooManySignatures(Int)
  case emptyText
}
