public import Encoding
import Keys
public import Quantities

/// `probe.revealed/1`: the seed to which an observer had bound itself.
public struct ProbeRevealed: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.probeRevealed
  /// The SHA-256 of the seed, as it was promised.
  public var commitment: Digest
  /// The seed: 32 bytes.
  public var seed: Digest

  /// Takes every field as it is.
  public init(commitment: Digest, seed: Digest) {
    self.commitment = commitment
    self.seed = seed
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    commitment = try fields.required("commitment").digest()
    seed = try fields.required("seed").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("commitment", commitment)
    writer.field("seed", seed)
  }

  /// The key that promised it, or one that took its place.
  public func authority(in state: ProgramState) -> Authority {
    .keeper(state.probes.probe(commitment)?.observer)
  }

  /// Refuses what nobody promised, another seed, one too early and a second time.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard let probe = state.probes.probe(commitment) else { throw .probeUnknown(commitment) }
    guard Sha256.digest(of: seed.bytes) == commitment else { throw .probeSeed(commitment) }
    guard frame.admittedAt >= probe.body.until else {
      throw .probeTooEarly(until: probe.body.until)
    }
    if let line = probe.revealedLine { throw .probeRevealed(line: line) }
  }

  /// Adds the seed.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.probes.reveal(self, line: frame.line)
  }
}
