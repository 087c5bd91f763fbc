import Evidence
import Policy
import Program
import Quantities

extension PilotScript {
  /// The program itself, five days before it begins, and its three observers.
  mutating func prepare() {
    builder.create(
      at: day(-5, 16), committee: ["ash", "birch", "cedar", "dogwood", "elm"], threshold: 3)
    builder.world.observers = ["kestrel", "heron", "wren"].map { ObserverScript($0) }
    for (position, observer) in builder.world.observers.enumerated() {
      builder.line(
        ObserverAppointed(observer: observer.key, from: day(-2), until: nil), by: .committee,
        at: day(-4, 15, Int64(position)))
    }
  }

  /// One-year contracts for what each line's stated total buys.
  mutating func commit() {
    steadyContracts()
    troubledContracts()
    // What the planned line says, the line's own total does not buy (O-02, O-09).
    sign("quarry-row-83", "quarry-row", "nvidia/h100/80/sxm", 43, at: day(-3, 10, 6), isTried: true)
    sign("northfjord", "northfjord", "nvidia/h100/80/sxm", 40, at: day(-3, 10))
    sign("quarry-row", "quarry-row", "nvidia/h100/80/sxm", 42, at: day(-3, 10, 12))
    sign("blueheron", "blueheron", "nvidia/a100/80/sxm", 53, at: day(-3, 10, 20))
    sign("sandpiper", "sandpiper", "nvidia/rtxa6000/48/pcie", 64, at: day(-3, 10, 30))
    sign("mill-lane", "mill-lane", "nvidia/rtxa6000/48/pcie", 40, at: day(-3, 10, 40))
    builder.line(
      ContractEnded(contract: Label(known: "sandpiper"), at: day(243)), by: admin,
      at: day(229, 9))
  }

  private mutating func steadyContracts() {
    enter(
      "northfjord", .committed, nodes: nodes("nvidia/h100/80/sxm", 40),
      story: "Forty H100s in a tier-3 hall that never blinks.",
      expect:
        "Every second is delivered and paid; only hours that nobody observed fall due to no one.")
    enter(
      "blueheron", .committed, nodes: nodes("nvidia/a100/80/sxm", 53),
      story: "Repairs its cooling in May: six hours, announced five days before.",
      expect:
        "Maintenance leaves both sides of uptime: the month is paid at full factor, less six hours."
    )
    let from = day(96, 4)
    happens(.down(.refused), to: "blueheron", TimeSpan(from, seconds: 6 * 3_600))
    builder.line(
      MaintenanceAnnounced(
        provider: Invented.address("blueheron"), from: from, to: from.later(6 * 3_600)),
      by: .account(Invented.address("blueheron")), at: day(91, 9))
  }

  private mutating func troubledContracts() {
    enter(
      "quarry-row", .committed, nodes: nodes("nvidia/h100/80/sxm", 42),
      story: "A burnt transformer takes it down for thirty hours in March.",
      expect: "That month's uptime is below 99 %: its factor is the uptime itself.")
    happens(.down(.timeout), to: "quarry-row", TimeSpan(day(31, 2), seconds: 30 * 3_600))
    enter(
      "sandpiper", .committed, nodes: nodes("nvidia/rtxa6000/48/pcie", 64),
      story: "Sells its hall; the contract is ended in October with two weeks' notice.",
      expect: "Paid to the last day of service and nothing after it.")
    happens(.down(.dns), to: "sandpiper", TimeSpan(day(243), committed.span.end))
    enter(
      "mill-lane", .committed, nodes: nodes("nvidia/rtxa6000/48/pcie", 40),
      story: "Four cards of one machine fall off the bus for three days in June.",
      expect:
        "Thirty-six cards are paid in full; four lose those days and some of the month's rest."
    )
    happens(
      .counts(node: 4, group: 0, DeviceCounts(capacity: 8, allocatable: 4)), to: "mill-lane",
      days(121..<124))
  }

  private mutating func sign(
    _ contract: String, _ name: String, _ text: String, _ units: Int, at time: Timestamp,
    isTried: Bool = false
  ) {
    let gpuClass = gpu(text)
    guard let line = committed.lines.first(where: { $0.pattern.matches(gpuClass) }) else {
      preconditionFailure("Pilot 1 plans a line for \(text).")
    }
    builder.line(
      ContractSigned(
        contract: Label(known: contract), pool: committed.name, line: line.name,
        provider: Invented.address(name), gpuClass: gpuClass, units: units,
        rate: sound(try Amount(micros: line.rateMicros)), from: committed.span.start,
        to: committed.span.end),
      by: admin, at: time, isTried: isTried)
  }
}
