import Application
import ArgumentParser
import BlobFiles
import Pilot
import Quantities
import StoreSQLite

/// `stipend demo network`: a program over a made-up network, observed by three observers.
struct DemonstrationNetworkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract:
      "Observes forty made-up providers, some of them tricksters, and shows who was caught.",
    discussion: """
      Forty providers behind real TLS on loopback, with every defect of the made-up network once; \
      three observers, of whom one lies in one epoch and one sleeps in another; a served journal; \
      seven epochs, closed and verified. Some epochs are asked over the wire and the others by the \
      same functions without it, which a test holds to be equal; --full asks everything over the \
      wire.

      Example: stipend demo network --out var/network-pilot
      """)

  @Option(help: "Where to write; an earlier run is replaced.")
  var out = "var/network-pilot"

  @Option(help: "The seed of the network.")
  var seed: UInt64 = 1

  @Flag(help: "Asks over the wire in every epoch.")
  var full = false

  @OptionGroup var documents: DemonstrationRules

  func run() async throws {
    let (rules, catalogue) = try documents.load(.networkPolicy)
    try FreshFolder.make(out)
    let store = try DataFolder.journal(out, for: .writing)
    let pilot = NetworkPilot(
      NetworkPilot.Settings(
        seed: seed, rules: rules.policy, catalogueBytes: catalogue.bytes,
        observerFolder: "\(out)/observers",
        signedFolder: "\(out)/signed", isFull: full),
      store: store, blobs: DataFolder.blobs(out))
    let outcome: NetworkPilot.Outcome
    do {
      outcome = try await pilot.run { Terminal.progress($0) }
    } catch let failure as PilotFailure {
      Terminal.endProgress()
      throw Ending(
        1, "pilot-failed", "\(failure)", "It is a fault of the demonstration: report it.")
    }
    Terminal.endProgress()
    let published = "\(out)/public"
    _ = try JournalExport.run(out, to: published)
    let verdict = try VerifyCommand.verify(
      FolderLog(published, on: PosixFileSystem()), DataFolder.blobs(published),
      pinned: outcome.program)
    var lines = NetworkPilotReport(outcome).lines(folder: out)
    lines += PilotMoneyReport(outcome.money).lines()
    lines += ["", Terminal.bold("stipend verify \(published)")] + LogVerdictReport.lines(verdict)
    for line in lines { print(line) }
    try Files.write(Array(Plain.text(lines).utf8), to: "\(out)/summary.txt")
    guard verdict.isGood, outcome.isAsExpected else { throw Ending.reported }
  }
}
