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
      Example: stipend journal mirror public --data mirror --program 3f…9a
      """)

  @Argument(help: "The folder of an export, or the address where the program is published.")
  var place: String

  @OptionGroup var data: DataOption

  @Option(help: "The program's id, when you know it from elsewhere.")
  var program: String?

  @Option(help: "Follows the log, looking every so many seconds; without it, once.")
  var follow: Int?

  func validate() throws {
    if let follow, !(1...86_400).contains(follow) {
      throw ValidationError("--follow is 1 … 86400 seconds")
    }
  }

  func run() async throws {
    let pinned = try program.map { text in
      do {
        return try Digest(hex: text)
      } catch {
        throw Ending.unreadable(
          .optionValue, "--program \(text) is no id.", "It has 64 lower-case hexadecimal digits.")
      }
    }
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
      blobs: data.blobs, pinned: pinned)
    guard let follow else { return try report(try once(mirror)) }
    while true {
      do {
        let summary = try once(mirror)
        if summary.added > 0 { try? report(summary) }
      } catch let ending as Ending where ending.exit == 3 {
        Terminal.complain("stipend journal mirror: \(ending.text)")
      }
      try await Task.sleep(for: .seconds(follow))
    }
  }

  private func once(_ mirror: MirrorLog) throws -> MirrorLog.Summary {
    do throws(MirrorFailure) {
      let summary = try mirror.run { Terminal.progress("entry \($0) of \($1)") }
      Terminal.endProgress()
      return summary
    } catch {
      Terminal.endProgress()
      try MirrorWording.keepEvidence(of: error, in: data.folder)
      throw MirrorWording.ending(error, data.folder)
    }
  }

  private func report(_ summary: MirrorLog.Summary) throws {
    print(
      "\(Terminal.green("✓")) \(summary.size) entries, \(summary.added) new; \(summary.fetched) "
        + "blobs fetched; \(summary.cosigned) witnesses cosigned")
    print("  program   \(summary.program?.hex ?? "")")
    for (number, term) in summary.operators.enumerated() {
      let from = number == 0 ? "" : ", from the committee's entry \(term.line - 1) on"
      print("  operator  \(term.verifier.map { "\($0)" } ?? term.key.text)\(from)")
    }
    if summary.isSourceBehind { print("  The source has fewer entries than this copy.") }
    guard let first = summary.missing.first else { return }
    throw Ending(
      1, "mirror-incomplete",
      "\(summary.missing.count) blobs that entries name are not there, the first \(first.hex).",
      "Run it again, or from another place that may have them.")
  }
}
