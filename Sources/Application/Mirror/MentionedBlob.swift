import Program
import Quantities

/// A blob that a mirror looks for because an entry, or the freeze that one names, mentions it.
struct MentionedBlob {
  let digest: Digest
  /// How long an entry says that it is; nil: nothing says.
  var lengthBytes: Int64?
  /// Whether the record is not whole without it, unless it was withdrawn.
  var isNeeded = false
  /// Whether it is a freeze, which names more.
  var isFreeze = false

  /// Those of an entry: what it needs, texts that explain, evidence that was published.
  static func of(_ payload: Payload) -> [MentionedBlob] {
    let freeze = (payload.body as? EpochFrozen)?.freeze
    let needed = (payload.body?.neededBlobs ?? []).map { digest in
      MentionedBlob(digest: digest, isNeeded: true, isFreeze: digest == freeze)
    }
    return needed + others(payload.body)
  }

  private static func others(_ body: (any EntryBody)?) -> [MentionedBlob] {
    switch body {
    case let body as EvidencePublished:
      [MentionedBlob(digest: body.digest, lengthBytes: body.lengthBytes)]
    case let body as ProviderEnrolled: body.tierEvidence.map { [MentionedBlob(digest: $0)] } ?? []
    default: []
    }
  }

  /// Those of a freeze.
  static func of(_ freeze: Freeze) -> [MentionedBlob] {
    [freeze.policy, freeze.catalogue].map { MentionedBlob(digest: $0, isNeeded: true) }
      + [MentionedBlob(digest: freeze.rosterDigest)]
      + freeze.segments.map { MentionedBlob(digest: $0.digest, lengthBytes: $0.lengthBytes) }
  }
}
