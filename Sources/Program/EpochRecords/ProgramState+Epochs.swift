import Policy
public import Quantities

/// An epoch with the rules that it is computed under.
struct EpochPlace {
  let rules: ProgramRules
  let pool: PoolPolicy
  let span: TimeSpan
}

extension ProgramState {
  /// The epoch of that number, with the rules in force at its start.
  func requireEpoch(_ number: Int, of name: Label) throws(Rejection) -> EpochPlace {
    guard let pool = rules.policy.pool(named: name) else { throw .poolUnknown(name) }
    let calendar = EpochCalendar(pool)
    guard let span = calendar.epoch(number) else {
      throw .epochUnknown(pool: name, epoch: number, count: calendar.count)
    }
    return EpochPlace(rules: rules, pool: pool, span: span)
  }

  /// Refuses what needs a version of an epoch's statement that is not published.
  func requireStatement(_ pool: Label, _ epoch: Int, version: Int) throws(Rejection) {
    guard epochs.statement(pool: pool, epoch: epoch, version: version) != nil else {
      throw .epochUnstated(pool: pool, epoch: epoch, version: version)
    }
  }

  /// How many lines were admitted before a time.
  public func lineCount(admittedBefore time: Timestamp) -> Int {
    var low = 0
    var high = admissions.count
    while low < high {
      let middle = low + (high - low) / 2
      if admissions[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
