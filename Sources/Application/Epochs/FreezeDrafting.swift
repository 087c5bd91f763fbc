import Evidence
import Keys
import Policy
import Program
import Quantities

/// Computes the freeze that facts and evidence give, for taking one and for checking one.
struct FreezeDrafting {
  var reader: ProgramReader

  init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// The freeze of an epoch from the first `lines` lines, or from all.
  ///
  /// `absent` names segments that are to be taken as not at hand, whatever lies here now: but none
  /// of which a line says that its file is with the log. Whoever takes a freeze fetches those.
  mutating func draft(
    _ id: EpochID, version: Int, lines: Int?, now: Timestamp, isTaken: Bool = false,
    absent: [Digest: SegmentLook] = [:]
  ) throws(EpochRefusal) -> Freeze {
    let log = try reader.log(epoch: id, lines: lines)
    let state = log.state
    let hasDeliveries = state.evidence.hasDeliveries
    var looking = SegmentLooking(
      blobs: reader.blobs, inputs: reader.inputs, absent: hasDeliveries ? [:] : absent)
    let plan: FreezePlan
    do {
      plan = try FreezePlan(
        of: id.number, in: id.pool, version: version, state: state, now: now,
        look: { looking.look($0) })
    } catch {
      throw .freeze(error)
    }
    if let message = looking.failure { throw .program(.blobs(message)) }
    // Only delivered files were looked for: none that is not here is the freeze's to leave out.
    if isTaken, hasDeliveries, !looking.lacking.isEmpty { throw .missing(id, looking.lacking) }
    let price = PriceMedian.compute(
      EpochPrices.samples(of: state, and: looking.priceSegments(in: plan)),
      end: plan.span.end, rule: plan.rules.policy.price)
    return plan.freeze(
      state, factsDigest: log.digest, previous: try previousDigest(of: id), price: price.price)
  }

  private func previousDigest(of id: EpochID) throws(EpochRefusal) -> Digest? {
    guard let previous = id.previous else { return nil }
    guard let bytes = try reader.read(RecordName(.statement, previous)) else {
      throw .missing(id, [.statement(previous, version: 1)])
    }
    return Sha256.digest(of: bytes)
  }
}

/// Looks into published segments' files, keeping the prices that it meets.
private struct SegmentLooking {
  let blobs: any BlobStore
  let inputs: KeptInputs
  let absent: [Digest: SegmentLook]
  /// What the world outside said when a file could not be read at all.
  private(set) var failure: String?
  /// Files that are not here.
  private(set) var lacking: [MissingInput] = []
  private var prices: [Digest: PriceSegment] = [:]

  init(blobs: any BlobStore, inputs: KeptInputs, absent: [Digest: SegmentLook]) {
    self.blobs = blobs
    self.inputs = inputs
    self.absent = absent
  }

  mutating func look(_ record: EvidenceRecord) -> SegmentLook {
    if let stated = absent[record.body.digest] { return stated }
    let found: SegmentFinding?
    do {
      found = try inputs.segment(
        record.body.digest, lengthBytes: record.body.lengthBytes, type: record.body.type,
        in: blobs)
    } catch .unavailable(let message) {
      failure = failure ?? message
      return .missing
    } catch {
      return .digestMismatch
    }
    guard let found else {
      lacking.append(.blob(record.body.digest, .segment))
      return .missing
    }
    guard case .segment(let segment) = found else { return .malformed }
    if case .price(let price) = segment { prices[record.body.digest] = price }
    return .header(SegmentHeading(segment.header))
  }

  /// The price segments that a plan counts, in its order.
  func priceSegments(in plan: FreezePlan) -> [PriceSegment] {
    plan.segments.compactMap { prices[$0.digest] }
  }
}

extension SegmentHeading {
  /// What a freeze holds against the facts.
  init(_ header: SegmentHeader) {
    self.init(
      program: header.program, observer: header.observer, type: header.type,
      sequence: header.sequence, span: header.span, slotSeconds: header.slotSeconds,
      rosterSize: Int(header.rosterSize), rosterDigest: header.rosterDigest)
  }
}
