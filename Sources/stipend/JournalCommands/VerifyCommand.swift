import Application
import ArgumentParser
import BlobFiles
import Journal
import LogClient
import Quantities

/// `stipend verify`: an outsider's one command against a program's record (O-53).
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verifies a program's published record from its first entry to its last amount.",
    discussion: """
      Needs no account and trusts nothing: signatures, roles, admission, times, tree, checkpoint, \
      witnesses, receipts, files, every statement and every balance are judged anew. Exits with 1 \
      at anything wrong.

      With --save, a record that holds leaves a small file; --since goes on from it: the tree must \
      continue the one judged then, and only what is new is judged. A checkpoint from elsewhere \
      may be given too: the record must continue it, and is judged from the beginning.

      Example: stipend verify var/pilot-1/public
      Example: stipend verify https://program.example/log --save seen.txt
      Example: stipend verify https://program.example/log --since seen.txt --save seen.txt
      Example: stipend verify public --program 3f…9a --receipt my-receipt.txt --json
      """)

  @Argument(help: "The folder of an export, or the address where the program is published.")
  var place: String

  @OptionGroup var record: RecordOptions

  @Option(help: "A receipt that you hold; may be given again.")
  var receipt: [String] = []

  @Option(help: "What --save wrote, or a checkpoint: the record must continue it.")
  var since: String?

  @Option(help: "Where to keep, if the record holds, what --since goes on from.")
  var save: String?

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let (pinned, limits) = (try record.pinned(), try record.limits())
    let earlier = try since.map { try Self.seen($0) }
    let receipts = try receipt.map { try Files.read($0) }
    let published = try PublishedPlace(place)
    defer { published.close() }
    let verdict = try Self.verify(
      published.source, published.blobs, pinned: pinned, receipts: receipts, since: earlier,
      limits: limits)
    if let save, let seen = SeenLog(verdict) { try Files.write(seen.bytes, to: save) }
    if json {
      Terminal.write(LogVerdictReport.json(verdict))
    } else {
      for line in LogVerdictReport.lines(verdict) { print(line) }
    }
    guard verdict.isGood else { throw Ending.reported }
  }

  private static func seen(_ path: String) throws -> SeenLog {
    let bytes = try Files.read(path)
    do {
      return try SeenLog(bytes: bytes)
    } catch {
      throw Ending.unreadable(
        .optionValue, "--since \(path): \(error).",
        "Name what --save wrote, or a checkpoint file.")
    }
  }

  /// Verifies with progress.
  static func verify(
    _ source: any LogSource, _ blobs: any BlobStore, pinned: Digest? = nil,
    receipts: [[UInt8]] = [], since: SeenLog? = nil, limits: VerifyLimits = VerifyLimits()
  ) throws -> LogVerdict {
    do {
      let verdict = try VerifyLog(
        source, blobs: blobs, pinned: pinned, receipts: receipts, since: since, limits: limits
      ).run { step in
        switch step {
        case .entries(let done, let all): Terminal.progress("entry \(done) of \(all)")
        }
      }
      Terminal.endProgress()
      return verdict
    } catch {
      Terminal.endProgress()
      throw ending(error)
    }
  }

  private static func ending(_ failure: LogSourceFailure) -> Ending {
    switch failure {
    case .missing(let what):
      .unreadable(
        .logMissing, "\(what).",
        "Name the folder of an export, which holds checkpoint, or an address, which begins with "
          + "https:// or http://; stipend journal export makes an export of a data folder.")
    case .tooLong(let what, let limit):
      .refused(
        .logTooLong, "\(what) is longer than the \(limit) bytes that such an answer can have.",
        "Whoever publishes it is broken or hostile; try another mirror.")
    case .unavailable(let message):
      .unavailable(
        .folderUnavailable, message.hasSuffix(".") ? message : message + ".",
        "Try again, or try another mirror.")
    }
  }
}
