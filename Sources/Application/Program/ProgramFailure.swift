public import Policy
public import Program
public import Quantities

/// Why a program cannot be read.
public enum ProgramFailure: Error, Sendable {
  /// The world outside failed.
  case records(RecordFailure)
  /// A blob cannot be read for a reason of the world outside.
  case blobs(String)
  /// A blob that is needed is not there, or its bytes are not what its name says.
  case blob(Digest, BlobRole, BlobFault)
  /// A line of the facts is refused.
  case facts(FactsError)
  /// The policy cannot be read.
  case policy(PolicyError)
  /// The catalogue cannot be read.
  case catalogue(CatalogueError)
}

/// What a blob is needed for.
public enum BlobRole: String, Sendable, CaseIterable {
  /// The policy's canonical JSON.
  case policy
  /// The GPU catalogue.
  case catalogue
  /// The providers' addresses.
  case roster
  /// Evidence.
  case segment
}

/// What is wrong with a blob.
public enum BlobFault: String, Sendable, CaseIterable {
  /// There is none of that name.
  case missing
  /// Its bytes are not those that its name promises.
  case altered
}
