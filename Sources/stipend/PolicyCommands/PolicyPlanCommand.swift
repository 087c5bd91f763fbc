import ArgumentParser
import Policy
import Quantities

/// `stipend policy plan`: what the money means.
struct PolicyPlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Says what the money means: per pool, epoch and GPU-hour, and at another AKT price.",
    discussion: """
      Example: stipend policy plan policies/akash-pilot-1.yaml
      Example: stipend policy plan policies/akash-pilot-1.yaml --with nvidia/rtx4090/24/pcie=300 \
      --with nvidia/a100/80/sxm=24:16
      Example: stipend policy plan policies/akash-pilot-1.yaml --observed "65 GPUs 2000 USD" \
      --scale 1000
      """)

  @Argument(help: "The policy, as YAML or canonical JSON.")
  var file: String

  @Option(
    name: .customLong("with"),
    help: "Participation, as CLASS=UNITS or CLASS=UNITS:UNITS-BEFORE; repeat for more.")
  var participation: [String] = []

  @Option(help: "What was observed, as \"65 GPUs 2000 USD\" a day, to extrapolate from.")
  var observed: String?

  @Option(help: "How many GPUs to extrapolate to; default: 1000.")
  var scale: Int?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let extrapolation = try extrapolation()
    let participation = try participation.map(Self.participation)
    let plan = PolicyPlan(try PolicyFile.load(file).policy, participation: participation)
    if json {
      Terminal.write(plan.json(with: extrapolation) + [10])
    } else {
      for line in plan.lines { print(line) }
      if let extrapolation { print(extrapolation.sentence) }
    }
  }

  private static func participation(_ text: String) throws -> Participation {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let gpuClass = GPUClass(parts[0]) else { throw unreadable(text) }
    let units = parts[1].split(separator: ":", maxSplits: 1).map { Int($0) }
    guard let count = units.first ?? nil, (1...100_000).contains(count) else {
      throw unreadable(text)
    }
    guard units.count == 2 else { return Participation(gpuClass: gpuClass, units: count) }
    guard let before = units[1], (0...count).contains(before) else { throw unreadable(text) }
    return Participation(gpuClass: gpuClass, units: count, unitsBefore: before)
  }

  private static func unreadable(_ text: String) -> Ending {
    .unreadable(
      .optionValue, "--with \(text) is no participation.",
      "Write CLASS=UNITS, like nvidia/rtx4090/24/pcie=300, or CLASS=UNITS:UNITS-BEFORE with no"
        + " more before than in all.")
  }

  /// What was observed, scaled; nil when nothing was.
  private func extrapolation() throws -> Extrapolation? {
    guard let observed else {
      guard scale == nil else {
        throw Ending.unreadable(
          .optionConflict, "--scale needs something to extrapolate from.", "Add --observed.")
      }
      return nil
    }
    let units = scale ?? 1_000
    guard (1...1_000_000).contains(units) else {
      throw Ending.unreadable(
        .optionValue, "--scale \(units) is not 1 to 1,000,000 GPUs.", "Write one of these.")
    }
    let words = observed.split(separator: " ").map(String.init)
    guard words.count == 4, words[1].lowercased().hasPrefix("gpu"), let count = Int(words[0]),
      let money = try? Money("\(words[2]) \(words[3])"),
      let extrapolation = Extrapolation(units: count, perDay: money, targetUnits: units)
    else {
      throw Ending.unreadable(
        .optionValue, "--observed \(observed) is no observation of one GPU or more.",
        "Write it like \"65 GPUs 2000 USD\".")
    }
    return extrapolation
  }
}
