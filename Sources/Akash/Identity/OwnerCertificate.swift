import Encoding
public import Quantities

/// A certificate that an owner registered on the chain.
public struct OwnerCertificate: Hashable, Sendable {
  /// The serial number in decimal.
  public let serial: String
  /// Whether the chain says that it is valid, and not revoked.
  public let isValid: Bool
  /// Its DER form.
  public let der: [UInt8]

  /// Wraps the three.
  public init(serial: String, isValid: Bool, der: [UInt8]) {
    self.serial = serial
    self.isValid = isValid
    self.der = der
  }

  /// The DER form of the one certificate in a PEM text, or nil where there is none.
  public static func der(pem: [UInt8]) -> [UInt8]? {
    guard pem.count <= 2 * CertificateFacts.limitBytes,
      let text = String(validating: pem, as: UTF8.self)
    else { return nil }
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.filter { !$0.isWhitespace }
    }
    // Lines are joined without white space, so that the marks are too.
    guard let begin = lines.firstIndex(of: "-----BEGINCERTIFICATE-----"),
      let end = lines[begin...].firstIndex(of: "-----ENDCERTIFICATE-----")
    else { return nil }
    return try? Base64.bytes(lines[(begin + 1)..<end].joined())
  }
}

/// What the chain says of an owner's certificates.
public enum OwnerCertificates: Hashable, Sendable {
  /// All that the owner registered, revoked ones too.
  case known([OwnerCertificate])
  /// The chain could not be asked, with the reason.
  case unavailable(String)
}

/// Whether what answered holds the key that the owner registered.
public enum IdentityProof: Hashable, Sendable {
  /// It does: the certificate of this serial number is on the chain, byte by byte, and valid.
  case proven(serial: String)
  /// It is not proven, for this reason; nothing follows about who answered.
  case notProven(Doubt)

  /// Why nothing is proven, one case per rule.
  public enum Doubt: Hashable, Sendable {
    /// The answer came without TLS, or without a certificate.
    case nothingPresented
    /// What was presented cannot be read as a certificate.
    case unreadable(CertificateFacts.Refusal)
    /// Its common name is not the owner's address.
    case otherName(String?)
    /// It held only later, or holds no longer.
    case outsideItsTime(notBefore: Timestamp, notAfter: Timestamp)
    /// The chain has none of this serial number for the owner.
    case notOnChain(serial: String)
    /// The owner revoked it.
    case revoked(serial: String)
    /// The chain has another certificate under this serial number.
    case differs(serial: String)
    /// The chain could not be asked.
    case chainUnavailable(String)

    /// The code that `errors.md` lists.
    public var code: String {
      switch self {
      case .nothingPresented: "identity-nothing-presented"
      case .unreadable: "identity-unreadable"
      case .otherName: "identity-other-name"
      case .outsideItsTime: "identity-outside-its-time"
      case .notOnChain: "identity-not-on-chain"
      case .revoked: "identity-revoked"
      case .differs: "identity-differs"
      case .chainUnavailable: "identity-chain-unavailable"
      }
    }
  }

  /// Whether it is proven.
  public var isProven: Bool {
    if case .proven = self { true } else { false }
  }

  /// Judges a presented certificate, which the handshake has shown to be in its holder's hands.
  ///
  /// Whoever presents another's certificate cannot finish the handshake without the key; so equal
  /// bytes are all that is asked.
  public static func judge(
    presented: [UInt8]?, owner: Address, registered: OwnerCertificates, at now: Timestamp
  ) -> IdentityProof {
    guard let presented else { return .notProven(.nothingPresented) }
    let facts: CertificateFacts
    do {
      facts = try CertificateFacts(presented)
    } catch {
      return .notProven(.unreadable(error))
    }
    guard let name = facts.commonName, name.utf8.elementsEqual(owner.bytes) else {
      return .notProven(.otherName(facts.commonName.map { PrintableText.excerpt($0) }))
    }
    guard case .known(let certificates) = registered else {
      guard case .unavailable(let reason) = registered else { return .notProven(.nothingPresented) }
      return .notProven(.chainUnavailable(reason))
    }
    let serial = facts.serial
    let candidates = certificates.filter { $0.serial.utf8.elementsEqual(serial.utf8) }
    guard !candidates.isEmpty else { return .notProven(.notOnChain(serial: serial)) }
    guard let equal = candidates.first(where: { $0.der == presented }) else {
      return .notProven(.differs(serial: serial))
    }
    guard equal.isValid else { return .notProven(.revoked(serial: serial)) }
    guard facts.notBefore <= now, now <= facts.notAfter else {
      return .notProven(
        .outsideItsTime(notBefore: facts.notBefore, notAfter: facts.notAfter))
    }
    return .proven(serial: serial)
  }
}
