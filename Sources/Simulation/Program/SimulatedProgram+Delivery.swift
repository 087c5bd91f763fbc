public import Application

extension SimulatedProgram {
  /// Writes the lines and files that are new since the last time to where the program is kept.
  ///
  /// Files come first, so that no line names one that is not yet there.
  public mutating func deliver(
    to records: any ProgramRecords, _ blobs: any BlobStore
  ) throws(DeliveryFailure) {
    let news = takeNews()
    do {
      for blob in news.blobs { try blobs.put(blob.bytes) }
    } catch {
      throw .blobs(error)
    }
    guard !news.lines.isEmpty else { return }
    do {
      try records.appendFacts(news.lines)
    } catch {
      throw .records(error)
    }
  }
}

/// Why a simulation could not write what it made up.
public enum DeliveryFailure: Error, Hashable, Sendable {
  /// A file could not be kept.
  case blobs(BlobFailure)
  /// The facts could not be extended.
  case records(RecordFailure)
}
