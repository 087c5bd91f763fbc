public import Encoding
import Keys
import Policy
public import Quantities

/// `epoch.frozen/1`: the administrator fixes the exact inputs of an epoch (DESIGN law 6).
public struct EpochFrozen: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.epochFrozen
  /// The most lines or segments that an entry can count.
  static let limitCount = Int(Int32.max)
  /// The pool.
  public var pool: Label
  /// The epoch's number, from 1.
  public var epoch: Int
  /// 1, or one more for each time that the epoch is frozen anew.
  public var version: Int
  /// The SHA-256 of the freeze.
  public var freeze: Digest
  /// How many lines count.
  public var lines: Int
  /// The SHA-256 of the ascending digests of all segments that the freeze lists.
  public var evidence: Digest
  /// How many of them count.
  public var counted: Int
  /// How many were left out.
  public var leftOut: Int

  /// Takes every field as it is.
  public init(
    pool: Label, epoch: Int, version: Int, freeze: Digest, lines: Int, evidence: Digest,
    counted: Int, leftOut: Int
  ) {
    self.pool = pool
    self.epoch = epoch
    self.version = version
    self.freeze = freeze
    self.lines = lines
    self.evidence = evidence
    self.counted = counted
    self.leftOut = leftOut
  }

  /// The entry of a freeze.
  public init(_ freeze: Freeze) {
    let listed = freeze.segments.map(\.digest) + freeze.leftOut.map(\.digest)
    self.init(
      pool: freeze.pool, epoch: freeze.epoch, version: freeze.version,
      freeze: Sha256.digest(of: freeze.bytes), lines: freeze.factsLines,
      evidence: Self.digest(of: listed), counted: freeze.segments.count,
      leftOut: freeze.leftOut.count)
  }

  /// The SHA-256 of digests, each of 32 bytes, in ascending order.
  public static func digest(of segments: [Digest]) -> Digest {
    var hasher = Sha256()
    for digest in segments.sorted() { hasher.update(digest.bytes) }
    return hasher.digest()
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    pool = try fields.required("pool").label()
    epoch = try fields.required("epoch").epochNumber()
    version = try fields.required("version").epochNumber()
    freeze = try fields.required("freeze").digest()
    lines = try fields.required("lines").whole(to: Self.limitCount)
    evidence = try fields.required("evidence").digest()
    counted = try fields.required("counted").whole(to: Self.limitCount)
    leftOut = try fields.required("leftOut").whole(to: Self.limitCount)
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("pool", pool)
    writer.field("epoch", epoch)
    writer.field("version", version)
    writer.field("freeze", freeze)
    writer.field("lines", lines)
    writer.field("evidence", evidence)
    writer.field("counted", counted)
    writer.field("leftOut", leftOut)
  }
}

extension EpochFrozen {
  /// The freeze.
  public var neededBlobs: [Digest] { [freeze] }

  /// The freeze.
  public var computedInputs: [Digest] { [freeze] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses a freeze out of turn or too early, and one that leaves lines or segments unnamed.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let place = try state.requireEpoch(epoch, of: pool)
    let next = state.epochs.versions(pool: pool, epoch: epoch).count + 1
    guard version == next else { throw .versionOther(found: version, expected: next) }
    if version > 1 {
      try state.requireStatement(pool, epoch, version: version - 1)
    } else if epoch > 1 {
      try state.requireStatement(pool, epoch - 1, version: 1)
    }
    let grace = place.rules.policy.observation.graceSeconds
    let deadline = try? place.span.end.adding(seconds: grace)
    guard let deadline, frame.admittedAt >= deadline else {
      throw .freezeTooEarly(end: place.span.end, graceSeconds: grace)
    }
    guard lines < frame.line else { throw .lineBeyond(line: lines, limit: frame.line - 1) }
    let least = state.lineCount(admittedBefore: deadline)
    guard lines >= least else { throw .freezeLines(found: lines, least: least) }
    let listed = FreezePlan.concerned(by: place.span, in: state, rules: place.rules, lines: lines)
      .map(\.body.digest)
    guard counted + leftOut == listed.count, evidence == Self.digest(of: listed) else {
      throw .freezeEvidence(found: counted + leftOut, expected: listed.count)
    }
  }

  /// Adds the freeze.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.epochs.freeze(self, admittedAt: frame.admittedAt, line: frame.line)
  }
}
