import Application
import ArgumentParser
import Encoding
import Policy
import Program
import Quantities
import Rewards

/// `stipend epoch list`: which epochs there are, and how far each has come.
struct EpochListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the epochs of a program's pools, and how far each has come.",
    discussion: "Example: stipend epoch list --pool committed --data var/pilot-1")

  @Option(help: "Only this pool.")
  var pool: String?

  @OptionGroup var data: DataOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let wanted = try pool.map { text in
      guard let label = try? Label(text) else {
        throw Ending.unreadable(
          .optionValue, "--pool \(text) is no pool's name.",
          "Write small letters, digits and hyphens.")
      }
      return label
    }
    let reader = try data.open()
    let names: [RecordName]
    do {
      if let wanted { try reader.require(pool: wanted) }
      names = try reader.names()
    } catch {
      throw EpochWording.ending(error)
    }
    let pools = reader.pools.filter { wanted == nil || $0.name == wanted }
    let rows = pools.flatMap { Self.rows($0, names) }
    if json { Terminal.write(Self.json(rows)) } else { Self.show(rows) }
  }

  private struct Row {
    let id: EpochID
    let span: TimeSpan
    let stage: String
  }

  private static func rows(_ pool: PoolPolicy, _ names: [RecordName]) -> [Row] {
    let calendar = EpochCalendar(pool)
    return (0..<min(calendar.count, EpochID.limitNumber)).compactMap { index in
      guard let span = calendar.epoch(index + 1) else { return nil }
      let id = EpochID(pool: pool.name, number: index + 1)
      let versions = names.filter { $0.epoch == id && $0.kind == .statement }.map(\.version)
      let isFrozen = names.contains(RecordName(.freeze, id))
      let stage =
        versions.max().map { $0 > 1 ? "corrected" : "closed" } ?? (isFrozen ? "frozen" : "open")
      return Row(id: id, span: span, stage: stage)
    }
  }

  private static func show(_ rows: [Row]) {
    var table = Table([("epoch", .left), ("from", .left), ("until", .left), ("stage", .left)])
    for row in rows {
      table.add([row.id.description, row.span.start.text, row.span.end.text, row.stage])
    }
    table.show()
  }

  private static func json(_ rows: [Row]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("epochs", rows) { writer, row in
        writer.object { writer in
          writer.field("epoch", row.id.description)
          writer.field("start", row.span.start.seconds)
          writer.field("end", row.span.end.seconds)
          writer.field("stage", row.stage)
        }
      }
    }
    return writer.finish() + [10]
  }
}
