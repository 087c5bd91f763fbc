public import CosmosClient
public import Quantities

/// What auditors signed of a provider, beside what it says, at one height.
public struct AuditState: Hashable, Sendable {
  /// The block of which everything in it is.
  public let block: Block
  /// What the provider says.
  public let attributes: [ChainAttribute]
  /// What auditors signed.
  public let signatures: [AuditRecord]

  /// Takes every field as it is.
  public init(block: Block, attributes: [ChainAttribute], signatures: [AuditRecord]) {
    self.block = block
    self.attributes = attributes
    self.signatures = signatures
  }

  /// How a signed value stands to what is said at the height.
  enum Standing: Hashable, Sendable {
    case agreeing
    case changed(now: String)
    case withdrawn
  }

  /// Every signed value with its standing, by auditor and key; of a key signed twice, the last.
  var standings: [AuditKey: (signed: String, standing: Standing)] {
    var standings: [AuditKey: (signed: String, standing: Standing)] = [:]
    for signature in signatures {
      for attribute in signature.attributes {
        let now = attributes.first { $0.key.utf8.elementsEqual(attribute.key.utf8) }?.value
        let standing: Standing =
          now.map { $0.utf8.elementsEqual(attribute.value.utf8) ? .agreeing : .changed(now: $0) }
          ?? .withdrawn
        standings[AuditKey(auditor: signature.auditor, key: attribute.key)] = (
          attribute.value, standing
        )
      }
    }
    return standings
  }
}

/// One key that one auditor signed.
struct AuditKey: Hashable, Comparable, Sendable {
  let auditor: String
  let key: String

  static func < (left: AuditKey, right: AuditKey) -> Bool {
    left.auditor == right.auditor
      ? left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
      : left.auditor.utf8.lexicographicallyPrecedes(right.auditor.utf8)
  }
}

extension ChainClient {
  /// The state of a provider's signatures at a height; nil where the owner registered none.
  public func auditState(
    of owner: Address, height: Int64
  ) async throws(ChainFailure) -> AuditState? {
    let block = try await block(height: height)
    guard let record = try await provider(owner, height: height) else { return nil }
    return AuditState(
      block: block, attributes: record.attributes,
      signatures: try await audits(of: owner, height: height))
  }
}
