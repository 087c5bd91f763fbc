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
    guard let known = history.newest.policy.pool(named: name) else { throw .poolUnknown(name) }
    // Amendments keep a pool's calendar, so that every rules tell the same one.
    let calendar = EpochCalendar(known)
    guard let span = calendar.epoch(number) else {
      throw .epochUnknown(pool: name, epoch: number, count: calendar.count)
    }
    let rules = history.rules(at: span.start)
    return EpochPlace(rules: rules, pool: rules.policy.pool(named: name) ?? known, span: span)
  }

  /// The rules under which an epoch is computed: those in force at its start. Nil where the pool is
  /// unknown; an epoch beyond the pool's last goes by the rules now in force.
  public func rules(ofEpoch number: Int, of name: Label) -> ProgramRules? {
    guard let pool = rules.policy.pool(named: name) else { return nil }
    let span = EpochCalendar(pool).epoch(number)
    return span.map { history.rules(at: $0.start) } ?? rules
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
