/// What a proof of identity means in plain words, with what to do.
public enum IdentityWording {
  /// One sentence, and what the owner can do where nothing is proven.
  public static func sentence(_ proof: IdentityProof) -> String {
    switch proof {
    case .proven(let serial):
      "The endpoint holds the key of the owner's certificate \(serial) on the chain."
    case .notProven(let doubt):
      "Not proven to be the owner's: " + cause(doubt)
    }
  }

  private static func cause(_ doubt: IdentityProof.Doubt) -> String {
    switch doubt {
    case .nothingPresented:
      "no certificate was presented; let the provider serve its own certificate on this port."
    case .unreadable(.tooLong(let limit)):
      "the certificate is longer than \(limit) bytes; serve the one that was registered."
    case .unreadable(.malformed):
      "what was presented is no X.509 certificate; serve the one that was registered."
    case .otherName(let name):
      "the certificate is \(name.map { "that of \"\($0)\"" } ?? "nobody's"), not the owner's;"
        + " another provider answers there, or a proxy with a certificate of its own stands"
        + " before it."
    case .outsideItsTime(let notBefore, let notAfter):
      "the certificate holds from \(notBefore) to \(notAfter); make and register a new one."
    case .notOnChain(let serial):
      "the chain has no certificate \(serial) of this owner; register it, or serve the one that"
        + " is registered."
    case .revoked(let serial):
      "the certificate \(serial) is revoked on the chain; serve the current one."
    case .differs(let serial):
      "the chain has another certificate under the number \(serial); serve that one."
    case .chainUnavailable(let reason):
      "the chain could not be asked (\(PrintableText.excerpt(reason))); ask again later."
    }
  }
}
