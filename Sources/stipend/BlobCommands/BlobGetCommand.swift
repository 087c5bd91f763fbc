import Application
import ArgumentParser
import BlobFiles
import LogClient
import Quantities

/// `stipend blob get`.
struct BlobGetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Fetches a file by its SHA-256, from a data folder, an export or a server.",
    discussion: """
      The bytes are hashed again. With --text, the 16 random bytes before a text that somebody \
      wrote are left out.

      Example: stipend blob get 3f0c…9a --log https://program.example/log --out policy.json
      Example: stipend blob get 3f0c…9a --text --data var/program
      """)

  @Argument(help: "The blob's name, 64 hexadecimal digits.")
  var digest: String

  @OptionGroup var place: ProgramPlaceOption

  @Flag(help: "Leaves out the salt before a text.")
  var text = false

  @Option(help: "The file to write; default: standard output.")
  var out: String?

  func run() async throws {
    guard let name = try? Digest(hex: digest) else {
      throw Ending.unreadable(
        .optionValue, "\(digest.prefix(80)) is no digest.",
        "A blob's name has 64 lower-case hexadecimal digits.")
    }
    var bytes = try read(name)
    if text {
      guard let written = SaltedText.text(bytes) else {
        throw Ending.unreadable(
          .optionValue, "\(digest) is shorter than the salt of a text.", "Leave --text out.")
      }
      bytes = written
    }
    guard let out else { return Terminal.write(bytes) }
    try Files.write(bytes, to: out)
  }

  private func read(_ name: Digest) throws -> [UInt8] {
    guard let log = place.log, LogAddress.isMeant(by: log) else {
      let folder = place.log ?? place.folder ?? "./stipend-data"
      return try read(name, DataFolder.blobs(folder), folder)
    }
    let connection = LogConnection(try ServerWording.address(log))
    defer { connection.closeAndWait() }
    return try read(name, RemoteBlobs(connection), log)
  }

  private func read(_ name: Digest, _ blobs: any BlobStore, _ place: String) throws -> [UInt8] {
    do {
      guard let bytes = try blobs.get(name, lengthBytes: nil) else {
        throw ProgramWording.blob(name, "blob", .missing, "\(place): ")
      }
      return bytes
    } catch let failure as BlobFailure {
      guard case .unavailable(let message) = failure else {
        throw ProgramWording.blob(name, "blob", .altered, "\(place): ")
      }
      throw ProgramWording.unavailable("\(place): \(message)")
    }
  }
}
