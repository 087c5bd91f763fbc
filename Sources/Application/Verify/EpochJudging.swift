import Journal
import Keys
import Program
import Quantities
import Rewards

/// Recomputes epochs while their entries go by.
struct EpochJudging {
  let history: LogHistory
  var verifying: VerifyEpochs

  init(_ history: LogHistory, rules: ProgramRules, blobs: KeptBlobs) {
    self.history = history
    let records = LoggedRecords(history: history, blobs: blobs)
    verifying = VerifyEpochs(
      ProgramReader(history, rules: rules, records: records, blobs: blobs), blobs)
  }
}

extension LogJudging {
  private static var meaning: String {
    "What was published for this epoch is not what the rules make of the evidence."
  }

  /// Computes the epoch of a statement anew.
  mutating func judge(_ stated: StatementPublished) throws(BundleFault) {
    let name = RecordName(
      .freeze, EpochID(pool: stated.pool, number: stated.epoch), version: stated.version)
    try judging(name) { epochs, verdict throws(EpochRefusal) in
      let (freeze, differences) = try epochs.verifying.judgeFreeze(name)
      guard Self.holds(freeze, differences, name, epochs, &verdict) else { return }
      let found = try epochs.verifying.judgeStatement(name, freeze, differences)
      Self.note(found, stated, name, &verdict)
      verdict.epochs += 1
    }
  }

  /// What was frozen and is not stated yet: that the freeze follows is all there is to check.
  mutating func judgePending(_ state: ProgramState) throws(BundleFault) {
    for frozen in state.epochs.frozen
    where frozen.statement == nil && frozen.line > verdict.judgedBefore {
      let name = RecordName(
        .freeze, EpochID(pool: frozen.body.pool, number: frozen.body.epoch),
        version: frozen.body.version)
      verdict.pending += 1
      try judging(name) { epochs, verdict throws(EpochRefusal) in
        let (freeze, differences) = try epochs.verifying.judgeFreeze(name)
        _ = Self.holds(freeze, differences, name, epochs, &verdict)
      }
    }
  }

  /// Runs a judgement with the newest state at hand, and takes the state away again, so that the
  /// fold goes on in place.
  private mutating func judging(
    _ name: RecordName,
    _ body: (inout EpochJudging, inout LogVerdict) throws(EpochRefusal) -> Void
  ) throws(BundleFault) {
    guard var epochs = self.epochs.take() else { return }
    epochs.history.set(newest: fold.log)
    do throws(EpochRefusal) {
      try body(&epochs, &verdict)
    } catch {
      if case .program(.blobs(let message)) = error {
        throw .source(.unavailable(message))
      }
      verdict.findings.append(
        LogFinding(
          .epoch(name), error.code,
          "\(name.epoch) version \(name.version) cannot be computed anew.",
          "Whether its amounts are right cannot be known from this record.", refusal: error))
    }
    epochs.history.set(newest: nil)
    let failure = epochs.history.failure
    self.epochs = epochs
    if let failure { throw .source(failure) }
  }

  private static func holds(
    _ freeze: Freeze, _ differences: [FreezeDifference], _ name: RecordName,
    _ epochs: EpochJudging, _ verdict: inout LogVerdict
  ) -> Bool {
    let frozen = epochs.history.newest?.epochs.frozen(
      pool: name.epoch.pool, epoch: name.epoch.number, version: name.version)
    if let frozen, frozen.body.lines != freeze.factsLines {
      verdict.find(
        .epoch(name), "freeze-entry-differs",
        "The entry of \(name.epoch) says \(frozen.body.lines) entries, its freeze "
          + "\(freeze.factsLines).", meaning)
      return false
    }
    guard !differences.isEmpty else { return true }
    let parts = differences.map(\.rawValue).joined(separator: ", ")
    verdict.find(
      .epoch(name), "freeze-does-not-follow",
      "The freeze of \(name.epoch) version \(name.version) does not follow from the entries and "
        + "the evidence: \(parts).", meaning)
    return false
  }

  private static func note(
    _ found: EpochVerdict, _ stated: StatementPublished, _ name: RecordName,
    _ verdict: inout LogVerdict
  ) {
    if !found.isGood {
      var parts: [String] = []
      if found.roster != nil { parts.append("the roster's file is missing or altered") }
      if case .differs(let byte) = found.statement {
        parts.append("the statement differs from byte \(byte) on")
      }
      if case .differs(let byte) = found.table {
        parts.append("the table differs from byte \(byte) on")
      }
      if found.statement == .absent || found.table == .absent { parts.append("a file is absent") }
      verdict.find(
        .epoch(name), "statement-does-not-follow",
        "\(name.epoch) version \(name.version) does not follow from its inputs: "
          + "\(parts.joined(separator: "; ")).", meaning)
      return
    }
    guard StatementFigures(found.totals) == stated.figures, found.linesRoot == stated.lines else {
      return verdict.find(
        .epoch(name), "statement-entry-differs",
        "The entry of \(name.epoch) states other totals than the statement that it names.", meaning)
    }
  }
}
