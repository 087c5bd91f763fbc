import Encoding
import Quantities

extension PolicyChecker {
  /// Names given twice, and the order of the pools.
  mutating func checkNames() {
    let root = JSONPath.root
    if policy.pools.isEmpty { add(.poolsMissing, at: .member(root, "pools"), [:]) }
    duplicates(policy.pools.map(\.name), what: "pool", at: .member(root, "pools"))
    duplicates(policy.targets.map(\.name), what: "target", at: .member(root, "targets"))
    for (index, pool) in policy.pools.enumerated() {
      let path = PoolContext(pool: pool, index: index).at("lines")
      duplicates(pool.lines.map(\.name), what: "line of pool \(pool.name)", at: path)
    }
    checkOrder(at: .member(root, "order"))
  }

  private mutating func duplicates(_ names: [Label], what: String, at path: JSONPath) {
    var seen: Set<Label> = []
    for (index, name) in names.enumerated() where !seen.insert(name).inserted {
      add(
        .duplicateName, at: .element(path, index), ["what": .text(what), "name": .label(name)])
    }
  }

  private mutating func checkOrder(at path: JSONPath) {
    let known = Set(policy.pools.map(\.name))
    var seen: Set<Label> = []
    for (index, name) in policy.order.enumerated() {
      if !known.contains(name) {
        add(.orderUnknown, at: .element(path, index), ["pool": .label(name)])
      } else if !seen.insert(name).inserted {
        add(.orderDuplicate, at: .element(path, index), ["pool": .label(name)])
      }
    }
    for pool in policy.pools where !policy.order.contains(pool.name) {
      add(.orderMissing, at: path, ["pool": .label(pool.name)])
    }
  }

  /// Settings that no rule reads in a pool of that kind.
  mutating func checkEffect(_ context: PoolContext) {
    let pool = context.pool
    func report(_ key: String, _ has: Bool) {
      guard has else { return }
      add(
        .keyWithoutEffect, at: context.at(key),
        ["pool": context.name, "key": .text(key), "kind": .text(pool.kind.rawValue)])
    }
    if pool.kind != .epoch {
      report("classWeights", !pool.classWeights.isEmpty)
      report("sizeClasses", !pool.sizeClasses.isEmpty)
      report("baseline", pool.baseline != nil)
      report("caps", pool.caps != .standard)
      report("floor", pool.floor != nil)
    }
    if !pool.kind.hasFixedPots { report("unallocated", pool.unallocated == .carry) }
    if pool.kind != .committed { report("lines", !pool.lines.isEmpty) }
    report("vesting", pool.vesting.kind == .none && pool.vesting.onExit == .keep)
  }
}
