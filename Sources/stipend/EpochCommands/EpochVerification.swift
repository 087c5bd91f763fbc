import Application

/// What verifying a data folder found: a verdict for each epoch, or why there is none.
struct EpochVerification {
  /// The verdicts, ascending.
  private(set) var verdicts: [EpochVerdict] = []
  /// The epochs that could not be computed, and why.
  private(set) var refusals: [(record: RecordName, ending: Ending)] = []
  /// Files where records stand that are none.
  private(set) var strays: [String] = []

  /// How many epochs were looked at.
  var count: Int { verdicts.count + refusals.count }

  /// Whether everything stored follows from what it is said to follow from.
  var isGood: Bool {
    refusals.isEmpty && strays.isEmpty && verdicts.allSatisfy(\.isGood)
  }

  /// Verifies the epochs named, or all; one that fails does not stop the others.
  init(of folder: String, epochs: [EpochID] = [], showsProgress: Bool = true) throws {
    do {
      let reader = try ProgramReader(
        records: try DataFolder.records(folder), blobs: DataFolder.blobs(folder))
      var verifying = VerifyEpochs(reader)
      let records = try verifying.records(of: epochs)
      if epochs.isEmpty { strays = try verifying.strays() }
      for (index, record) in records.enumerated() {
        if showsProgress {
          Terminal.progress("verifying \(index + 1) of \(records.count): \(record.epoch)")
        }
        try take(record, &verifying)
      }
      if showsProgress { Terminal.endProgress() }
    } catch let refusal as EpochRefusal {
      Terminal.endProgress()
      throw EpochWording.ending(refusal)
    } catch let failure as ProgramFailure {
      throw ProgramWording.ending(failure, in: folder)
    }
  }

  private mutating func take(
    _ record: RecordName, _ verifying: inout VerifyEpochs
  ) throws(EpochRefusal) {
    do {
      verdicts.append(try verifying.verify(record))
    } catch {
      // What keeps the program from being read keeps every epoch from it.
      if case .program = error { throw error }
      refusals.append((record, EpochWording.ending(error)))
    }
  }
}
