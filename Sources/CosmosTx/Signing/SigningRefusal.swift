public import Keys

/// Why a transaction was not signed, combined or believed.
public enum SigningRefusal: Error, Hashable, Sendable {
  /// It is signed already.
  case alreadySigned
  /// Nobody signed it.
  case unsigned
  /// It needs signatures of several accounts.
  case severalSigners
  /// The key is of another account than the one that must sign.
  case anotherAccount(expected: AccountAddress, found: AccountAddress)
  /// Only secp256k1 keys are those of wallets.
  case notAWalletKey
  /// The key is no member of the multisig key.
  case notAMember(WalletKey)
  /// A member signed twice.
  case memberTwice(WalletKey)
  /// A member signed by another mode than amino JSON.
  case memberMode(WalletKey)
  /// A member signed for another turn of the account.
  case otherSequence(expected: UInt64, found: UInt64)
  /// Fewer members signed than must.
  case thresholdNotMet(present: Int, needed: Int)
  /// The bits name another number of members than signed, or than the key has.
  case bitsDiffer
  /// A member's signature stands where another member's belongs.
  case wrongOrder
  /// The signature has another form than 64 bytes of a reduced r and a low s.
  case malformed(SignatureError)
  /// The signature is not of this transaction by this key at this place.
  case mismatch
  /// A key cannot have an address of the network.
  case address(Bech32Error)
}

extension SigningRefusal {
  /// The stable name of the refusal.
  public var code: String {
    switch self {
    case .alreadySigned: "tx-already-signed"
    case .unsigned: "tx-unsigned"
    case .severalSigners: "tx-several-signers"
    case .anotherAccount: "tx-another-account"
    case .notAWalletKey: "key-without-account"
    case .notAMember: "tx-not-a-member"
    case .memberTwice: "tx-member-twice"
    case .memberMode: "tx-member-mode"
    case .otherSequence: "tx-sequence"
    case .thresholdNotMet: "tx-threshold"
    case .bitsDiffer: "tx-bits"
    case .wrongOrder: "tx-signature-order"
    case .malformed: "tx-signature-form"
    case .mismatch: "tx-signature"
    case .address: "tx-address"
    }
  }
}

extension SigningRefusal: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .alreadySigned: "it is signed already"
    case .unsigned: "nobody signed it"
    case .severalSigners: "it needs the signatures of several accounts; one is supported"
    case .anotherAccount(let expected, let found):
      "\(expected) must sign, and the key is that of \(found)"
    case .notAWalletKey: "only a secp256k1 key signs for an account"
    case .notAMember(let key): "\(key.publicKey.text) is no member of the multisig key"
    case .memberTwice(let key): "\(key.publicKey.text) signed twice; each member counts once"
    case .memberMode(let key):
      "\(key.publicKey.text) signed in another mode; members sign amino JSON"
    case .otherSequence(let expected, let found):
      "signed for sequence \(found), and the account stands at \(expected)"
    case .thresholdNotMet(let present, let needed):
      "\(present) members signed, and \(needed) must"
    case .bitsDiffer: "the bits do not say which members signed"
    case .wrongOrder: "a member's signature stands in another member's place"
    case .malformed(let error): "\(error)"
    case .mismatch:
      "the signature is not of this transaction: what was signed differed, or its chain id, "
        + "account number or sequence"
    case .address(let error): "no address can be made: \(error)"
    }
  }
}
