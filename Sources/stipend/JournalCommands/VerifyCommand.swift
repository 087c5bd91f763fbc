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

  @Option(help: "The program's id, when you know it from elsewhere.")
  var program: String?

  @Option(help: "A receipt that you hold; may be given again.")
  var receipt: [String] = []

  @Option(help: "What --save wrote, or a checkpoint: the record must continue it.")
  var since: String?

  @Option(help: "Where to keep, if the record holds, what --since goes on from.")
  var save: String?

  @Option(help: "The most entries that are read.")
  var limitEntries = VerifyLimits().entries

  @Option(help: "The most that is read of entries, and of files, in GiB.")
  var limitGibibytes = Int(VerifyLimits().bytes >> 30)

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let pinned = try program.map { text in
      do {
        return try Digest(hex: text)
      } catch {
        throw Ending.unreadable(
          .optionValue, "--program \(text) is no id.", "It has 64 lower-case hexadecimal digits.")
      }
    }
    guard (1...1_000_000_000).contains(limitEntries), (1...1_000_000).contains(limitGibibytes)
    else {
      throw Ending.unreadable(
        .optionValue, "A limit is below 1, or beyond what can be read.",
        "Leave the limits out, or raise them to what the record needs.")
    }
    let earlier = try since.map { try Self.seen($0) }
    let receipts = try receipt.map { try Files.read($0) }
    let verdict: LogVerdict
    if LogAddress.isMeant(by: place) {
      let connection = LogConnection(try ServerWording.address(place))
      defer { connection.closeAndWait() }
      verdict = try Self.verify(
        RemoteLog(connection), RemoteBlobs(connection), pinned: pinned, receipts: receipts,
        since: earlier, limits: limits)
    } else {
      verdict = try Self.verify(
        FolderLog(place, on: PosixFileSystem()), DataFolder.blobs(place), pinned: pinned,
        receipts: receipts, since: earlier, limits: limits)
    }
    if let save, let seen = SeenLog(verdict) { try Files.write(seen.bytes, to: save) }
    if json {
      Terminal.write(LogVerdictReport.json(verdict))
    } else {
      for line in LogVerdictReport.lines(verdict) { print(line) }
    }
    guard verdict.isGood else { throw Ending.reported }
  }

  private var limits: VerifyLimits {
    VerifyLimits(entries: limitEntries, bytes: Int64(limitGibibytes) << 30)
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
        "Name the folder of an export, which holds checkpoint, or a program's address.")
    case .tooLong(let what, let limit):
      .refused(
        .logTooLong, "\(what) is longer than the \(limit) bytes that such an answer can have.",
        "Whoever publishes it is broken or hostile; try another mirror.")
    case .unavailable(let message):
      .unavailable(.folderUnavailable, message, "Try again, or try another mirror.")
    }
  }
}
