import Policy
import Program
public import Quantities

// Which epochs the policy's calendar has.
extension ProgramReader {
  /// Refuses an epoch that the program does not have.
  public func require(_ id: EpochID) throws(EpochRefusal) {
    if let refusal = absence(of: id) { throw .freeze(refusal) }
  }

  /// Refuses a pool that the program does not have.
  public func require(pool name: Label) throws(EpochRefusal) {
    let pools = rules.policy.pools.map(\.name)
    guard pools.contains(name) else { throw .freeze(.poolUnknown(name, known: pools)) }
  }

  /// Why the program has no such epoch; nil where it has.
  func absence(of id: EpochID) -> FreezeRefusal? {
    let policy = rules.policy
    guard let pool = policy.pool(named: id.pool) else {
      return .poolUnknown(id.pool, known: policy.pools.map(\.name))
    }
    let count = EpochCalendar(pool).count
    return id.number <= count
      ? nil : .epochUnknown(pool: id.pool, epoch: id.number, count: count)
  }
}
