public import BlobFiles
public import Evidence
public import Probing

/// Why an observer does not begin.
public enum ObserverEnding: Error, Hashable, Sendable {
  /// The program cannot be read, and nothing of it is known from earlier.
  case log(ObserverLogFailure)
  /// None of the keys was ever appointed.
  case notAppointed([ObserverKey])
  /// The clock is made up, and the program is no demonstration.
  case clockSet
  /// The spool cannot be gone on with.
  case spool(SpoolRefusal)
  /// The folder cannot be read.
  case disk(FileFailure)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .log(let failure): failure.code
    case .notAppointed: "observer-not-appointed"
    case .clockSet: "clock-set"
    case .spool(let refusal): refusal.code
    case .disk: "spool-unreadable"
    }
  }
}

extension ObserverEnding: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .log(let failure): "The program cannot be read: \(failure)"
    case .notAppointed(let keys):
      "\(keys.map { $0.text }.joined(separator: ", ")) was never appointed as an observer"
    case .clockSet: "The clock is made up, which only a demonstration may be observed by"
    case .spool(let refusal): "The spool cannot be gone on with: \(refusal)"
    case .disk(let failure): "The spool cannot be read: \(failure)"
    }
  }
}
