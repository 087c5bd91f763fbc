import Akash
import ArgumentParser
import CosmosClient
import Encoding
import Policy
import Quantities

/// `stipend network utilisation`: offered, leased and free GPUs by class, at one height (O-38).
struct NetworkUtilisationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "utilisation",
    abstract: "Offered, leased and free GPUs by class, with the height that they are of.",
    discussion: """
      Leases are the chain's at the height, and can be asked for again. What is offered and free \
      is each provider's own word when it is asked; --record keeps it, and --replay makes the \
      same figures of what was kept.

      Example: stipend network utilisation --node https://NODE --record ./seen
      Example: stipend network utilisation --replay ./seen --json
      """)

  @Option(help: "The height; default: two below the newest.")
  var height: Int64?

  @Option(help: "The GPU catalogue; default: policies/catalogue/gpus-1.json of the repository.")
  var catalogue: String?

  @OptionGroup var options: WireOptions

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    if let height, height < 1 {
      throw Ending.unreadable(
        .optionValue, "--height \(height) is no height.", "Heights count from 1.")
    }
    let catalogue = try CatalogueFile.load(
      try BundledFile.catalogue.path(named: catalogue, option: "--catalogue")
    ).catalogue
    let wire = try options.open()
    let visit: NetworkVisit
    do throws(ChainFailure) {
      visit = try await NetworkVisit.make(
        chain: wire.chain, providers: wire.providers, height: height)
    } catch {
      try await wire.close()
      throw Ending.chain(error)
    }
    try await wire.close()
    let utilisation = NetworkUtilisation(visit, catalogue: catalogue)
    if json {
      Terminal.write(Self.json(utilisation, catalogue))
    } else {
      show(utilisation, catalogue)
    }
  }

  private static func name(_ gpuClass: ClassIndex?, _ catalogue: GPUCatalogue) -> String? {
    gpuClass.map { "\(catalogue[$0].gpuClass)" }
  }

  private func show(_ utilisation: NetworkUtilisation, _ catalogue: GPUCatalogue) {
    let block = utilisation.block
    let heard = utilisation.heard
    print("\(block.chainID), height \(block.height), \(block.time)")
    print(
      "Providers: \(heard.registered) registered, \(heard.asked) asked, \(heard.answered) answered,"
        + " \(heard.unreachable) did not, \(heard.notProven) not proven to be the owner's,"
        + " \(heard.unreadable) unreadable.")
    var columns: [(String, Table.Side)] = [
      ("class", .left), ("offered", .right), ("leased", .right), ("share", .right),
    ]
    for size in FreeBlocks.sizes { columns.append(("free ×\(size)", .right)) }
    var table = Table(columns + [("leased elsewhere", .right)])
    for line in utilisation.lines {
      let share = line.sharePPM.flatMap { try? Ratio(ppm: $0) }?.percentText ?? "–"
      table.add(
        [
          Self.name(line.gpuClass, catalogue) ?? "of no known class", "\(line.offered)",
          "\(line.leasedAtHeard)", share,
        ] + line.free.map { "\($0)" } + ["\(line.leased - line.leasedAtHeard)"])
    }
    table.show()
    print(
      "Leased: paid leases of that height on the chain, at providers who answered. Offered and"
        + " free: what they say themselves.")
  }

  private static func json(
    _ utilisation: NetworkUtilisation, _ catalogue: GPUCatalogue
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("chain", utilisation.block.chainID)
      writer.field("height", utilisation.block.height)
      writer.field("time", utilisation.block.time.seconds)
      writer.object("providers") { writer in
        let heard = utilisation.heard
        writer.field("registered", heard.registered)
        writer.field("asked", heard.asked)
        writer.field("answered", heard.answered)
        writer.field("unreachable", heard.unreachable)
        writer.field("notProven", heard.notProven)
        writer.field("unreadable", heard.unreadable)
      }
      writer.array("classes", utilisation.lines) { writer, line in
        writer.object { writer in
          writer.field(
            "class", name(line.gpuClass, catalogue).map { .string($0) } ?? JSONValue.null)
          writer.field("offered", line.offered)
          writer.field("leased", line.leased)
          writer.field("leasedAtHeard", line.leasedAtHeard)
          writer.field("leases", line.leases)
          writer.field("sharePPM", line.sharePPM.map { .integer(Int128($0)) } ?? JSONValue.null)
          writer.array("free", zip(FreeBlocks.sizes, line.free).map { ($0, $1) }) { writer, free in
            writer.object { writer in
              writer.field("block", free.0)
              writer.field("count", free.1)
            }
          }
        }
      }
    }
    return writer.finish() + [10]
  }
}
