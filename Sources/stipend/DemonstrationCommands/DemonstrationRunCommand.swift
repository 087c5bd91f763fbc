import Application
import ArgumentParser
import Journal
import Policy
import Program
import Simulation
import StoreSQLite

/// `stipend demo run`: closes every epoch of the demonstration, verifies it, shows the result.
struct DemonstrationRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract:
      "Closes every epoch of Pilot 1's demonstration, verifies it, and shows what came of it.",
    discussion: """
      Leaves the signed journal, its files, their export (public/) and the summary in the folder. \
      The rules are the pilot's own; its participants are invented, and every entry says so. At \
      the end an outsider's verification reads the export, and five copies that were tampered with.

      Example: stipend demo run --out var/pilot-1
      """)

  @Option(help: "Where to write; an earlier run is replaced.")
  var out = "var/pilot-1"

  @OptionGroup var documents: DemonstrationRules

  func run() async throws {
    let (rules, catalogue) = try documents.load(.policy)
    try FreshFolder.make(out)
    let demonstration = PilotDemonstration(
      SimulatedProgram.Documents(
        policy: rules.policy, policyBytes: PolicyJSON.encode(rules.policy),
        catalogue: catalogue.catalogue, catalogueBytes: catalogue.bytes))
    var summary = DemonstrationSummary(
      demonstration.cast, policy: rules.policy, closes: demonstration.program.closes.count)
    let program = try play(demonstration.program, into: &summary)
    summary.note(program)
    let published = "\(out)/public"
    _ = try JournalExport.run(out, to: published)
    let proof = try DemonstrationProof(of: published, program: program.state.program)
    var lines = summary.lines(folder: out)
    lines += ["", Terminal.bold("stipend verify \(published)")] + proof.lines
    for line in lines { print(line) }
    try Files.write(Array(Plain.text(lines).utf8), to: "\(out)/summary.txt")
    guard proof.isGood, summary.refusals.isEmpty else { throw Ending.reported }
  }

  /// A journal in the folder; everybody in it signs with a key that follows from their name.
  private func keeping(_ program: SimulatedProgram) throws -> JournalKeeping {
    let store = try DataFolder.journal(out, for: .writing)
    do {
      return try JournalKeeping(
        store: store, blobs: DataFolder.blobs(out),
        origin: try NoteName("\(program.documents.policy.name).example/log"),
        keyring: program.keyring)
    } catch let failure as JournalFailure {
      throw JournalWording.ending(failure)
    }
  }

  private func play(
    _ program: SimulatedProgram, into summary: inout DemonstrationSummary
  ) throws -> SimulatedProgram {
    var run = SimulationRun(program, keeping: try keeping(program))
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
