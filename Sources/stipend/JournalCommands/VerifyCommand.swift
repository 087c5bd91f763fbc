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
      witnesses, receipts, blobs and every statement are judged anew. Exits with 1 at anything \
      wrong.

      Example: stipend verify var/pilot-1/public
      Example: stipend verify https://program.example/log
      Example: stipend verify public --program 3f…9a --receipt my-receipt.txt --json
      """)

  @Argument(help: "The folder of an export, or the address where the program is published.")
  var place: String

  @Option(help: "The program's id, when you know it from elsewhere.")
  var program: String?

  @Option(help: "A receipt that you hold; may be given again.")
  var receipt: [String] = []

  @Option(help: "A checkpoint that you saw before, which this record must continue.")
  var since: String?

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
    let earlier = try since.map { path in
      let bytes = try Files.read(path)
      do {
        return try SignedCheckpoint(bytes: bytes)
      } catch {
        throw Ending.unreadable(
          .optionValue, "--since \(path): \(error).", "Name a checkpoint file.")
      }
    }
    let receipts = try receipt.map { try Files.read($0) }
    let verdict: LogVerdict
    if LogAddress.isMeant(by: place) {
      let connection = LogConnection(try ServerWording.address(place))
      defer { connection.closeAndWait() }
      verdict = try Self.verify(
        RemoteLog(connection), RemoteBlobs(connection), pinned: pinned, receipts: receipts,
        since: earlier)
    } else {
      verdict = try Self.verify(
        FolderLog(place, on: PosixFileSystem()), DataFolder.blobs(place), pinned: pinned,
        receipts: receipts, since: earlier)
    }
    if json {
      Terminal.write(LogVerdictReport.json(verdict))
    } else {
      for line in LogVerdictReport.lines(verdict) { print(line) }
    }
    guard verdict.isGood else { throw Ending.reported }
  }

  /// Verifies with progress.
  static func verify(
    _ source: any LogSource, _ blobs: any BlobStore, pinned: Digest? = nil,
    receipts: [[UInt8]] = [], since: SignedCheckpoint? = nil
  ) throws -> LogVerdict {
    do {
      let verdict = try VerifyLog(
        source, blobs: blobs, pinned: pinned, receipts: receipts, since: since
      ).run { step in
        switch step {
        case .entries(let done, let all): Terminal.progress("entry \(done) of \(all)")
        case .blobs(let done, let all): Terminal.progress("blob \(done) of \(all)")
        case .epochs(let done, let all): Terminal.progress("epoch \(done) of \(all)")
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
