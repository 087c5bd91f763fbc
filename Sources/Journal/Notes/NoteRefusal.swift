public import Keys

/// Why a note, a name or a verifier key was refused; signature lines are counted from 0.
public enum NoteRefusal: Error, Hashable, Sendable {
  /// Longer than any note.
  case size(bytes: Int, limit: Int)
  /// Not UTF-8, a control character other than a line feed, or no line feed at the end.
  case text
  /// No blank line with signatures after it.
  case noSignatures
  /// Too many signature lines.
  case signatureCount(Int, limit: Int)
  /// A line is not an em dash, a name and base64.
  case signatureLine(Int)
  /// A name is empty, too long, or has a space, a plus sign or a control character.
  case name
  /// A verifier key is not a name, an id and base64.
  case verifierKey
  /// The algorithm is not Ed25519 as author or witness.
  case keyAlgorithm
  /// The bytes are no public key.
  case publicKey(PublicKeyError)
  /// The id is not the one of name and key.
  case keyHash
  /// A known key's signature does not hold.
  case signature(Int)
  /// A known key signed twice.
  case signatureTwice(Int)
  /// None of the known keys signed.
  case noKnownKey

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .size: "note-size"
    case .text: "note-text"
    case .noSignatures: "note-unsigned"
    case .signatureCount: "note-signature-count"
    case .signatureLine: "note-signature-line"
    case .name: "note-name"
    case .verifierKey: "note-verifier-key"
    case .keyAlgorithm: "note-key-algorithm"
    case .publicKey: "note-public-key"
    case .keyHash: "note-key-hash"
    case .signature: "note-signature"
    case .signatureTwice: "note-signature-twice"
    case .noKnownKey: "note-no-known-key"
    }
  }
}

extension NoteRefusal: CustomStringConvertible {
  /// The rule in words, with its figures.
  public var description: String {
    switch self {
    case .size(let bytes, let limit): "a note of \(bytes) bytes; \(limit) are the most"
    case .text: "a note is UTF-8 without control characters, and ends in a line feed"
    case .noSignatures: "no blank line with signature lines after it"
    case .signatureCount(let count, let limit): "\(count) signature lines; \(limit) are the most"
    case .signatureLine(let line): "signature line \(line) is not an em dash, a name and base64"
    case .name: "a key's name has 1 … 255 bytes without space, plus sign or control character"
    case .verifierKey: "a verifier key is name+id+base64"
    case .keyAlgorithm: "only Ed25519 keys sign notes here, as author (1) or witness (4)"
    case .publicKey(let error): "\(error)"
    case .keyHash: "the id is not the one of this name and key"
    case .signature(let line): "signature line \(line), of a known key, does not hold"
    case .signatureTwice(let line): "signature line \(line) is of a key that signed before"
    case .noKnownKey: "no known key signed it"
    }
  }
}
