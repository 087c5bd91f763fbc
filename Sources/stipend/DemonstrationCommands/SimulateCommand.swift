import Application
import ArgumentParser
import Foundation
import Simulation

/// `stipend simulate`.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Random programs from a seed, closed by the paying engine itself.",
    subcommands: [SimulateHistoryCommand.self])
}

/// `stipend simulate history`: one random program, whole, into a data folder.
struct SimulateHistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Writes a random program's data folder, closes it and verifies it.",
    discussion: """
      The same seed gives the same bytes. A second implementation can recompute the folder.

      Example: stipend simulate history --seed 7 --out var/history-7
      """)

  @Option(help: "The first seed.")
  var seed: UInt64

  @Option(help: "How many seeds, each into a folder of its own below --out.")
  var count = 1

  @Option(help: "Where to write; replaced.")
  var out: String

  @Option(help: "The GPU catalogue; default: policies/catalogue/gpus-1.json of the repository.")
  var catalogue: String?

  func run() async throws {
    guard (1...100_000).contains(count) else {
      throw Ending.unreadable(
        .optionValue, "--count \(count) is not 1 to 100,000.", "Ask for one seed at least.")
    }
    let file = try CatalogueFile.load(
      try BundledFile.catalogue.path(named: catalogue, option: "--catalogue"))
    for number in 0..<UInt64(count) {
      let seed = seed &+ number
      let folder = count > 1 ? "\(out)/\(seed)" : out
      try FreshFolder.make(folder)
      let history = RandomHistory(
        seed: seed, catalogue: file.catalogue, catalogueBytes: file.bytes)
      try run(history, into: folder)
    }
  }

  private func run(_ history: RandomHistory, into folder: String) throws {
    var run = SimulationRun(
      history.program, records: DataFolder.files(folder), blobs: DataFolder.blobs(folder))
    var closed = 0
    var refused: [String] = []
    while let outcome = try run.step() {
      switch outcome.result {
      case .success: closed += 1
      case .failure(let refusal):
        refused.append("\(outcome.planned.pool)/\(outcome.planned.epoch) \(refusal.code)")
      }
    }
    let found = try EpochVerification(of: folder, showsProgress: false)
    let good = found.verdicts.count(where: \.isGood)
    let suffix = refused.isEmpty ? "" : "; refused: \(refused.joined(separator: ", "))"
    print("seed \(history.seed): \(closed) closed, \(good) of \(found.count) verified\(suffix)")
    guard found.isGood else {
      throw Ending.refused(
        .simulationDiffers, "Seed \(history.seed) does not verify.",
        "stipend epoch verify --data \(folder) says what differs.")
    }
  }
}
