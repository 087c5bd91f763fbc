public import Quantities

/// Looks at a policy as a careful treasurer would: sums are never the only check.
public enum PolicyCheck {
  /// Everything found, errors first, then what needs acceptance, then notes.
  ///
  /// `digest` is SHA-256; this room computes no hashes. With a catalogue, class patterns are
  /// compared with the classes known.
  public static func findings(
    _ policy: ProgramPolicy, catalogue: GPUCatalogue? = nil, digest: ([UInt8]) -> Digest
  ) -> [Finding] {
    var checker = PolicyChecker(policy: policy, catalogue: catalogue)
    checker.run()
    let findings = AcceptanceLedger(policy.acceptances).settle(checker.drafts, digest: digest)
    let order: [FindingSeverity] = [.error, .needsAcceptance, .note]
    return order.flatMap { severity in findings.filter { $0.severity == severity } }
  }
}
