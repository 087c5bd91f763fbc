/// What kept a pilot from going on; every one of these is a fault of the pilot or of the machine.
public enum PilotFailure: Error, Sendable {
  /// An entry was not logged: what it was, and what the log said.
  case entry(String, said: String)
  /// The folder, the journal or the network could not be used.
  case outside(String)
  /// An epoch could not be frozen, closed or verified.
  case epoch(String, said: String)
}

extension PilotFailure: CustomStringConvertible {
  /// What happened, in words.
  public var description: String {
    switch self {
    case .entry(let entry, let said): "\(entry) was not logged: \(said)"
    case .outside(let reason): reason
    case .epoch(let epoch, let said): "\(epoch) cannot be closed: \(said)"
    }
  }
}
