import Program
import TestSupport

/// Rows of random histories; some of the rows are refused, as they would be in life.
struct RandomHistory {
  private var random: SplitMix64
  private var ids = 0

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  private mutating func id(_ prefix: String) -> String {
    ids += 1
    return "\(prefix)\(ids)"
  }

  private mutating func known(_ prefix: String) -> String {
    "\(prefix)\(1 + random.below(max(1, ids)))"
  }

  /// A number below the bound, from a history's own randomness.
  mutating func below(_ bound: Int) -> Int { random.below(bound) }

  /// A row admitted on that day.
  mutating func row(day: Int) -> String {
    let name = random.pick(["alice", "bob", "carol", "own"])
    let who = "provider=@\(name)"
    let from = day + random.below(20)
    let inside = random.oneIn(3) ? "+\(1 + random.below(86_399))" : ""
    let until = random.oneIn(3) ? "null" : "d\(from + 1 + random.below(90))\(inside)"
    let units = "units=\(1 + random.below(40))"
    let head = "d\(day)+\(random.below(1_000))"
    let gpu = random.pick(["nvidia/rtx4090/24/pcie", "nvidia/a100/80/sxm", "nvidia/h100/80/sxm"])
    switch random.below(18) {
    case 0, 1, 2:
      return "\(head) @\(name) enrol enrolment=\(id("e")) \(who) \(units) class=\(gpu)"
        + " from=d\(from)\(inside) until=\(until)"
    case 3: return "\(head) @\(name) amend enrolment=\(known("e")) \(units) at=d\(from)"
    case 4: return "\(head) @\(name) withdraw enrolment=\(known("e")) at=d\(from)\(inside)"
    case 5: return "\(head) @\(name) payee \(who) payee=@\(random.pick(["pat", "pete", name]))"
    case 6: return "\(head) admin beneficiary \(who) beneficiary=\(random.pick(["acme", "bolt"]))"
    case 7, 8:
      return
        "\(head) admin sign contract=\(id("e")) \(who) \(units) from=d\(from) to=d\(from + 366)"
    case 9: return "\(head) admin end contract=\(known("e")) at=d\(from)"
    case 10:
      return "\(head) admin open campaign=\(id("e")) from=d\(from) to=d\(from + 30)"
        + " cap=\(1 + random.below(100_000_000_000))"
    case 11:
      return "\(head) @\(name) join participation=\(id("e")) campaign=\(known("e")) \(who) \(units)"
        + " from=d\(from)"
    case 12: return "\(head) admin close campaign=\(known("e")) at=d\(from)"
    case 13: return "\(head) admin baseline \(who) \(units) class=\(gpu)"
    case 14: return "\(head) @\(name) schedule \(who) from=d\(from) until=\(until)"
    case 15: return "\(head) %o1 publish digest=#\(id("s")) start=d\(day - 1) end=d\(day)"
    case 16: return "\(head) %o1 price at=d\(day)"
    default: return "\(head) %o\(1 + random.below(3)) unknown !critical=false"
    }
  }
}
