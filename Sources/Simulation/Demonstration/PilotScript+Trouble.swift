import Evidence
import Policy
import Program
import Quantities

extension PilotScript {
  private static let rtx4090 = "nvidia/rtx4090/24/pcie"
  private static let rtx3090 = "nvidia/rtx3090/24/pcie"

  /// Participants to whom something happens.
  mutating func troubleLiquidityPool() {
    unsteady()
    absentByDay()
    oddInventories()
    oddHardware()
    blindSpot()
    doubleDip()
  }

  /// Slots of five minutes: 14 of 288 down is 95.13 % uptime, 48 down 83.33 %.
  private mutating func unsteady() {
    enter(
      "tidewater", .liquidity, nodes: nodes(Self.rtx4090, 4),
      story: "Its line drops for seventy minutes a day.",
      expect: "Uptime 951,388 ppm each day: its factor is the uptime itself.")
    enter(
      "old-barn", .liquidity, nodes: nodes(Self.rtx3090, 4),
      story: "Down four hours every day; on day 62 one observer claims to have seen it up.",
      expect: "83.33 % is below the threshold: nothing, and one voice against two changes nothing.")
    for number in 0..<120 {
      let hour = Int64(number * 7 % 22)
      happens(.down(.timeout), to: "tidewater", TimeSpan(day(number, hour, 10), seconds: 4_200))
      happens(.down(.tls), to: "old-barn", TimeSpan(day(number, 9), seconds: 4 * 3_600))
    }
    happens(.up, to: "old-barn", days(62..<63), seenBy: [2])
    enrol("tidewater", Self.rtx4090, 4, from: day(0), admittedAt: day(-2, 13))
    enrol("old-barn", Self.rtx3090, 4, from: day(0), admittedAt: day(-2, 13, 5))
  }

  private mutating func absentByDay() {
    enter(
      "night-owl", .liquidity, nodes: nodes(Self.rtx4090, 4),
      story: "A render studio that lends its cards from 20:00 to 06:00 and says so (O-31).",
      expect: "Full uptime on ten hours a day: fourteen hours are outside its schedule.")
    let owl = Invented.address("night-owl")
    enrol("night-owl", Self.rtx4090, 4, from: day(0), admittedAt: day(-2, 13, 10))
    builder.line(
      ScheduleDeclared(
        provider: owl, pool: liquidity.name, from: day(0), until: nil, open: 20 * 3_600,
        close: 6 * 3_600), by: .account(owl), at: day(-2, 13, 11))
    for number in 0..<120 {
      happens(.down(.refused), to: "night-owl", TimeSpan(day(number, 6), day(number, 20)))
    }
    enter(
      "ropewalk", .liquidity, nodes: nodes("nvidia/a5000/24/pcie", 2),
      story:
        "Four hours of maintenance on day 10 with three days' notice; on day 24 with one hour's.",
      expect:
        "The first leaves uptime at 100 %; the second counts as down and pays nothing that day.")
    enrol("ropewalk", "nvidia/a5000/24/pcie", 2, from: day(0), admittedAt: day(-2, 13, 15))
    for (at, announced) in [(day(10, 8), day(7, 8)), (day(24, 8), day(24, 7))] {
      happens(.down(.refused), to: "ropewalk", TimeSpan(at, seconds: 4 * 3_600))
      builder.line(
        MaintenanceAnnounced(
          provider: Invented.address("ropewalk"), from: at, to: at.later(4 * 3_600)),
        by: .account(Invented.address("ropewalk")), at: announced)
    }
  }

  private mutating func oddInventories() {
    enter(
      "fogbank", .liquidity, nodes: nodes(Self.rtx3090, 6),
      story:
        "Its inventory operator hangs from day 20 to day 24: up, but every inventory null (O-45).",
      expect: "Those days are unknown, earn nothing and are held; a review releases them at 0.")
    happens(.inventoryNull(node: nil), to: "fogbank", days(20..<25))
    enrol("fogbank", Self.rtx3090, 6, from: day(0), admittedAt: day(-2, 14))
    enter(
      "overflow-inn", .liquidity, nodes: nodes(Self.rtx4090, 4),
      story: "A counter underflows for six hours of day 12: 18446744073709551615 GPUs (O-44).",
      expect: "Quarantined: six hours are unknown, the other eighteen are paid once reviewed.")
    happens(
      .counts(node: 0, group: 0, .underflow), to: "overflow-inn",
      TimeSpan(day(12, 6), seconds: 6 * 3_600))
    enrol("overflow-inn", Self.rtx4090, 4, from: day(0), admittedAt: day(-2, 14, 5))
  }

