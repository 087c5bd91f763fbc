import Evidence
public import Journal
public import Keys
public import Program
public import Quantities

/// An entry on its way to a log: what it says, and who has signed it so far.
///
/// As a file it is the payload's own bytes while nobody signed, and then an envelope: several
/// people sign copies of it on machines of their own, and the copies are put together again.
public struct EntryPaper: Sendable {
  /// What is signed.
  public let payload: Payload
  /// Who signed; each signature held when it was added.
  public private(set) var signatures: [EnvelopeSignature] = []
  /// How wallets' addresses begin.
  public let prefix: String

  /// A draft that nobody signed.
  public init(_ payload: Payload, prefix: String) {
    self.payload = payload
    self.prefix = Self.prefix(of: payload) ?? prefix
  }

  /// Reads a draft's or an envelope's bytes, and verifies every signature.
  ///
  /// `prefix` is taken where the entry names no account.
  public init(bytes: [UInt8], prefix: String) throws(EntryPaperRefusal) {
    guard bytes.starts(with: Array(#"{"payload":"#.utf8)) else {
      self.init(try Self.payload(bytes), prefix: prefix)
      return
    }
    let envelope: Envelope
    do {
      envelope = try Envelope(bytes: bytes)
    } catch {
      throw .envelope(error)
    }
    self.init(try Self.payload(envelope.payload), prefix: prefix)
    do {
      var keys = KeyRing()
      try envelope.verify(prefix: self.prefix, keys: &keys)
    } catch {
      throw .envelope(error)
    }
    signatures = envelope.signatures
  }

  private static func payload(_ bytes: [UInt8]) throws(EntryPaperRefusal) -> Payload {
    do {
      return try Payload(bytes: bytes)
    } catch {
      throw .payload(error)
    }
  }

  /// The prefix that the entry itself tells.
  private static func prefix(of payload: Payload) -> String? {
    let address: Address? =
      switch (payload.header.author, payload.body) {
      case (.account(let address), _): address
      case (_, let created as ProgramCreated): created.administrator
      default: nil
      }
    return address.flatMap { try? Bech32.decode($0.bytes).prefix }
  }

  /// The file: the payload itself, or the envelope once somebody signed.
  public func bytes() throws(EntryPaperRefusal) -> [UInt8] {
    signatures.isEmpty ? payload.bytes : try envelope().bytes
  }

  /// The envelope; refused while nobody signed.
  public func envelope() throws(EntryPaperRefusal) -> Envelope {
    guard !signatures.isEmpty else { throw .unsigned }
    do {
      return try Envelope(payload: payload.bytes, signatures: signatures)
    } catch {
      throw .envelope(error)
    }
  }

  /// The keys that signed, with the accounts that wallets have.
  public func signers() throws(EntryPaperRefusal) -> Signers {
    do {
      return Signers(
        try signatures.map { try Signer(try $0.signer.publicKey(), prefix: prefix) })
    } catch let error as AccountAddressError {
      throw .envelope(.account(error))
    } catch {
      preconditionFailure("A key whose signature held is a key: \(error)")
    }
  }
}

extension EntryPaper {
  /// Signs it: an Ed25519 key the bytes, a wallet's by ADR-036.
  public mutating func sign(_ key: SigningKey) throws(EntryPaperRefusal) {
    try requireFit(key.publicKey)
    let signed: Envelope
    do {
      signed = try Envelope(payload: payload.bytes, signedBy: [key], prefix: prefix)
    } catch {
      throw .envelope(error)
    }
    add(signed.signatures)
  }

  /// Adds a signature that was made elsewhere, by a wallet as a rule; refused unless it holds.
  public mutating func attach(
    _ signature: Signature, by key: PublicKey
  ) throws(EntryPaperRefusal) {
    try requireFit(key)
    let signatures = [EnvelopeSignature(signer: KeyID(key), signature: signature)]
    do {
      let envelope = try Envelope(payload: payload.bytes, signatures: signatures)
      var keys = KeyRing()
      try envelope.verify(prefix: prefix, keys: &keys)
    } catch {
      throw .envelope(error)
    }
    add(signatures)
  }

  /// Takes over the signatures of another copy of the same entry.
  public mutating func combine(_ other: EntryPaper) throws(EntryPaperRefusal) {
    guard other.payload.bytes == payload.bytes else {
      throw .otherPayload(payload.digest, other.payload.digest)
    }
    add(other.signatures)
  }

  /// What a wallet is asked to sign: the document of ADR-036 for these bytes.
  public func walletDocument(signer: Address) -> [UInt8] {
    ADR036.signDocument(data: signedBytes, signer: signer)
  }

  /// What every signature is over, before ADR-036.
  public var signedBytes: [UInt8] { PreAuthentication.bytes(payload: payload.bytes) }

  private mutating func add(_ more: [EnvelopeSignature]) {
    for signature in more where !signatures.contains(where: { $0.signer == signature.signer }) {
      signatures.append(signature)
    }
  }

  /// A key that can never speak for the author is refused before it signs anything.
  private func requireFit(_ key: PublicKey) throws(EntryPaperRefusal) {
    let author = payload.header.author
    let isFit =
      switch author {
      case .committee: true
      case .key(let own): own.text == key.text
      case .account(let account): (try? key.accountAddress(prefix: prefix)) == account
      }
    guard isFit else { throw .signerOther(key, author: author) }
  }
}

/// Why an entry was not read, signed or put together.
public enum EntryPaperRefusal: Error, Hashable, Sendable {
  /// What it says is no payload.
  case payload(Rejection)
  /// The envelope is none, or a signature does not hold.
  case envelope(EnvelopeRefusal)
  /// Nobody signed it.
  case unsigned
  /// The copies are of different entries.
  case otherPayload(Digest, Digest)
  /// The key cannot sign for the author.
  case signerOther(PublicKey, author: Author)

  /// The stable code.
  public var code: String {
    switch self {
    case .payload(let rejection): rejection.rule.rawValue
    case .envelope(let refusal): refusal.code
    case .unsigned: "entry-unsigned"
    case .otherPayload: "entry-other-payload"
    case .signerOther: "entry-signer-other"
    }
  }

  /// What is wrong, and what to do.
  public var wording: RejectionWording {
    switch self {
    case .payload(let rejection): rejection.wording
    case .envelope(let refusal):
      RejectionWording("The envelope is refused: \(refusal).", "Sign the draft again.")
    case .unsigned:
      RejectionWording("Nobody has signed the entry.", "stipend entry sign it first.")
    case .otherPayload(let left, let right):
      RejectionWording(
        "These are two entries, \(left.hex) and \(right.hex).",
        "Combine signatures over the same draft; drafting again makes another entry.")
    case .signerOther(let key, let author):
      RejectionWording(
        "\(key.text) cannot sign for \(author.text).",
        "Sign with the author's own key, or draft the entry by its real author.")
    }
  }
}
