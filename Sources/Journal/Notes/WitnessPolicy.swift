public import Keys
public import Quantities

/// A witness that a policy counts: a key, and its name where that is fixed.
public struct Witness: Hashable, Sendable {
  /// The name in its lines; nil where any will do, as entry 0 names keys alone.
  public let name: NoteName?
  /// The Ed25519 key.
  public let key: PublicKey

  /// Joins a name, if it is fixed, and a key.
  public init(name: NoteName? = nil, key: PublicKey) {
    self.name = name
    self.key = key
  }

  /// The verifier key that made a line, if it says that this witness did.
  func verifier(of line: NoteSignature) -> VerifierKey? {
    guard name == nil || name == line.name,
      let verifier = try? VerifierKey(name: line.name, purpose: .cosignature, key: key)
    else { return nil }
    return verifier.id == line.keyID ? verifier : nil
  }
}

/// How many of which witnesses must have cosigned a checkpoint.
public struct WitnessPolicy: Hashable, Sendable {
  /// The most witnesses.
  public static let limitWitnesses = 64

  /// Each key once.
  public let witnesses: [Witness]
  /// How many of them are needed, 0 … all.
  public let threshold: Int

  /// Nil unless the keys differ, are Ed25519, and the threshold can be met.
  public init?(threshold: Int, witnesses: [Witness]) {
    let keys = Set(witnesses.map(\.key))
    guard witnesses.count <= Self.limitWitnesses, keys.count == witnesses.count,
      witnesses.allSatisfy({ $0.key.algorithm == .ed25519 }),
      (0...witnesses.count).contains(threshold)
    else { return nil }
    self.witnesses = witnesses
    self.threshold = threshold
  }

  /// Which witnesses cosigned; a line of theirs that does not hold refuses the checkpoint.
  public func judge(_ checkpoint: SignedCheckpoint) throws(NoteRefusal) -> WitnessVerdict {
    let note = checkpoint.note
    var cosigned: [WitnessVerdict.Cosigned] = []
    for (index, line) in note.signatures.enumerated() {
      for witness in witnesses {
        guard let verifier = witness.verifier(of: line) else { continue }
        guard !cosigned.contains(where: { $0.witness == witness }) else {
          throw .signatureTwice(index)
        }
        guard let time = try note.verify(line, number: index, by: verifier) else {
          throw .signature(index)
        }
        cosigned.append(WitnessVerdict.Cosigned(witness: witness, name: line.name, time: time))
      }
    }
    return WitnessVerdict(cosigned: cosigned, threshold: threshold)
  }
}

/// Which of a policy's witnesses stand behind a checkpoint.
public struct WitnessVerdict: Hashable, Sendable {
  /// A witness that cosigned.
  public struct Cosigned: Hashable, Sendable {
    /// Who.
    public let witness: Witness
    /// Under which name.
    public let name: NoteName
    /// When, by its own word.
    public let time: Timestamp
  }

  /// Those that cosigned, in the order of their lines.
  public let cosigned: [Cosigned]
  /// How many are needed.
  public let threshold: Int

  /// Whether enough cosigned.
  public var isMet: Bool { cosigned.count >= threshold }

  /// The time by which as many as are needed had cosigned (DESIGN law 13); nil when not met, or
  /// when none is needed.
  public var metAt: Timestamp? {
    let times = cosigned.map(\.time).sorted()
    return isMet && threshold > 0 ? times[threshold - 1] : nil
  }
}
