import Application
import ArgumentParser
import BlobFiles
import Foundation
import Journal
import Program
import Quantities

/// `stipend journal mirror`: a verified copy of a published record.
struct JournalMirrorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mirror",
    abstract: "Copies a published record, proving each part before it is kept.",
    discussion: """
      The copy has the layout of an export: any web server can publish it, stipend verify reads \
      it, and stipend journal succeed goes on with it. Run it again to follow the log; a run that \
      was cut off goes on where it was. What contradicts the copy is kept in evidence/, and exits \
      with 1.

      Example: stipend journal mirror https://program.example/log --data /var/lib/stipend-mirror
      Example: stipend journal mirror public --data mirror --program 3f…9a --json
      """)

  @Argument(help: "The folder of an export, or the address where the program is published.")
  var place: String

  @OptionGroup var data: DataOption

  @OptionGroup var record: RecordOptions

  @Option(help: "Follows the log, looking every so many seconds; without it, once.")
  var follow: Int?

  @Flag(help: "Prints JSON; with --follow an object a line for each run that found something new.")
  var json = false

  func validate() throws {
    if let follow, !(1...86_400).contains(follow) {
      throw ValidationError("--follow is 1 … 86400 seconds")
    }
  }

  func run() async throws {
    let (pinned, limits) = (try record.pinned(), try record.limits())
    guard !DataFolder.isJournal(data.folder) else {
      throw Ending(
        1, "mirror-is-journal", "\(data.folder) holds a journal of its own.",
        "Copy into another folder; a journal that is written is no copy.")
    }
    let published = try PublishedPlace(place)
    defer { published.close() }
    let mirror = MirrorLog(
      from: published.source, blobs: published.blobs,
      copy: FolderLog(data.folder, on: PosixFileSystem()), target: DataFolder.export(data.folder),
      blobs: data.blobs, pinned: pinned, limits: limits)
    guard let follow else { return try report(try once(mirror)) }
    var isFirst = true
    while true {
      do {
        // What was hashed at the first run is not hashed again every few minutes.
        let summary = try once(mirror, trustingCopiedBlobs: !isFirst)
        if summary.added > 0 || isFirst { try report(summary) }
        isFirst = false
      } catch let ending as Ending where ending.exit == 3 || ending.code == Self.incomplete {
        Terminal.complain("stipend journal mirror: \(ending.text)")
      }
      try await Task.sleep(for: .seconds(follow))
    }
  }

  private func once(
    _ mirror: MirrorLog, trustingCopiedBlobs: Bool = false
  ) throws -> MirrorLog.Summary {
    do throws(MirrorFailure) {
      let summary = try mirror.run(trustingCopiedBlobs: trustingCopiedBlobs) {
        Terminal.progress("entry \($0) of \($1)")
      }
      Terminal.endProgress()
      return summary
    } catch {
      Terminal.endProgress()
      try MirrorWording.keepEvidence(of: error, in: data.folder)
      throw MirrorWording.ending(error, data.folder)
    }
  }

  private static let incomplete = "mirror-incomplete"

  private func report(_ summary: MirrorLog.Summary) throws {
    if json {
      Terminal.write(MirrorWording.json(summary))
    } else {
      for line in MirrorWording.lines(summary) { print(line) }
      Terminal.flush()
    }
    guard let first = summary.missing.first else { return }
    let ending = Ending(
      1, Self.incomplete,
      "\(summary.missing.count) blobs that entries name are not there as they are named, the "
        + "first \(first.hex).", "Run it again, or from another place that may have them.")
    // The object above has them; a second one would not be JSON.
    if json, follow == nil { throw Ending.reported }
    throw ending
  }
}
