import Application
import ArgumentParser
import BlobFiles
import Journal
import Keys
import LogClient
import LogServer

/// `stipend witness`: follows a log and cosigns what follows from what it cosigned before.
struct WitnessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Follows a log, cosigns its checkpoints, and refuses a fork or a shrunken log.",
    discussion: """
      Answers POST /add-checkpoint (C2SP tlog-witness). What it cosigned is kept in the state \
      folder before anybody hears of it; what contradicts it is kept there as evidence. Without \
      --log-key the key that the log states is taken when the state folder is new, and said.

      Example: stipend witness --log https://program.example/log --key keys/witness.json \
      --state /var/lib/stipend-witness
      """)

  @Option(help: "The address of the log.")
  var log: String

  @Option(help: "The witness's key file.")
  var key: String

  @Option(help: "The name in the witness's lines.")
  var name = "stipend-witness"

  @Option(help: "The folder that keeps what was cosigned.")
  var state: String

  @Option(help: "A verifier key of the log (name+id+base64); once for each.")
  var logKey: [String] = []

  @Option(help: "Seconds between two looks at the log.")
  var poll: Int = 60

  @OptionGroup var listening: ListenOption
  @OptionGroup var passphrase: PassphraseOptions

  @Flag(help: "Keeps no access log.")
  var quiet = false

  func run() async throws {
    let settings = try listening.settings()
    let address = try ServerWording.address(log)
    guard (1...86_400).contains(poll) else {
      throw Ending.unreadable(
        .optionValue, "--poll \(poll) is not within a day.", "Write 1 … 86400 seconds.")
    }
    let signer = try signer()
    let files = PosixFileSystem()
    let folder = WitnessFolder(state, on: files)
    let lock = try Self.started { () throws(WitnessStartFailure) in
      do throws(WitnessFolderFailure) {
        return try WitnessLock.take(folder: state, on: files)
      } catch {
        throw .folder(error)
      }
    }
    let connection = LogConnection(address)
    let source = RemoteLog(connection)
    let keys = try keys(source, folder)
    let complain: @Sendable (String) -> Void = { Terminal.complain("stipend witness: \($0)") }
    let keeper = try Self.started { () throws(WitnessStartFailure) in
      try WitnessKeeper(
        signer: signer, keys: keys, folder: folder, clock: SystemClock(), complain: complain)
    }
    let server = WitnessServer(
      keeper: keeper, source: source, blobs: RemoteBlobs(connection), pollSeconds: Int64(poll),
      settings: settings,
      clock: SystemClock(), accessLog: ServerWording.accessLog(quiet), complain: complain)
    let host = settings.host
    do {
      try await server.run(stopsOnSignals: true) { port in
        print("\(signer.verifier): follows \(address), listens on http://\(host):\(port)/")
        Terminal.flush()
      }
    } catch {
      throw ServerWording.ending(error, state)
    }
    await connection.close()
    withExtendedLifetime(lock) {}
  }

  private func signer() throws -> NoteSigner {
    let opened = try passphrase.open(key)
    do {
      return try NoteSigner(name: NoteName(name), purpose: .cosignature, key: opened)
    } catch {
      throw Ending(
        1, error.code, "\(key) cannot sign as \(name): \(error).",
        "A witness's key is an Ed25519 key, its name a word.")
    }
  }

  /// The log's keys: those named, else those kept, else the one that the log states.
  private func keys(
    _ source: RemoteLog, _ folder: WitnessFolder<PosixFileSystem>
  ) throws -> [VerifierKey] {
    let named = try logKey.map { text in
      try LogKeyArgument.read(text)
    }
    if !named.isEmpty { return named }
    let stated: VerifierKey
    do {
      stated = try source.index().key
    } catch {
      throw ServerWording.ending(error)
    }
    let known = try Self.started { () throws(WitnessStartFailure) in
      do throws(WitnessFolderFailure) {
        return try folder.log(stated.name)
      } catch {
        throw .folder(error)
      }
    }
    if let known { return known.keys }
    Terminal.complain("stipend witness: takes the key that the log states: \(stated)")
    return [stated]
  }

  private static func started<Value>(
    _ work: () throws(WitnessStartFailure) -> Value
  ) throws -> Value {
    do {
      return try work()
    } catch {
      switch error {
      case .logKeys:
        throw Ending(2, "witness-keys", "\(error).", "Name keys of one log with --log-key.")
      case .folder(.busy):
        throw Ending(3, "witness-busy", "\(error).", "End that witness first.")
      case .folder(.damaged):
        throw Ending(
          1, "witness-state-damaged", "\(error).",
          "Restore the state folder from a copy; never begin anew under the same key.")
      case .folder(.files):
        throw Ending(3, "witness-state-unavailable", "\(error)", "Check the folder and the disk.")
      }
    }
  }
}
