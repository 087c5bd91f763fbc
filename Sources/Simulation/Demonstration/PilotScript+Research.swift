import Evidence
import Policy
import Program
import Quantities

extension PilotScript {
  private static let b200 = "nvidia/b200/180/sxm"
  private static let h200 = "nvidia/h200/141/sxm"

  /// Two campaigns: one with a cap that is reached, one that needs an exception.
  mutating func runCampaigns() {
    benchmarks()
    customers()
  }

  private mutating func benchmarks() {
    enter(
      "next-lab", .research, nodes: nodes(Self.b200, 16),
      story: "Sixteen B200 samples for benchmarks at 6.00 an hour, the campaign capped at 100,000.",
      expect: "Paid by the hour until the cap is reached in its seventh week, and nothing after.")
    open(
      "b200-benchmarks", purpose: "benchmarking", Self.b200, rate: 6_000_000,
      cap: 100_000_000_000, TimeSpan(day(59), day(115)), at: day(56, 10))
    join("next-lab-b200", "b200-benchmarks", "next-lab", Self.b200, 16, at: day(57, 9))
  }

  private mutating func customers() {
    enter(
      "hopper-two", .research, nodes: nodes(Self.h200, 8),
      story:
        "Eight H200s for a first customer; announced in 2023, so too old by the letter (O-16).",
      expect:
        "Refused first; after the committee's exception it is paid until the campaign is closed.")
    open(
      "h200-customers", purpose: "customer-development", Self.h200, rate: 4_000_000,
      cap: 200_000_000_000, TimeSpan(day(66), day(118)), at: day(63, 10))
    join(
      "hopper-two-early", "h200-customers", "hopper-two", Self.h200, 8, at: day(63, 15),
      isTried: true)
    // An exception counts in epochs that begin under it, so that it reaches back to a start.
    let why = builder.text(
      "The program's own text names the H200; its announcement of 2023 should not keep it out.",
      at: day(64, 16))
    builder.line(
      ExceptionAllowed(
        exception: Label(known: "h200"), rule: Label(known: "launched-before"),
        pool: research.name, provider: nil, gpuClass: gpu(Self.h200), from: day(63), until: nil,
        why: why), by: .committee, at: day(64, 16))
    join("hopper-two-h200", "h200-customers", "hopper-two", Self.h200, 8, at: day(65, 9))
    builder.line(
      CampaignClosed(campaign: Label(known: "h200-customers"), at: day(110)), by: admin,
      at: day(108, 14))
  }

  private mutating func open(
    _ campaign: String, purpose: String, _ text: String, rate: Int64, cap: Int64,
    _ span: TimeSpan, at time: Timestamp
  ) {
    guard let pattern = ClassPattern(text) else { return }
    builder.line(
      CampaignOpened(
        campaign: Label(known: campaign), pool: research.name, purpose: Label(known: purpose),
        pattern: pattern, rate: sound(try Amount(micros: rate)),
        cap: sound(try Amount(micros: cap)), from: span.start, to: span.end), by: admin, at: time)
  }

  private mutating func join(
    _ id: String, _ campaign: String, _ name: String, _ text: String, _ units: Int,
    at time: Timestamp, isTried: Bool = false
  ) {
    let from = campaign == "b200-benchmarks" ? day(59) : day(66)
    let address = Invented.address(name)
    builder.line(
      CampaignJoined(
        participation: Label(known: id), campaign: Label(known: campaign), provider: address,
        gpuClass: gpu(text), units: units, from: from, until: nil), by: .account(address),
      at: time, isTried: isTried)
  }
}
