import Keys
public import Quantities

/// A signature line that a known key made.
public struct VerifiedSignature: Hashable, Sendable {
  /// The key.
  public let key: VerifierKey
  /// When a witness says that it signed; nil for a note's author.
  public let time: Timestamp?
}

extension SignedNote {
  /// The lines that these keys made; others are ignored.
  ///
  /// A line of a known key that does not hold, or that stands there twice, refuses the whole note.
  public func verified(by keys: [VerifierKey]) throws(NoteRefusal) -> [VerifiedSignature] {
    var verified: [VerifiedSignature] = []
    for (index, line) in signatures.enumerated() {
      for key in keys where key.name == line.name && key.id == line.keyID {
        guard !verified.contains(where: { $0.key == key }) else { throw .signatureTwice(index) }
        let time = try verify(line, number: index, by: key)
        verified.append(VerifiedSignature(key: key, time: time))
      }
    }
    return verified
  }

  /// Refuses the note unless one of these keys signed it.
  public func open(by keys: [VerifierKey]) throws(NoteRefusal) {
    let known = try verified(by: keys)
    guard !known.isEmpty else { throw .noKnownKey }
  }

  func verify(
    _ line: NoteSignature, number: Int, by key: VerifierKey
  ) throws(NoteRefusal) -> Timestamp? {
    let time = key.purpose == .cosignature ? line.cosignatureTime : nil
    let message: [UInt8]
    switch (key.purpose, time) {
    case (.note, _): message = text
    case (.cosignature, let time?): message = Cosignature.message(text: text, time: time)
    case (.cosignature, nil): throw .signature(number)
    }
    do {
      let offset = key.purpose == .cosignature ? Cosignature.timeBytes : 0
      try key.key.verify(Signature(line.bytes.dropFirst(offset)), of: message)
    } catch {
      throw .signature(number)
    }
    return time
  }
}

/// What a witness signs (C2SP tlog-cosignature, Ed25519): a time and a checkpoint's text.
public enum Cosignature {
  static let timeBytes = 8

  /// The bytes that are signed.
  public static func message(text: [UInt8], time: Timestamp) -> [UInt8] {
    Array("cosignature/v1\ntime \(time.seconds)\n".utf8) + text
  }
}

extension NoteSignature {
  /// The time that a cosignature states; nil where the bytes are none.
  var cosignatureTime: Timestamp? {
    guard bytes.count == Cosignature.timeBytes + Signature.lengthBytes else { return nil }
    let seconds = bytes.prefix(Cosignature.timeBytes).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int64(exactly: seconds).flatMap { try? Timestamp(seconds: $0) }
  }
}
