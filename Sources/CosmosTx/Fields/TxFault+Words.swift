import Encoding
import Keys

extension TxFault: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    bytesWords ?? jsonWords ?? valueWords ?? actionWords
  }

  private var bytesWords: String? {
    switch self {
    case .tooLarge(let limit): "longer than \(limit) bytes, more than a node takes"
    case .truncated: "the bytes end too early"
    case .overlongVarint: "a number is written longer than it needs to be"
    case .numberTooLarge: "a number is larger than its field holds"
    case .wrongWireType(let expected, let found):
      "wire type \(found) where \(expected) is meant"
    case .unknownField(let number):
      "field \(number) is not known here, so that nobody was shown what it does"
    case .outOfOrder(let number): "field \(number) stands after one with a higher number"
    case .duplicateField(let number): "field \(number) occurs twice"
    case .emptyButPresent: "an empty value is written out, which the chain's own tools never do"
    case .missing: "missing"
    case .notUTF8: "text that is not UTF-8"
    case .wrongCount(let lowest, let highest):
      lowest == highest ? "must be exactly \(lowest)" : "must be \(lowest)…\(highest)"
    case .unused: "a part of transactions that is not used here must be empty"
    case .typeNotHere(let type): "\(type) is not accepted here"
    case .notOneOf: "exactly one of the choices must be there"
    case .textForm: "neither JSON nor base64 nor hexadecimal digits"
    default: nil
    }
  }

  private var jsonWords: String? {
    switch self {
    case .json(let fault): "not strict JSON: \(fault)"
    case .field(let fault): "\(fault)"
    case .base64: "not standard base64 with padding"
    case .wholeNumberText: "whole numbers of 64 bits are written as text, without idle zeros"
    default: nil
    }
  }

  private var valueWords: String? {
    switch self {
    case .controlCharacter: "a control character, which wallets would not show"
    case .tooLong(let limit): "longer than \(limit) bytes"
    case .address(let error): "no account's address: \(error)"
    case .denomination: "no denomination: 3…128 letters, digits or /:._- after a letter"
    case .amountForm: "an amount is whole digits without idle zeros"
    case .amountNegative: "an amount is below zero"
    case .amountZero: "an amount is zero"
    case .amountTooLarge: "an amount is above 10^18, some thousand times all AKT there are"
    case .signMode: "a sign mode other than direct and amino JSON"
    case .publicKey(let error): "\(error)"
    case .chainID: "a chain's id has 1…50 letters, digits, hyphens, full stops or underscores"
    case .bitArray: "the bits do not say which of the key's members signed"
    case .multisigThreshold: "a threshold is 1 up to the number of members"
    case .multisigMemberTwice: "a member occurs twice in a multisig key"
    default: nil
    }
  }

  private var actionWords: String {
    switch self {
    case .prefix(let expected): "not of this network: its addresses begin with \(expected)1"
    case .moduleAccount(let name):
      "the chain's own account of \(name) cannot receive; the whole transaction would fail"
    case .coinsNotSorted: "coins must be sorted by denomination, each once"
    case .actDenomination:
      "uact cannot be sent to anybody: it pays for leases and is made by burning AKT. Pay uakt"
    case .otherDenomination(let found): "pays \(found), and this network is paid in uakt"
    case .manyInputs(let count): "MsgMultiSend has exactly one input, this one \(count)"
    case .unequalSums: "what the input gives is not what the outputs get"
    case .sumTooLarge: "a sum is above 10^18"
    case .payeeTwice: "the same payee stands here twice"
    case .notTheAuthority(let expected): "only the governance account \(expected) may do this"
    case .gasZero: "the gas limit is zero"
    case .feeCoins: "a fee is one amount of uakt, or none"
    case .severalSigners: "it needs the signatures of several accounts; one is supported"
    case .tooManySignatures(let count): "\(count) signatures or members; the chain takes 7"
    case .emptyText: "must not be empty"
    default: "refused"
    }
  }
}
