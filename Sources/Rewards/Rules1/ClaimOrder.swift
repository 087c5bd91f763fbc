import Policy
import Quantities

/// The claims that share a second with the epoch, by provider, class, pool order and fact line.
///
/// Law 5: all claims of a provider and class, of whatever pool, stand in one order, and each takes
/// the devices that the ones before it in force leave. So one GPU-second is claimed once.
struct ClaimOrder {
  struct Entry {
    /// Provider and class: entries with the same number form one group.
    let group: UInt64
    /// Position of the pool in the policy's order.
    let pool: Int
    /// The number of the fact that began the claim.
    let line: Int
    /// Position among the input's claims.
    let claim: Int
  }

  let entries: [Entry]

  init(_ context: CloseContext) throws(CloseRejection) {
    let order = context.input.policy.order
    guard let own = order.firstIndex(of: context.pool.name) else {
      throw .poolNotInOrder(context.pool.name)
    }
    var entries: [Entry] = []
    entries.reserveCapacity(context.claims.count)
    for (index, claim) in context.claims.enumerated()
    where claim.overlaps(context.span) {
      let pool = claim.pool == context.pool.name ? own : order.firstIndex(of: claim.pool)
      guard let pool else { throw .poolNotInOrder(claim.pool) }
      let group = UInt64(claim.provider.rawValue) << 32 | UInt64(claim.gpuClass.rawValue)
      entries.append(Entry(group: group, pool: pool, line: claim.line, claim: index))
    }
    entries.sort { left, right in
      if left.group != right.group { return left.group < right.group }
      return left.pool != right.pool ? left.pool < right.pool : left.line < right.line
    }
    for index in entries.indices.dropFirst() {
      let (left, right) = (entries[index - 1], entries[index])
      if left.group == right.group, left.pool == right.pool, left.line == right.line {
        throw .lineTwice(left.line)
      }
    }
    self.entries = entries
  }
}

/// How many devices the earlier claims of a provider and class take, slot by slot.
struct OffsetProfile {
  /// The first slot of each step, ascending from 0.
  private(set) var starts: [Int] = [0]
  /// The devices taken from there on.
  private(set) var offsets: [Int] = [0]

  mutating func reset() {
    starts.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    starts.append(0)
    offsets.append(0)
  }

  /// Takes units in a range of slots.
  mutating func add(_ range: Range<Int>, units: Int) {
    guard !range.isEmpty else { return }
    let low = split(at: range.lowerBound)
    let high = split(at: range.upperBound)
    for index in low..<high { offsets[index] += units }
  }

  /// The step that begins at a slot, made if there is none.
  private mutating func split(at slot: Int) -> Int {
    let step = step(at: slot)
    if starts[step] == slot { return step }
    starts.insert(slot, at: step + 1)
    offsets.insert(offsets[step], at: step + 1)
    return step + 1
  }

  /// The step that holds a slot.
  func step(at slot: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= slot { low = middle } else { high = middle }
    }
    return low
  }
}
