public import Journal
import Quantities

/// The newest heads that witnesses are known to have cosigned, gathered from several places.
///
/// A log may go on only from a head that no witness has gone beyond; so each witness's newest word
/// is looked for, wherever it is found.
public struct CosignedHeads: Sendable {
  /// The witnesses asked about.
  public let witnesses: [Witness]
  private let keys: [VerifierKey]
  private var newest: [TreeHead?]

  /// Begins without any word; `log` are the keys of those who signed the log so far.
  public init(log keys: [VerifierKey], witnesses: [Witness]) {
    self.keys = keys
    self.witnesses = witnesses
    newest = Array(repeating: nil, count: witnesses.count)
  }

  /// Takes in a checkpoint that some place offers; refuses one that no key of the log signed, and
  /// a line of a witness that does not hold.
  public mutating func take(_ bytes: [UInt8]) throws(CheckpointRefusal) {
    let checkpoint = try SignedCheckpoint(bytes: bytes)
    try checkpoint.verify(log: keys)
    guard let policy = WitnessPolicy(threshold: 0, witnesses: witnesses) else { return }
    let verdict: WitnessVerdict
    do {
      verdict = try policy.judge(checkpoint)
    } catch {
      throw .note(error)
    }
    let head = checkpoint.checkpoint.head
    for cosigned in verdict.cosigned {
      for (index, witness) in witnesses.enumerated() where witness == cosigned.witness {
        if head.size >= newest[index]?.size ?? 0 { newest[index] = head }
      }
    }
  }

  /// Witnesses of whom nothing was found.
  public var unheard: [Witness] {
    zip(witnesses, newest).compactMap { $0.1 == nil ? $0.0 : nil }
  }

  /// Every head that was found, the largest first.
  public var heads: [TreeHead] { newest.compactMap { $0 }.sorted { $0.size > $1.size } }
}