  private mutating func oddHardware() {
    let mixed = NodeScript(
      0,
      [
        DeviceGroup(descriptor(Self.rtx3090), DeviceCounts(4)),
        DeviceGroup(descriptor(Self.rtx4090), DeviceCounts(4)),
      ])
    let clean = NodeScript(1, [DeviceGroup(descriptor(Self.rtx4090), DeviceCounts(2))])
    enter(
      "patchwork", .liquidity, nodes: [mixed, clean],
      story: "Six 4090s, four of them in one machine with four 3090s (O-19).",
      expect: "Two are paid; four are on a mixed node and earn nothing.")
    enrol("patchwork", Self.rtx4090, 6, from: day(0), admittedAt: day(-2, 14, 10))
    enter(
      "paper-tiger", .liquidity, nodes: nodes(Self.rtx4090, 8),
      story: "Owns four 4090s and reports eight.",
      expect: "Paid for eight: at proof level `reported` the record says only what was reported.")
    enrol("paper-tiger", Self.rtx4090, 8, from: day(0), admittedAt: day(-2, 14, 15))
    echo(
      "echo-one", 4, minute: 20,
      story: "Four A6000s; on days 30 to 33 echo-two proves the same four devices (O-36).",
      expect: "Counted for it and held on those days; the review releases them.")
    echo(
      "echo-two", 6, minute: 25,
      story: "Says it has six A6000s; on days 30 to 33 four of them prove to be echo-one's.",
      expect: "Two count on those days and are held; the review refuses them.")
  }

  private mutating func echo(
    _ name: String, _ units: Int, minute: Int64, story: String, expect: String
  ) {
    let text = "nvidia/rtxa6000/48/pcie"
    enter(name, .liquidity, nodes: nodes(text, units), story: story, expect: expect)
    enrol(name, text, units, from: day(0), admittedAt: day(-2, 14, minute))
    builder.world.proofs.append(
      ProofScript(
        provider: builder.world.provider(name), node: 0, descriptor: descriptor(text),
        devices: (1...4).map { "echo device \($0)" }, host: "echo host", level: .leased,
        span: days(30..<34), observers: [0, 1]))
  }

  private mutating func blindSpot() {
    enter(
      "harbour-light", .liquidity, nodes: nodes(Self.rtx4090, 4),
      story:
        "On day 15 wren has no route to it, and kestrel's file of that day is lost for six days.",
      expect:
        "Unobserved and unpaid at first; with the file found, a correction pays the day (O-54).")
    happens(.unseen, to: "harbour-light", days(15..<16), seenBy: [2])
    enrol("harbour-light", Self.rtx4090, 4, from: day(0), admittedAt: day(-2, 15))
  }

  private mutating func doubleDip() {
    enter(
      "glass-cat", .liquidity, nodes: nodes("nvidia/a100/80/pcie", 2),
      story:
        "Leases its two A100s at 1.50 an hour each on days 5 to 14, above the guidance (O-33).",
      expect: "Flagged on those days and paid all the same, as the policy says.")
    enrol("glass-cat", "nvidia/a100/80/pcie", 2, from: day(0), admittedAt: day(-2, 15, 5))
    lease(
      "glass-cat 1", "glass-cat", "nvidia/a100/80/pcie", gpus: 2, micros: 3_000_000, isUSD: true,
      TimeSpan(day(5, 3, 20), day(14, 18)))
    lease(
      "ironworks 1", "ironworks", "nvidia/a100/80/sxm", gpus: 8, micros: 2_400_000, isUSD: false,
      TimeSpan(day(3, 11), day(100, 7)))
    lease(
      "ironworks 2", "ironworks", "nvidia/a100/80/sxm", gpus: 4, micros: 3_600_000, isUSD: true,
      TimeSpan(day(20, 9, 30), day(61)))
    lease(
      "lantern 1", "lantern-farm", Self.rtx4090, gpus: 2, micros: 700_000, isUSD: true,
      TimeSpan(day(1, 1), day(90)))
    lease(
      "longhouse 1", "longhouse", Self.rtx4090, gpus: 32, micros: 9_600_000, isUSD: true,
      TimeSpan(day(8), day(118, 5)))
  }

  private mutating func lease(
    _ id: String, _ name: String, _ text: String, gpus: UInt32, micros: UInt64, isUSD: Bool,
    _ active: TimeSpan
  ) {
    builder.world.leases.append(
      LeaseScript(
        id, provider: builder.world.provider(name), descriptor: descriptor(text), gpus: gpus,
        priceMicros: micros, isUSD: isUSD, active: active, bidSeconds: 600,
        closedSeconds: 7_200))
  }
}
