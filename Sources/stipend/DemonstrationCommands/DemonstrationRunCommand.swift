import Application
import ArgumentParser
import Policy
import Simulation

/// `stipend demo run`: closes every epoch of the demonstration, verifies it, shows the result.
struct DemonstrationRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract:
      "Closes every epoch of Pilot 1's demonstration, verifies it, and shows what came of it.",
    discussion: """
      Leaves facts, evidence, freezes, statements and the summary in the folder. The rules are the \
      pilot's own; its participants are invented, and every entry says so.

      Example: stipend demo run --out var/pilot-1
      """)

  @Option(help: "Where to write; an earlier run is replaced.")
  var out = "var/pilot-1"

  @Option(help: "The policy; default: policies/akash-pilot-1.yaml of the repository.")
  var policy: String?

  @Option(help: "The GPU catalogue; default: policies/catalogue/gpus-1.json of the repository.")
  var catalogue: String?

  func run() async throws {
    let policy = try BundledFile.policy.path(named: policy, option: "--policy")
    let rules = try PolicyFile.load(policy)
    try PolicyGate.admit(rules, named: policy)
    let catalogue = try CatalogueFile.load(
      try BundledFile.catalogue.path(named: catalogue, option: "--catalogue"))
    try FreshFolder.make(out)
    let demonstration = PilotDemonstration(
      SimulatedProgram.Documents(
        policy: rules.policy, policyBytes: PolicyJSON.encode(rules.policy),
        catalogue: catalogue.catalogue, catalogueBytes: catalogue.bytes))
    var summary = DemonstrationSummary(
      demonstration.cast, policy: rules.policy, closes: demonstration.program.closes.count)
    let program = try play(demonstration.program, into: &summary)
    summary.note(program)
    let found = try EpochVerification(of: out)
    var lines = summary.lines(folder: out)
    lines += ["", Terminal.bold("Verification")] + VerdictReport.lines(found)
    for line in lines { print(line) }
    try Files.write(Array(Plain.text(lines).utf8), to: "\(out)/summary.txt")
    guard found.isGood, summary.refusals.isEmpty else { throw Ending.reported }
  }

  private func play(
    _ program: SimulatedProgram, into summary: inout DemonstrationSummary
  ) throws -> SimulatedProgram {
    var run = SimulationRun(
      program, records: DataFolder.records(out), blobs: DataFolder.blobs(out))
    var done = 0
    while let outcome = try run.step() {
      done += 1
      let planned = outcome.planned
      Terminal.progress(
        "closing \(done) of \(program.closes.count): \(planned.pool)/\(planned.epoch)")
      summary.take(outcome)
    }
    Terminal.endProgress()
    return run.program
  }
}
