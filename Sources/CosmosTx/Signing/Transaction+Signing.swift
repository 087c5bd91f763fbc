public import Keys

extension Transaction {
  /// The one account that must sign.
  public func signer() throws(SigningRefusal) -> AccountAddress {
    let signers = body.messages.flatMap(\.signers)
    guard let signer = signers.first, signers.allSatisfy({ $0 == signer }) else {
      throw .severalSigners
    }
    guard authInfo.fee.payer == nil || authInfo.fee.payer == signer else {
      throw .severalSigners
    }
    return signer
  }

  /// Throws unless the key is that of the account that must sign.
  func checkSigner(_ key: AccountKey) throws(SigningRefusal) {
    let expected = try signer()
    let found: AccountAddress
    do {
      found = try key.address(prefix: expected.prefix)
    } catch {
      throw .address(error)
    }
    guard found == expected else { throw .anotherAccount(expected: expected, found: found) }
  }

  private func wallet(_ key: SigningKey) throws(SigningRefusal) -> WalletKey {
    guard let wallet = WalletKey(key.publicKey) else { throw .notAWalletKey }
    guard !isSigned else { throw .alreadySigned }
    return wallet
  }

  /// The signed transaction; the key is used in this call and kept nowhere.
  public func signed(
    by key: SigningKey, mode: SignMode = .direct, at position: SignerPosition
  ) throws(SigningRefusal) -> Transaction {
    let wallet = try wallet(key)
    try checkSigner(.single(wallet))
    let info = SignerInfo(.single(wallet), ModeInfo(single: mode), sequence: position.sequence)
    let signBytes =
      mode == .direct ? directSignBytes(wallet, position) : aminoSignBytes(position)
    return Transaction(
      body, AuthInfo(signer: info, fee: authInfo.fee),
      signature: key.sign(signBytes.bytes).bytes)
  }

  /// One member's signature for the account of a multisig key.
  public func partialSignature(
    by key: SigningKey, for group: MultisigKey, at position: SignerPosition
  ) throws(SigningRefusal) -> SignatureDocument {
    let wallet = try wallet(key)
    guard group.members.contains(wallet) else { throw .notAMember(wallet) }
    try checkSigner(.multisig(group))
    return SignatureDocument(
      wallet, key.sign(aminoSignBytes(position).bytes), sequence: position.sequence)
  }

  /// The transaction signed by the members whose signatures these are, in whatever order they came.
  ///
  /// Each is verified first. More than must sign are all taken in: the chain counts them as gas.
  public func combined(
    _ documents: [SignatureDocument], for group: MultisigKey, at position: SignerPosition
  ) throws(SigningRefusal) -> Transaction {
    guard !isSigned else { throw .alreadySigned }
    try checkSigner(.multisig(group))
    let message = aminoSignBytes(position).bytes
    var found = [[UInt8]?](repeating: nil, count: group.members.count)
    for document in documents {
      let key = document.publicKey.wallet
      guard let index = group.members.firstIndex(of: key) else { throw .notAMember(key) }
      guard found[index] == nil else { throw .memberTwice(key) }
      guard document.mode == .aminoJSON else { throw .memberMode(key) }
      guard document.sequence == position.sequence else {
        throw .otherSequence(expected: position.sequence, found: document.sequence)
      }
      try Self.verify(document.signature, of: message, by: key)
      found[index] = document.signature
    }
    let signatures = found.compactMap { $0 }
    guard signatures.count >= group.threshold else {
      throw .thresholdNotMet(present: signatures.count, needed: group.threshold)
    }
    let mode = MultiMode(
      CompactBitArray(found.map { $0 != nil }), signatures.map { _ in .aminoJSON })
    let info = SignerInfo(.multisig(group), ModeInfo(multi: mode), sequence: position.sequence)
    return Transaction(
      body, AuthInfo(signer: info, fee: authInfo.fee),
      signature: ProtobufWriter.bytes(of: MultiSignature(signatures)))
  }

  static func verify(
    _ signature: [UInt8], of message: [UInt8], by key: WalletKey
  ) throws(SigningRefusal) {
    do {
      try key.publicKey.verify(try Signature(signature), of: message)
    } catch SignatureError.mismatch {
      throw .mismatch
    } catch {
      throw .malformed(error)
    }
  }
}
