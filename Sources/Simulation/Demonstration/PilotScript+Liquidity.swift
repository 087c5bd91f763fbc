import Evidence
import Policy
import Program
import Quantities
import Rewards

extension PilotScript {
  private static let rtx4090 = "nvidia/rtx4090/24/pcie"
  private static let rtx3090 = "nvidia/rtx3090/24/pcie"
  private static let a100 = "nvidia/a100/80/sxm"

  /// Participants to whom nothing much happens.
  mutating func fillLiquidityPool() {
    bigHouses()
    smallHouses()
    turnedAway()
  }

  private mutating func bigHouses() {
    enter(
      "ironworks", .liquidity, nodes: nodes(Self.a100, 64),
      story: "Sixty-four A100s, the largest house of the pool.",
      expect:
        "No hourly cap binds it; two days lack a price to compare its AKT lease by."
    )
    enter(
      "granary", .liquidity, nodes: nodes(Self.rtx3090, 160),
      story: "A hundred and sixty 3090s from mining days.",
      expect: "Capped at a quarter of the day's pot, below what its cards would earn by the hour.")
    enter(
      "longhouse", .liquidity, nodes: nodes(Self.rtx4090, 128),
      story: "A hundred and twenty-eight 4090s, always on.",
      expect: "Capped at 0.50 per GPU-hour: 64.00 an hour.")
    enrol("ironworks", Self.a100, 64, from: day(0), admittedAt: day(-2, 9))
    enrol("granary", Self.rtx3090, 160, from: day(0), admittedAt: day(-2, 9, 10))
    enrol("longhouse", Self.rtx4090, 128, from: day(0), admittedAt: day(-2, 9, 20))
    for (name, units, minute) in [("twin-east", 48, Int64(30)), ("twin-west", 48, 31)] {
      enter(
        name, .liquidity, nodes: nodes(Self.rtx4090, units),
        story: "One of two wallets of the same holding, forty-eight 4090s each.",
        expect: "The caps count both wallets as one beneficiary; each is paid its own half.")
      enrol(name, Self.rtx4090, units, from: day(0), admittedAt: day(-2, 9, minute))
      builder.line(
        BeneficiarySet(
          provider: Invented.address(name), beneficiary: .init(Label(known: "twin-holding"))),
        by: admin, at: day(-2, 12, minute))
    }
  }

  private mutating func smallHouses() {
    builder.line(
      BaselineTaken(
        provider: Invented.address("lantern-farm"), gpuClass: gpu(Self.rtx4090), units: 4,
        height: 14_622_914), by: admin, at: day(-3, 8))
    enter(
      "lantern-farm", .liquidity, nodes: nodes(Self.rtx4090, 8),
      story: "Eight 4090s, honest and steady; four were there before the program.",
      expect: "Four of its cards weigh half, and even so the hourly cap is what binds: 96.00 a day."
    )
    enrol("lantern-farm", Self.rtx4090, 8, from: day(0), admittedAt: day(-2, 10))
    enter(
      "attic-3090", .liquidity, nodes: nodes(Self.rtx3090, 1),
      story: "One 3090 under a roof; on day 50 its owner names another address to be paid.",
      expect: "Paid like any other card, to the new address from then on.")
    enrol("attic-3090", Self.rtx3090, 1, from: day(0), admittedAt: day(-2, 10, 5))
    builder.line(
      PayeeSet(
        provider: Invented.address("attic-3090"), payee: Invented.address("attic savings")),
      by: .account(Invented.address("attic-3090")), at: day(50, 10))
    enter(
      "growing-pains", .liquidity, nodes: nodes(Self.rtx4090, 6),
      story: "Enrols two of its six 4090s and amends to six on day 30.",
      expect: "Two units are paid until then, six after; the amendment costs it nothing.")
    enrol("growing-pains", Self.rtx4090, 2, from: day(0), admittedAt: day(-2, 10, 10))
    builder.line(
      ProviderAmended(enrolment: Label(known: "growing-pains"), units: 6, at: day(30)),
      by: .account(Invented.address("growing-pains")), at: day(29, 9))
    enter(
      "latecomer", .liquidity, nodes: nodes("nvidia/a40/48/pcie", 4),
      story: "Joins at noon of day 40.",
      expect: "Nothing before, half a day's weight on that day, full days after.")
    enrol("latecomer", "nvidia/a40/48/pcie", 4, from: day(40, 12), admittedAt: day(39, 15))
    enter(
      "farewell", .liquidity, nodes: nodes(Self.rtx4090, 2),
      story: "Says on day 58 that it will leave with the end of day 59.",
      expect: "Paid to its last second; no part in later epochs.")
    enrol("farewell", Self.rtx4090, 2, from: day(0), admittedAt: day(-2, 10, 15))
    builder.line(
      ProviderWithdrawn(enrolment: Label(known: "farewell"), at: day(60)),
      by: .account(Invented.address("farewell")), at: day(58, 11))
    happens(.down(.dns), to: "farewell", days(60..<120))
  }

  private mutating func turnedAway() {
    enter(
      "red-forge", .refused, nodes: nodes("amd/mi210/64/pcie", 4),
      story: "Four AMD MI210s with more memory than most.",
      expect: "Refused at enrolment: the pool is for NVIDIA cards (O-13).")
    enrol("red-forge", "amd/mi210/64/pcie", 4, from: day(0), admittedAt: day(-2, 11), isTried: true)
    enter(
      "tiny-tees", .refused, nodes: nodes("nvidia/t4/16/pcie", 8),
      story: "Eight T4s with 16 GB each.",
      expect: "Refused at enrolment: 24 GB are asked for (O-11).")
    enrol(
      "tiny-tees", "nvidia/t4/16/pcie", 8, from: day(0), admittedAt: day(-2, 11, 5), isTried: true)
  }
}
