public import Policy
public import Quantities

/// What a program is bound to besides its entries: the policy and catalogue that line 1 names.
public struct ProgramRules: Sendable {
  /// The policy.
  public let policy: ProgramPolicy
  /// The SHA-256 of its canonical JSON.
  public let policyDigest: Digest
  /// The GPU catalogue.
  public let catalogue: GPUCatalogue
  /// The SHA-256 of its bytes.
  public let catalogueDigest: Digest

  /// Joins the two with the digests of the bytes that they were read from.
  public init(
    policy: ProgramPolicy, policyDigest: Digest, catalogue: GPUCatalogue, catalogueDigest: Digest
  ) {
    self.policy = policy
    self.policyDigest = policyDigest
    self.catalogue = catalogue
    self.catalogueDigest = catalogueDigest
  }
}

extension ProgramRules: Hashable {
  /// Equal in digests, which decide the rest.
  public static func == (left: ProgramRules, right: ProgramRules) -> Bool {
    left.policyDigest == right.policyDigest && left.catalogueDigest == right.catalogueDigest
  }

  /// Hashes the digests.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(policyDigest)
    hasher.combine(catalogueDigest)
  }
}
