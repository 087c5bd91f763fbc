import Policy
import Quantities

// The rules that several kinds share.
extension ProgramState {
  /// The pool of that name, when it is of one of the kinds.
  func requirePool(_ name: Label, _ kinds: [PoolPolicy.Kind]) throws(Rejection) -> PoolPolicy {
    guard let pool = rules.policy.pool(named: name) else { throw .poolUnknown(name) }
    guard kinds.contains(pool.kind) else {
      throw .poolKind(name, found: pool.kind, expected: kinds)
    }
    return pool
  }

  /// The epochs of a pool that something admitted names.
  func requireCalendar(_ pool: Label) throws(Rejection) -> EpochCalendar {
    guard let policy = rules.policy.pool(named: pool) else { throw .poolUnknown(pool) }
    return EpochCalendar(policy)
  }

  /// Enrolments, contracts, participations and campaigns share one set of ids.
  /// Whether a provider has a claim in a pool that began before a time, whatever became of it.
  func hasClaim(_ provider: Address, in pool: Label, before time: Timestamp) -> Bool {
    enrolments.claims.contains { $0.provider == provider && $0.pool == pool && $0.from < time }
      || contracts.contracts.contains {
        $0.body.provider == provider && $0.body.pool == pool && $0.body.from < time
      }
      || campaigns.participations.contains {
        $0.body.provider == provider && $0.pool == pool && $0.body.from < time
      }
      || activity.participations.contains {
        $0.body.wallet == provider && $0.body.pool == pool && $0.body.from < time
      }
  }

  func requireNewClaim(_ id: Label) throws(Rejection) {
    if let line = claimLines[id] { throw .idTaken(id, line: line) }
  }

  func requireCatalogued(_ gpuClass: GPUClass) throws(Rejection) {
    guard rules.catalogue.index(of: gpuClass) != nil else { throw .classUnknown(gpuClass) }
  }
}

extension EntryFrame {
  func requireStart(_ from: Timestamp) throws(Rejection) {
    guard from >= admittedAt else {
      throw .startsBeforeAdmission(from: from, admittedAt: admittedAt)
    }
  }

  /// A change that others must be able to prepare for.
  func requireNotice(_ from: Timestamp, seconds: Int64) throws(Rejection) {
    guard let earliest = try? admittedAt.adding(seconds: seconds), from >= earliest else {
      throw .noticeTooShort(from: from, admittedAt: admittedAt, seconds: seconds)
    }
  }

  func requireEffect(_ at: Timestamp) throws(Rejection) {
    guard at >= admittedAt else {
      throw .takesEffectBeforeAdmission(at: at, admittedAt: admittedAt)
    }
  }
}

extension TimeSpan {
  /// A span of at least one second.
  static func required(from: Timestamp, until: Timestamp) throws(Rejection) -> TimeSpan {
    guard from < until, let span = try? TimeSpan(start: from, end: until) else {
      throw .spanEmpty(from: from, until: until)
    }
    return span
  }

  /// This span, when it lies in a pool's.
  func required(inside pool: PoolPolicy) throws(Rejection) {
    guard pool.span.contains(self) else {
      throw .outsideSpan(from: start, until: end, span: pool.span)
    }
  }
}

/// How many units an entry may name.
enum UnitLimit {
  static let most = 100_000

  static func require(_ units: Int, least: Int = 1) throws(Rejection) {
    guard units >= least, units <= most else {
      throw .unitsOutOfRange(units: units, least: least, most: most)
    }
  }
}
