extension Transaction {
  /// The sequence that its signer names; nil while nobody signed.
  public var sequence: UInt64? { authInfo.signerInfos.first?.sequence }

  /// What its signatures cover on a chain, for an account; nil while nobody signed.
  public func signBytes(chainID: ChainID, accountNumber: UInt64) -> SignBytes? {
    signMode.flatMap { signBytes($0, chainID: chainID, accountNumber: accountNumber) }
  }

  /// The same in a mode that may be another than the signer's; nil where the signer has none such.
  public func signBytes(
    _ mode: SignMode, chainID: ChainID, accountNumber: UInt64
  ) -> SignBytes? {
    guard let info = authInfo.signerInfos.first else { return nil }
    let position = SignerPosition(
      chainID: chainID, accountNumber: accountNumber, sequence: info.sequence)
    switch (mode, info.publicKey) {
    case (.aminoJSON, _): return aminoSignBytes(position)
    case (.direct, .single(let key)): return directSignBytes(key, position)
    case (.direct, .multisig): return nil
    }
  }
}
