public import Journal
import Keys
public import Program

extension WitnessRoll.Term {
  /// The witnesses as keys under any name; a key that is none is left out.
  public var witnesses: [Witness] {
    keys.compactMap { try? PublicKey(text: $0.text) }.filter { $0.algorithm == .ed25519 }
      .map { Witness(key: $0) }
  }

  /// The policy that counts them; nil where as many as are wanted cannot be.
  public func policy(threshold: Int) -> WitnessPolicy? {
    WitnessPolicy(threshold: threshold, witnesses: witnesses)
  }
}
