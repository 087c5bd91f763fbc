import Application
import ArgumentParser
import BlobFiles
import Encoding
import Foundation
import Quantities
import StoreSQLite

/// `stipend doctor`: what is wrong with a data folder, and how to mend it.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Recomputes the whole record of a data folder and says what is wrong with it.",
    discussion: """
      It looks at entries, identities, tiles, checkpoint, blobs, leftovers, rights and space. \
      Nothing is changed without --mend, and --mend never touches the record.

      Example: stipend doctor --data /var/lib/stipend
      Example: stipend doctor --mend --json
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption

  @Flag(help: "Takes away leftovers, and rights that others should not have.")
  var mend = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    guard DataFolder.isJournal(data.folder) else {
      let isRecord = FileManager.default.fileExists(atPath: "\(data.folder)/checkpoint")
      throw Ending(
        2, "journal-missing", "\(data.folder) is no data folder with a journal.",
        isRecord
          ? "It is a published record: stipend verify \(data.folder) judges it."
          : "Name one with --data; stipend journal init begins one.")
    }
    let mended = try mend ? mendFolder() : []
    var findings = try recordFindings()
    findings += FolderDoctor(folder: data.folder).findings()
    Terminal.endProgress()
    if json { printJSON(findings, mended) } else { printText(findings, mended) }
    let isSound = findings.allSatisfy { $0.severity == .note }
    if !isSound { throw Ending.reported }
  }

  private func mendFolder() throws -> [DoctorFinding] {
    do {
      return try FolderDoctor(folder: data.folder).mend()
    } catch {
      throw DataWording.ending(.journal(error))
    }
  }

  private func recordFindings() throws -> [DoctorFinding] {
    let findings: [DoctorFinding]
    do {
      let journal = try SQLiteJournal(folder: data.folder, for: .reading)
      let damage = try journal.damage()
      findings =
        try damage.isEmpty
        ? ExamineJournal(journal, format: StoredFormat()).run(now: clock.now()) {
          Terminal.progress("entry \($0) of \($1)")
        } : damage.map(DoctorFinding.databaseDamaged)
      try journal.close()
    } catch let failure as JournalStoreFailure {
      if case .damaged(let what) = failure { return [.databaseDamaged(what)] }
      throw DataWording.ending(.journal(failure))
    }
    return findings + ExamineBlobs(data.blobs).run { Terminal.progress("blob \($0) of \($1)") }
  }

  private func printText(_ findings: [DoctorFinding], _ mended: [DoctorFinding]) {
    for finding in mended { print("mended: \(finding.sentence)") }
    for finding in findings {
      let mark =
        switch finding.severity {
        case .damage: Terminal.red("damage")
        case .warning: Terminal.yellow("warning")
        case .note: Terminal.dim("note")
        }
      // Names in a database that somebody prepared reach the terminal here.
      print("\(mark) \(finding.code): \(PlainText.of(finding.sentence))")
      print("  \(finding.advice)")
    }
    if findings.isEmpty { print("\(Terminal.green("✓")) Nothing is wrong with \(data.folder).") }
  }

  private func printJSON(_ findings: [DoctorFinding], _ mended: [DoctorFinding]) {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("good", findings.allSatisfy { $0.severity == .note })
      for (name, list) in [(StaticString("findings"), findings), ("mended", mended)] {
        writer.key(name)
        writer.beginArray()
        for finding in list {
          writer.object { writer in
            writer.field("code", finding.code)
            writer.field("severity", finding.severity.rawValue)
            writer.field("what", finding.sentence)
            writer.field("advice", finding.advice)
            writer.field("mendable", finding.isMendable)
          }
        }
        writer.endArray()
      }
    }
    Terminal.write(writer.finish() + [10])
  }
}
