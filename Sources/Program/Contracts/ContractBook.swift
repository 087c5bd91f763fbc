public import Quantities

/// A contract as signed, with its end where it was ended early.
public struct Contract: Hashable, Sendable {
  /// What was signed.
  public let body: ContractSigned
  /// The first second after it: as signed, or earlier.
  ///
  /// At or before `body.from`: never in force.
  public internal(set) var until: Timestamp
  /// The line that signed it.
  public let line: Int

  /// ⌈units · rate · seconds / 3600⌉ in micro-units, over the seconds until its end.
  public var committedMicros: UInt128 {
    ContractSigned.committedMicros(
      units: body.units, rate: body.rate, seconds: until.seconds(since: body.from))
  }
}

/// The contracts with what they commit.
public struct ContractBook: Hashable, Sendable {
  /// All contracts in log order.
  public private(set) var contracts: [Contract] = []
  private var positions: [Label: Int] = [:]
  private var byLine: [PoolLine: [Int]] = [:]
  private var poolTotals: [Label: UInt128] = [:]
  private var lineTotals: [PoolLine: UInt128] = [:]

  /// The contract of that id.
  public func contract(_ id: Label) -> Contract? { positions[id].map { contracts[$0] } }

  /// What a pool's contracts commit together, in micro-units of its currency.
  public func committedMicros(pool: Label) -> UInt128 { poolTotals[pool] ?? 0 }

  /// What a planned line's contracts commit together, in micro-units of the pool's currency.
  public func committedMicros(pool: Label, line: Label) -> UInt128 {
    lineTotals[PoolLine(pool: pool, line: line)] ?? 0
  }

  /// The most units of a planned line in force in any one second of a span.
  public func mostUnits(pool: Label, line: Label, during span: TimeSpan) -> Int {
    var changes: [(time: Timestamp, units: Int)] = []
    for position in byLine[PoolLine(pool: pool, line: line)] ?? [] {
      let contract = contracts[position]
      let from = max(contract.body.from, span.start)
      let until = min(contract.until, span.end)
      guard from < until else { continue }
      changes.append((from, contract.body.units))
      changes.append((until, -contract.body.units))
    }
    // Ends come before starts of the same second, because spans are half-open.
    changes.sort { ($0.time, $0.units) < ($1.time, $1.units) }
    var units = 0
    var most = 0
    for change in changes {
      units += change.units
      most = max(most, units)
    }
    return most
  }

  mutating func sign(_ body: ContractSigned, line: Int) {
    let contract = Contract(body: body, until: body.to, line: line)
    let key = PoolLine(pool: body.pool, line: body.line)
    positions[body.contract] = contracts.count
    byLine[key, default: []].append(contracts.count)
    poolTotals[body.pool, default: 0] += contract.committedMicros
    lineTotals[key, default: 0] += contract.committedMicros
    contracts.append(contract)
  }

  mutating func end(_ id: Label, at time: Timestamp) {
    guard let position = positions[id], time < contracts[position].until else { return }
    let before = contracts[position].committedMicros
    contracts[position].until = time
    // An earlier end never commits more, so that what it frees is not negative.
    let freed = before - contracts[position].committedMicros
    let body = contracts[position].body
    poolTotals[body.pool, default: freed] -= freed
    lineTotals[PoolLine(pool: body.pool, line: body.line), default: freed] -= freed
  }
}

/// A planned line of a pool.
struct PoolLine: Hashable, Sendable {
  let pool: Label
  let line: Label
}
