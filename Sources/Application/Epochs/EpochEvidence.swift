import Evidence
import Policy
import Program
import Quantities

/// Reads the segments that a freeze counts and tallies them, while others see to what facts say.
struct EpochEvidence: Sendable {
  let freeze: Freeze
  /// The rules in force at the epoch's start.
  let rules: ProgramRules
  let inputs: KeptInputs
  let blobs: any BlobStore

  /// What became of a freeze's segments.
  enum Outcome: Sendable {
    /// All are here and tallied.
    case tally(Tally)
    /// Some are not, or altered.
    case missing([MissingInput])
  }

  private enum Look: Sendable {
    case segment(NamedSegment)
    case missing(MissingInput)
  }

  private var id: EpochID { EpochID(pool: freeze.pool, number: freeze.epoch) }

  /// The tally, or all segments that are missing: of those the rest are still looked at.
  func outcome() throws(EpochRefusal) -> Outcome {
    let (segments, missing) = try segments { _ in true }
    return missing.isEmpty ? .tally(try tally(segments)) : .missing(missing)
  }

  /// The freeze's segments of some types, and those of them that are missing.
  func segments(
    _ isWanted: (SegmentType) -> Bool
  ) throws(EpochRefusal) -> (segments: [NamedSegment], missing: [MissingInput]) {
    let wanted = freeze.segments.filter { isWanted($0.type) }
    let looks = try Processors(leastPerRange: 1).share(wanted.count) {
      range throws(EpochRefusal) in
      var looks: [Look] = []
      for frozen in wanted[range] { looks.append(try look(frozen)) }
      return looks
    }
    var segments: [NamedSegment] = []
    var missing: [MissingInput] = []
    for look in looks.joined() {
      switch look {
      case .segment(let segment): segments.append(segment)
      case .missing(let input): missing.append(input)
      }
    }
    return (segments, missing)
  }

  private func look(_ frozen: FrozenSegment) throws(EpochRefusal) -> Look {
    let found: SegmentFinding?
    do {
      found = try inputs.segment(
        frozen.digest, lengthBytes: frozen.lengthBytes, type: frozen.type, in: blobs)
    } catch .unavailable(let message) {
      throw .program(.blobs(message))
    } catch {
      return .missing(.alteredBlob(frozen.digest, .segment))
    }
    switch found {
    case nil: return .missing(.blob(frozen.digest, .segment))
    // What a freeze counts was readable; bytes of the same digest still are.
    case .malformed: return .missing(.alteredBlob(frozen.digest, .segment))
    case .segment(let segment):
      return .segment(NamedSegment(digest: frozen.digest, segment: segment))
    }
  }

  private func tally(_ segments: [NamedSegment]) throws(EpochRefusal) -> Tally {
    let policy = rules.policy
    let pool = policy.pool(named: freeze.pool)
    let level = pool?.proof ?? .reported
    let homogeneous = pool?.eligibility.homogeneousNodes ?? false
    let wanted: Set<CountTrack> = [
      .reported, CountTrack(level: level, homogeneous: false),
      CountTrack(level: level, homogeneous: homogeneous),
    ]
    let catalogue = rules.catalogue
    do {
      return try Tally.compute(
        TallyInput(
          span: freeze.span, slotSeconds: policy.observation.slotSeconds,
          quorum: policy.observation.quorum, rosterSize: UInt32(freeze.rosterSize),
          segments: segments, tracks: wanted.sorted(),
          classify: { catalogue.resolve($0).match }))
    } catch {
      throw .tally(id, error)
    }
  }
}
