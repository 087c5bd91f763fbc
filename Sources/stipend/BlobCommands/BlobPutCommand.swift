import ArgumentParser
import Encoding
import Journal
import Keys
import LogClient
import Quantities

/// `stipend blob put`.
struct BlobPutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "put",
    abstract: "Uploads a file under its SHA-256, signed by a key that has a role in the program.",
    discussion: """
      A file must be there before the entry that names it is submitted.

      Example: stipend blob put note.bin --to https://program.example/log --key keys/me.json
      """)

  @Argument(help: "The file.")
  var file: String

  @Option(help: "The address of the log.")
  var to: String

  @Option(help: "The key file that signs the upload.")
  var key: String

  @Option(help: "The log's verifier key (name+id+base64); without it, the one that the log states.")
  var logKey: String?

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @OptionGroup var passphrase: PassphraseOptions

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let bytes = try Files.read(file, limitBytes: 256 << 20)
    let digest = Sha256.digest(of: bytes)
    let connection = LogConnection(try ServerWording.address(to))
    defer { connection.closeAndWait() }
    let origin = try LogKeyArgument.key(logKey, of: connection).name
    let proof: UploadProof
    do {
      proof = try UploadProof(
        of: digest, origin: origin, by: passphrase.open(key), prefix: prefix)
    } catch let error as AccountAddressError {
      throw Ending(2, "address-prefix", "--prefix \(prefix): \(error).", "Write the network's own.")
    }
    let answer: UploadAnswer
    do {
      answer = try await connection.put(bytes, digest, proof: proof)
    } catch {
      throw ServerWording.ending(error)
    }
    if case .rejected(let status, let reason) = answer {
      throw ServerWording.refusal(status, reason)
    }
    if json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("blob", digest.hex)
        writer.field("kept", answer == .kept)
      }
      Terminal.write(writer.finish() + [0x0A])
    } else {
      let how = answer == .kept ? "kept" : "was there already"
      print("\(Terminal.green("✓")) \(digest.hex) \(how)")
    }
  }
}
