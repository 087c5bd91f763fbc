extension Transaction {
  /// Whether signatures that came from elsewhere are enough members' for this transaction as amino
  /// JSON, at a turn of an account with this key.
  ///
  /// Amino JSON signs what a transaction says, not its bytes: whoever passes one on can write it in
  /// other bytes, of which these signatures still hold.
  public func isSigned(
    by signatures: [[UInt8]], of key: AccountKey, at position: SignerPosition
  ) -> Bool {
    let members: [WalletKey]
    let threshold: Int
    switch key {
    case .single(let wallet): (members, threshold) = ([wallet], 1)
    case .multisig(let group): (members, threshold) = (group.members, group.threshold)
    }
    // What is not a signature's length is none; more than members have signatures are not made.
    let signatures = signatures.filter { $0.count == 64 }.prefix(2 * MultisigKey.limitMembers)
    let message = aminoSignBytes(position).bytes
    let signers = members.count { member in
      signatures.contains { (try? Self.verify($0, of: message, by: member)) != nil }
    }
    return signers >= threshold
  }

  /// The key that signed; nil while nobody did.
  public var signerKey: AccountKey? { authInfo.signerInfos.first?.publicKey }
}
