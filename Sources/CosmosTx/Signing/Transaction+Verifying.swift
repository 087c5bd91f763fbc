import Keys

extension Transaction {
  /// Throws unless it is signed as the chain asks: by the account's key, for this chain, account
  /// and turn, by enough members in the key's order.
  public func verify(at position: SignerPosition) throws(SigningRefusal) {
    guard let info = authInfo.signerInfos.first, let signature = signatures.first else {
      throw .unsigned
    }
    try checkSigner(info.publicKey)
    guard info.sequence == position.sequence else {
      throw .otherSequence(expected: position.sequence, found: info.sequence)
    }
    switch (info.publicKey, info.modeInfo.single, info.modeInfo.multi) {
    case (.single(let key), let single?, _):
      let signBytes =
        single.mode == .direct ? directSignBytes(key, position) : aminoSignBytes(position)
      try Self.verify(signature, of: signBytes.bytes, by: key)
    case (.multisig(let group), _, let multi?):
      try verify(signature, multi, group, position)
    default: throw .bitsDiffer
    }
  }

  private func verify(
    _ signature: [UInt8], _ multi: MultiMode, _ group: MultisigKey, _ position: SignerPosition
  ) throws(SigningRefusal) {
    let parts: [[UInt8]]
    do {
      parts = try ProtobufReader.read(
        MultiSignature.self, signature, limitBytes: 1_000
      ).signatures
    } catch {
      throw .malformed(.wrongLength(signature.count))
    }
    let bits = multi.bitArray.bits
    let signers = zip(group.members, bits).filter { $0.1 }.map { $0.0 }
    guard bits.count == group.members.count, parts.count == signers.count,
      multi.modeInfos.count == signers.count
    else { throw .bitsDiffer }
    guard parts.count >= group.threshold else {
      throw .thresholdNotMet(present: parts.count, needed: group.threshold)
    }
    let message = aminoSignBytes(position).bytes
    for (index, (part, key)) in zip(parts, signers).enumerated() {
      guard multi.modeInfos[index].single?.mode == .aminoJSON else { throw .memberMode(key) }
      do {
        try Self.verify(part, of: message, by: key)
      } catch SigningRefusal.mismatch {
        let isAnothers = group.members.contains { other in
          (try? Self.verify(part, of: message, by: other)) != nil
        }
        throw isAnothers ? .wrongOrder : .mismatch
      }
    }
  }
}
