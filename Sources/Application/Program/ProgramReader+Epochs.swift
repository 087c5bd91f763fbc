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
    let known = pools.map(\.name)
    guard known.contains(name) else { throw .freeze(.poolUnknown(name, known: known)) }
  }

  /// Why the program has no such epoch; nil where it has.
  func absence(of id: EpochID) -> FreezeRefusal? {
    let pools = self.pools
    guard let pool = pools.first(where: { $0.name == id.pool }) else {
      return .poolUnknown(id.pool, known: pools.map(\.name))
    }
    let count = EpochCalendar(pool).count
    return id.number <= count
      ? nil : .epochUnknown(pool: id.pool, epoch: id.number, count: count)
  }
}
