import Akash
import DevNet
import Foundation
import HostileProviders
import ProviderTLS
import Quantities

/// Asks providers as an observer does, and serves those who are asked.
///
///     probing serve PROVIDERS ROSTER            honest ones, until it is ended
///     probing ask ROSTER QUESTION SECONDS       all of them once, evenly; 0: as fast as it goes
///     probing harm                              hostile ones, until it is ended
///     probing endure ROUNDS < HARM              the hostile ones, all at once, round after round
@main
struct Probing {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "serve" where arguments.count == 3:
      guard let count = Int(arguments[1]) else { break }
      return try await serve(count, roster: arguments[2])
    case "ask" where arguments.count == 4:
      guard let question = ProviderQuestion(rawValue: arguments[2]),
        let seconds = Double(arguments[3])
      else { break }
      return try await Asking(roster: arguments[1]).run(question, over: seconds)
    case "harm": return try await harm()
    case "endure" where arguments.count == 2:
      guard let rounds = Int(arguments[1]) else { break }
      return try await Enduring().run(rounds: rounds)
    default: break
    }
    FileHandle.standardError.write(Data("probing serve|ask|harm|endure: see Probing.swift\n".utf8))
    exit(2)
  }

  /// A world at our own time; its roster says who is where with which certificate.
  private static func serve(_ count: Int, roster path: String) async throws {
    let start = try Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    let world = World(WorldSettings(seed: 1, providers: count, start: start))
    // Any free ports: whatever else serves a network here keeps the usual ones.
    let network = try await LocalNetwork(world, ports: .init(rest: 0, message: 0)) {
      Int64(Date().timeIntervalSince1970 * 1_000)
    }
    let ports = network.ports
    let lines = world.providers.map { plan in
      let identity = world.registeredIdentity(of: plan)
      let certificate = Data(identity.certificate).base64EncodedString()
      return "\(plan.host) \(ports.rest) \(ports.message) \(plan.owner) \(identity.serial) "
        + "\(certificate)\n"
    }
    try Data(lines.joined().utf8).write(to: URL(filePath: path))
    say("ready at \(network.chainAddress)")
    while true { try await Task.sleep(for: .seconds(3_600)) }
  }

  private static func harm() async throws {
    let start = try Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    let world = World(WorldSettings(seed: 1, providers: 1, start: start))
    let known = world.presentedIdentity(of: world.providers[0])
    let identity = TLSIdentity(certificate: known.certificate, privateKey: known.privateKey)
    var servers: [HostileServer] = []
    for manner in HostileManner.all {
      let server = try HostileServer(manner.question, manner.speech, identity: identity)
      servers.append(server)
      say("\(server.port) \(manner.question.rawValue) \(manner.name)")
    }
    say("ready")
    while true { try await Task.sleep(for: .seconds(3_600)) }
  }

  /// A line at once, whoever reads it.
  static func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }
}
