public import Application

/// Why a simulation could not write what it made up.
public enum DeliveryFailure: Error, Hashable, Sendable {
  /// A file could not be kept.
  case blobs(BlobFailure)
  /// The facts could not be extended.
  case records(RecordFailure)
  /// The journal did not take an entry, or failed.
  case journal(String)
}
