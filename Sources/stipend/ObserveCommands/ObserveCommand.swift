import Akash
import ArgumentParser
import CosmosClient
import Foundation
import KeyFiles
import Keys
import Observing
import Probing
import Quantities

/// `stipend observe`: an observer at work.
struct ObserveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "observe",
    abstract: "Watches every enrolled provider and enters signed evidence, until it is stopped.",
    discussion: """
      Reads from the log whom to watch, asks each at an unpredictable moment of every slot, keeps \
      what it saw in its folder, publishes digests in the epoch, files at the deadline. Stop \
      it with SIGTERM or SIGINT and begin it again at will: what was decided is on the disk.

      Example: stipend observe --log https://program.example/log --key keys/observer.json --node \
      https://NODE1 --node https://NODE2
      Example: stipend observe --data var/program --log-key keys/operator.json --key \
      keys/observer.json --node http://127.0.0.1:1317 --anywhere --once

      Exits with 0 when it was stopped or is done, with 3 when log, disk or port are unavailable.
      """)

  @OptionGroup var place: ObserverPlaceOptions
  @OptionGroup var asking: ObserverAskingOptions
  @OptionGroup var passphrase: PassphraseOptions
  @OptionGroup var time: ObserverTimeOptions

  @Option(help: "The observer's key file; once more for the key that follows it.")
  var key: [String]

  @Option(help: "The observer's own folder: spool, raw answers, cache.")
  var home = "./stipend-observer"

  @Option(help: "The most MiB of raw answers kept of a day.")
  var rawBudget: Int64 = 512

  @Option(help: "For how many days raw answers are kept: longer than hold and appeal.")
  var rawDays: Int64 = 45

  @Option(help: "HOST:PORT on which Prometheus metrics are served, at /metrics.")
  var metrics: String?

  @Flag(help: "Writes notes as lines of JSON on standard error, and draws nothing.")
  var logJson = false

  func run() async throws {
    let keys = try signers()
    guard (1...(1 << 20)).contains(rawBudget), (1...3_650).contains(rawDays) else {
      throw Ending.unreadable(
        .optionValue, "--raw-budget or --raw-days is out of range.",
        "A budget has 1 … 1048576 MiB, and lasts 1 … 3650 days.")
    }
    let until = try time.end()
    let folder = try ObserverHome(home)
    defer { folder.release() }
    OpenFiles.raiseLimit()
    let report = ObserverReport(json: logJson)
    let server = try await serve(report)
    let wire = try asking.wire(clock: try time.runClock())
    let log = try place.log(
      keys: keys, cache: folder.cache, now: { wire.present }, isClockSet: time.isSet)
    let ports = ObserverPorts(
      log: log.log, providers: wire.providers, chain: wire.chain, canaries: wire.canaries,
      clock: wire.clock, spool: FolderSpool(folder.spool),
      raw: RawAnswers(
        folder: folder.raw, rule: .init(dayBytes: rawBudget << 20, days: rawDays)),
      note: { report.take($0) }, status: { report.take($0) })
    guard let secret = ObserverSecret(Chance.bytes(ObserverSecret.byteCount)) else {
      preconditionFailure("So many bytes were drawn.")
    }
    let run = ObserverRun(
      ObserverSettings(
        keys: keys, secret: secret, probe: asking.settings, priceSources: wire.prices,
        canaries: wire.targets, concurrency: asking.concurrency,
        refreshSeconds: asking.refresh, until: until, isOnce: time.once,
        prefix: place.prefix, isDemonstration: time.isSet), ports)
    let signals = StopSignals { run.stop() }
    let outcome: Result<Void, ObserverEnding>
    do throws(ObserverEnding) {
      outcome = .success(try await run.run())
    } catch {
      outcome = .failure(error)
    }
    signals.end()
    await server?.close()
    log.close()
    await wire.close()
    report.end()
    if case .failure(let ending) = outcome { throw Ending.observer(ending) }
    try asking.keep(wire)
  }

  private func signers() throws -> [SigningKey] {
    let keys = try key.map(passphrase.open)
    guard keys.allSatisfy({ $0.algorithm == .ed25519 }) else {
      throw Ending(
        2, "observer-key", "An observer's key is an Ed25519 key, and another one was named.",
        "stipend key new --kind ed25519 --out FILE makes one.")
    }
    return keys
  }

  private func serve(_ report: ObserverReport) async throws -> MetricsServer? {
    guard let metrics else { return nil }
    guard let colon = metrics.lastIndex(of: ":"), colon > metrics.startIndex,
      let port = Int(metrics[metrics.index(after: colon)...]), (0...65_535).contains(port)
    else {
      throw Ending.unreadable(
        .optionValue, "--metrics \(metrics) is not HOST:PORT.", "Write it like 127.0.0.1:9464.")
    }
    do {
      return try await MetricsServer(host: String(metrics[..<colon]), port: port) {
        ObserverMetrics.text(report.status)
      }
    } catch {
      throw Ending(
        3, "listen-failed", "--metrics \(metrics) cannot be listened on: \(error).",
        "Choose another --metrics, or end what listens there.")
    }
  }
}

extension Ending {
  /// An observer that does not begin.
  fileprivate static func observer(_ ending: ObserverEnding) -> Ending {
    switch ending {
    case .log(.unavailable):
      Ending(3, ending.code, "\(ending).", "Try again later, and check the address.")
    case .log(.refused):
      Ending(1, ending.code, "\(ending).", "stipend verify says more of a log.")
    case .notAppointed:
      Ending(
        1, ending.code, "\(ending).",
        "The committee appoints an observer: stipend entry kinds observer.appointed/1.")
    case .clockSet:
      Ending(
        2, ending.code, "\(ending).",
        "Leave --now, --clock and --speed out: it is no demonstration."
      )
    case .spool:
      Ending(
        2, ending.code, "\(ending).",
        "docs/operating/observing.md says what to do; never delete a spool that is not published.")
    case .disk:
      Ending(3, ending.code, "\(ending).", "Check the folder and its permissions.")
    }
  }
}
