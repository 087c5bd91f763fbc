import Application
import ArgumentParser
import Encoding
import Evidence
import Foundation
import Quantities

/// `stipend evidence conflicts`: the endpoint against the chain (O-50).
struct EvidenceConflictsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts",
    abstract: "Where an endpoint answers while leases fail, or is away while leases go on.",
    discussion: """
      Looks at a frozen epoch's segments, or at files, and changes nothing: no amount rests on \
      it. Whoever is concerned opens a dispute of the statement, or lays it before the review of a \
      held line.

      Example: stipend evidence conflicts liquidity/12 --data var/pilot-1
      Example: stipend evidence conflicts presence-7.segment lease-7.segment closing-7.segment

      Exits with 0 when there is none, with 1 when there is one.
      """)

  @Argument(help: "A frozen epoch, as POOL/NUMBER; or the files of segments, uncompressed.")
  var subjects: [String]

  @OptionGroup var data: DataOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let report = try report()
    if json {
      Terminal.write(report.json)
    } else {
      for line in report.lines { print(line) }
    }
    guard report.conflicts.isEmpty else { throw Ending.reported }
  }

  private func report() throws -> ConflictReport {
    if subjects.count == 1, EpochID(subjects[0]) != nil,
      !FileManager.default.fileExists(atPath: subjects[0])
    {
      var view = ViewConflicts(try data.open())
      do {
        let found = try view.conflicts(in: try EpochCommand.id(subjects[0]))
        return ConflictReport(
          conflicts: found.conflicts, roster: found.roster, segments: found.segments)
      } catch let refusal as EpochRefusal {
        throw EpochWording.ending(refusal)
      }
    }
    let segments = try subjects.map { try EvidenceShowCommand.segment($0) }
    guard Set(segments.map(\.header.program)).count < 2 else {
      throw Ending.unreadable(
        .optionConflict, "The segments are of several programs.", "Name those of one.")
    }
    return ConflictReport(
      conflicts: EvidenceConflict.find(in: segments), roster: [], segments: segments.count)
  }
}

/// Conflicts in words and as JSON.
struct ConflictReport {
  let conflicts: [EvidenceConflict]
  let roster: [Address]
  let segments: Int

  private func name(_ provider: ProviderIndex) -> String {
    provider.position < roster.count
      ? roster[provider.position].text : "provider \(provider.position)"
  }

  /// As a person reads it.
  var lines: [String] {
    guard !conflicts.isEmpty else {
      return ["No conflict in \(segments) segments: endpoints and leases say the same."]
    }
    return conflicts.flatMap { words($0) } + [
      "",
      "No amount changes by this. To have it judged: a dispute of the statement (stipend entry new"
        + " dispute.opened/1),",
      "or the review of a held line (review.decided/1) by the committee.",
    ]
  }

  private func words(_ conflict: EvidenceConflict) -> [String] {
    let what =
      conflict.kind == .leasesFail
      ? "the endpoint answers, and leases fail"
      : "the endpoint does not answer, and leases go on"
    return [
      "\(name(conflict.provider)), \(conflict.span.start) to \(conflict.span.end): \(what)",
      "  endpoint: \(Self.list(conflict.up, "an answer")); \(Self.list(conflict.down, "none"))",
      "  chain:    \(conflict.grounds.map(Self.sentence).joined(separator: ", ")), by the tables of"
        + " \(conflict.witnesses.map(\.text).joined(separator: ", "))",
      "  besides:  \(Self.count(conflict.runningLeases, "lease")) ran in that time",
    ]
  }

  private static func list(_ observers: [ObserverKey], _ what: String) -> String {
    observers.isEmpty
      ? "nobody had \(what)"
      : "\(observers.map(\.text).joined(separator: ", ")) had \(what)"
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private static func sentence(_ ground: EvidenceConflict.Ground) -> String {
    let leases = count(ground.leases, "lease")
    switch ground.kind {
    case .endedUnstable: return "\(leases) ended because the workload did not stay up"
    case .endedUnspecified: return "\(leases) ended by the provider without saying why"
    case .answered: return "\(leases) answered an observer's check"
    case .began: return "\(leases) began"
    case .ranOn: return "\(leases) ran all the time"
    }
  }

  /// For programs.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("segments", segments)
      writer.array("conflicts", conflicts) { writer, conflict in
        writer.object { writer in
          writer.field("kind", conflict.kind.name)
          writer.field("provider", conflict.provider.position)
          if conflict.provider.position < roster.count {
            writer.field("address", roster[conflict.provider.position].text)
          }
          writer.field("from", conflict.span.start.seconds)
          writer.field("to", conflict.span.end.seconds)
          writer.array("up", conflict.up) { writer, key in writer.string(key.text) }
          writer.array("down", conflict.down) { writer, key in writer.string(key.text) }
          writer.array("witnesses", conflict.witnesses) { writer, key in writer.string(key.text) }
          writer.array("grounds", conflict.grounds) { writer, ground in
            writer.object { writer in
              writer.field("ground", ground.kind.name)
              writer.field("leases", ground.leases)
            }
          }
          writer.field("runningLeases", conflict.runningLeases)
        }
      }
    }
    return writer.finish() + [10]
  }
}
