import Program
import Quantities

/// The blobs that a mirror looks for because of one entry.
struct MentionedBlobs {
  /// Those that the record is not whole without, unless they were withdrawn.
  var needed: [Digest] = []
  /// Those that may be there: texts that explain, evidence that was published.
  var other: [(digest: Digest, lengthBytes: Int64?)] = []

  init(_ payload: Payload) {
    needed = payload.body?.neededBlobs ?? []
    switch payload.body {
    case let body as ProgramAmended:
      needed += [body.policy, body.catalogue]
      other = [body.source].compactMap { digest in digest.map { ($0, nil) } }
    case let body as EvidencePublished: other = [(body.digest, body.lengthBytes)]
    case let body as AcceptanceRecorded: other = [(body.why, nil)]
    case let body as ExceptionAllowed: other = [(body.why, nil)]
    case let body as DisputeOpened: other = [(body.why, nil)]
    case let body as DisputeResolved: other = [(body.why, nil)]
    case let body as ProviderEnrolled:
      other = [body.tierEvidence].compactMap { digest in digest.map { ($0, nil) } }
    default: break
    }
  }
}

/// What a freeze names, which no entry does.
extension MentionedBlobs {
  init(_ freeze: Freeze) {
    needed = [freeze.policy, freeze.catalogue]
    other =
      [(freeze.rosterDigest, nil)]
      + freeze.segments.map { ($0.digest, $0.lengthBytes) }
  }
}
