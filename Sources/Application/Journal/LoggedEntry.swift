public import Journal
import Keys
public import Program
import Quantities

/// One leaf, read whole: its signatures verified, its payload decoded.
public struct LoggedEntry: Sendable {
  /// The leaf as stored.
  public let leaf: Leaf
  /// What it says.
  public let payload: Payload
  /// Whose signatures it bears, each verified.
  public let signers: Signers
}

/// Reads leaves and envelopes; a key that signs a thousand entries is decoded once.
public struct EntryReader: Sendable {
  private var keys = KeyRing()
  private var prefix: String?

  /// Begins with a log's first entry, which tells the prefix of the program's addresses.
  public init() {}

  /// Reads a stored leaf.
  public mutating func read(leaf bytes: [UInt8]) throws(LeafFault) -> LoggedEntry {
    let leaf: Leaf
    do {
      leaf = try Leaf(bytes: bytes)
    } catch {
      throw .leaf(error)
    }
    let (payload, signers) = try read(leaf.envelope)
    return LoggedEntry(leaf: leaf, payload: payload, signers: signers)
  }

  /// Reads a stored leaf whose signatures were verified before.
  mutating func read(judged bytes: [UInt8]) throws(LeafFault) -> (leaf: Leaf, payload: Payload) {
    let leaf: Leaf
    do {
      leaf = try Leaf(bytes: bytes)
    } catch {
      throw .leaf(error)
    }
    let payload: Payload
    do {
      payload = try Payload(bytes: leaf.envelope.payload)
    } catch {
      throw .payload(error)
    }
    if prefix == nil, payload.body is ProgramCreated { prefix = Self.prefix(of: payload) }
    return (leaf, payload)
  }

  /// Decodes an envelope's payload and verifies every signature.
  public mutating func read(
    _ envelope: Envelope
  ) throws(LeafFault) -> (payload: Payload, signers: Signers) {
    let payload: Payload
    do {
      payload = try Payload(bytes: envelope.payload)
    } catch {
      throw .payload(error)
    }
    let prefix = self.prefix ?? Self.prefix(of: payload)
    do {
      try envelope.verify(prefix: prefix, keys: &keys)
      let signers = try envelope.signatures.map { signature in
        try Signer(keys.key(signature.signer), prefix: prefix)
      }
      if self.prefix == nil, payload.body is ProgramCreated { self.prefix = prefix }
      return (payload, Signers(signers))
    } catch let error as EnvelopeRefusal {
      throw .signature(error)
    } catch let error as AccountAddressError {
      throw .signature(.account(error))
    } catch {
      preconditionFailure("A key that verified is a key: \(error)")
    }
  }

  /// The prefix that line 1 sets; of any other payload, the one that no account has.
  private static func prefix(of payload: Payload) -> String {
    guard let created = payload.body as? ProgramCreated,
      let decoded = try? Bech32.decode(created.administrator.bytes)
    else { return "none" }
    return decoded.prefix
  }
}
