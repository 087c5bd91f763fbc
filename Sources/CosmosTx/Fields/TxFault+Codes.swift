// Stable names of the refusals, for programs and for docs/reference/errors.md.
extension TxFault {
  /// The stable name of the refusal.
  public var code: String {
    bytesCode ?? valueCode ?? actionCode
  }

  private var bytesCode: String? {
    switch self {
    case .tooLarge: "tx-too-large"
    case .truncated: "tx-truncated"
    case .overlongVarint: "tx-overlong-number"
    case .numberTooLarge: "tx-number-too-large"
    case .wrongWireType: "tx-wire-type"
    case .unknownField: "tx-field-unknown"
    case .outOfOrder: "tx-field-order"
    case .duplicateField: "tx-field-twice"
    case .emptyButPresent: "tx-field-empty"
    case .missing: "tx-field-missing"
    case .notUTF8: "tx-not-utf8"
    case .wrongCount: "tx-count"
    case .unused: "tx-field-unused"
    case .typeNotHere: "tx-type"
    case .notOneOf: "tx-not-one-of"
    case .textForm: "tx-form"
    case .json: "tx-json"
    case .field: "tx-json-field"
    case .base64: "tx-base64"
    case .wholeNumberText: "tx-number-text"
    default: nil
    }
  }

  private var valueCode: String? {
    switch self {
    case .controlCharacter: "tx-control-character"
    case .tooLong: "tx-text-too-long"
    case .address: "tx-address"
    case .denomination: "tx-denomination"
    case .amountForm: "tx-amount-form"
    case .amountNegative: "tx-amount-negative"
    case .amountZero: "tx-amount-zero"
    case .amountTooLarge: "tx-amount-too-large"
    case .signMode: "tx-sign-mode"
    case .publicKey: "tx-public-key"
    case .chainID: "tx-chain-id"
    case .bitArray: "tx-bit-array"
    case .multisigThreshold: "tx-multisig-threshold"
    case .multisigMemberTwice: "tx-multisig-member-twice"
    default: nil
    }
  }

  private var actionCode: String {
    switch self {
    case .prefix: "tx-address-prefix"
    case .moduleAccount: "tx-module-account"
    case .coinsNotSorted: "tx-coins-order"
    case .actDenomination: "tx-uact"
    case .otherDenomination: "tx-other-denomination"
    case .manyInputs: "tx-many-inputs"
    case .unequalSums: "tx-sums-differ"
    case .sumTooLarge: "tx-sum-too-large"
    case .payeeTwice: "tx-payee-twice"
    case .notTheAuthority: "tx-authority"
    case .gasZero: "tx-gas-zero"
    case .feeCoins: "tx-fee"
    case .severalSigners: "tx-several-signers"
    case .tooManySignatures: "tx-too-many-signatures"
    case .emptyText: "tx-text-empty"
    default: "tx-refused"
    }
  }
}
