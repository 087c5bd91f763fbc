import Application

/// Verifies a data folder, with progress for whoever watches.
enum EpochVerification {
  /// The verdicts on the epochs named, or on all.
  static func all(
    in folder: String, of epochs: [EpochID] = [], showsProgress: Bool = true
  ) throws -> [EpochVerdict] {
    do {
      let reader = try ProgramReader(
        records: DataFolder.records(folder), blobs: DataFolder.blobs(folder))
      var verifying = VerifyEpochs(reader)
      let records = try verifying.records(of: epochs)
      var verdicts: [EpochVerdict] = []
      for (index, record) in records.enumerated() {
        if showsProgress {
          Terminal.progress("verifying \(index + 1) of \(records.count): \(record.epoch)")
        }
        verdicts.append(try verifying.verify(record))
      }
      if showsProgress { Terminal.endProgress() }
      return verdicts
    } catch let refusal as EpochRefusal {
      Terminal.endProgress()
      throw EpochWording.ending(refusal)
    } catch let failure as ProgramFailure {
      throw ProgramWording.ending(failure, in: folder)
    }
  }
}
