import Keys
import Quantities

// Who must have signed what an author says (DESIGN law 9).
extension ProgramState {
  /// Refuses signatures by others than the author, revoked keys, and too few signatures.
  ///
  /// Without signers, as in a facts file, only the author's own key can be judged.
  func checkSignatures(of payload: Payload, _ signers: Signers?) throws(Rejection) {
    let author = payload.header.author
    for signer in signers?.all ?? [] {
      guard maySign(signer, for: author, of: payload) else { throw .signerUnexpected(signer.key) }
    }
    let needed = author == .committee ? (committee(of: payload)?.threshold ?? 1) : 1
    if author != .committee, let second = signers?.all.dropFirst().first {
      throw .signerUnexpected(second.key)
    }
    if case .key(let key) = author { try keys.requireUnrevoked(PublicKeyText(key)) }
    for signer in signers?.all ?? [] { try keys.requireUnrevoked(signer.key) }
    if let signers, signers.all.count < needed {
      throw .signatureMissing(found: signers.all.count, needed: needed)
    }
  }

  /// Refuses a key that is no point of its curve: a committee of such keys would be locked out, and
  /// such an observer never heard. Judged where signatures are; facts that nobody signed name keys
  /// that nobody uses.
  static func checkKeys(of payload: Payload) throws(Rejection) {
    for key in payload.body?.keys ?? [] {
      do {
        _ = try PublicKey(text: key.text)
      } catch {
        throw .keyInvalid(key, error)
      }
    }
  }

  private func maySign(_ signer: Signer, for author: Author, of payload: Payload) -> Bool {
    switch author {
    case .committee: committee(of: payload)?.members.contains(signer.key) ?? false
    case .account(let address): signer.account == address
    case .key(let key): signer.key == PublicKeyText(key)
    }
  }

  /// The committee in force; before line 1, the one that line 1 names.
  private func committee(of payload: Payload) -> Committee? {
    if let committee { return committee }
    guard let created = payload.body as? ProgramCreated else { return nil }
    return Committee(threshold: created.threshold, members: created.members, line: 1)
  }
}
