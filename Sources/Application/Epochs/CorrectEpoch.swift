public import Program
public import Quantities
import Rewards

/// Computes a closed epoch anew from what is known now, and says what to post (O-54).
///
/// The old statement stays as it is; the difference reaches a later epoch by a
/// `correction.posted` fact, which is the administrator's to write.
public struct CorrectEpoch: Sendable {
  /// The program, with the facts folded so far.
  public private(set) var reader: ProgramReader

  /// Works on a program.
  public init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// Freezes and closes the next version of an epoch.
  ///
  /// A correction of a correction replaces the newest version.
  public mutating func correct(
    _ id: EpochID, now: Timestamp
  ) throws(EpochRefusal) -> CorrectedEpoch {
    let replaced = try standing(id)
    var freezing = FreezeEpoch(reader)
    let freeze = try freezing.draftAgain(id, now: now)
    var closing = CloseEpoch(freezing.reader)
    let closed = try closing.compute(freeze)
    reader = closing.reader
    let differences = Correction(
      replacing: replaced.statement, named: replaced.digest, by: closed.statement,
      named: closed.digest)
    guard let differences, !differences.lines.isEmpty else { throw .nothingToCorrect(id) }
    // Nothing is stored before it is known that there is something to post.
    try freezing.store(freeze)
    try closing.store(closed)
    return CorrectedEpoch(
      closed: closed,
      fact: CorrectionPosted(
        pool: id.pool, epoch: id.number, replaces: replaced.digest, statement: closed.digest),
      differences: differences.lines.map { ($0.key.payee, $0.micros) })
  }

  /// What a correction replaces: what the last one posted put in place, at first version 1.
  private mutating func standing(_ id: EpochID) throws(EpochRefusal) -> NamedStatement {
    let corrections = try reader.log(epoch: id, lines: nil).state.corrections
    let posted = corrections.last(pool: id.pool, epoch: id.number)?.body.statement
    var version = 1
    while let candidate = try reader.statement(of: id, version: version) {
      if posted == nil || candidate.digest == posted { return candidate }
      version += 1
    }
    guard version > 1, let posted else { throw .notClosed(id) }
    throw .missing(id, [.statementNamed(posted)])
  }
}

/// A corrected statement, and the fact that brings it into a later epoch.
public struct CorrectedEpoch: Sendable {
  /// The corrected statement.
  public let closed: ClosedEpoch
  /// What the administrator posts.
  public let fact: CorrectionPosted
  /// Corrected minus replaced, per payee, in micro-units of the pool's currency.
  public let differences: [(payee: Address, micros: Int64)]
}
