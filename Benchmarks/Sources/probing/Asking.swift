import Akash
import Foundation
import Quantities
import Synchronization

/// Asks every provider of a roster once, reads the answer, and proves whose it is: what an observer
/// does for a slot.
final class Asking: Sendable {
  private struct Provider: Sendable {
    let endpoint: ProviderEndpoint
    let owner: Address
    let certificate: OwnerCertificate
  }

  private struct Tally: Sendable {
    var proven = 0
    var failures: [String: Int] = [:]
    var seconds: [Double] = []
  }

  private let providers: [Provider]
  private let client: ProviderClient
  private let tally = Mutex(Tally())

  init(roster path: String) throws {
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    providers = try text.split(separator: "\n").map { line in
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count == 6, let rest = Int(fields[1]), let message = Int(fields[2]),
        let der = Data(base64Encoded: fields[5])
      else { throw CocoaError(.fileReadCorruptFile) }
      return Provider(
        endpoint: ProviderEndpoint(host: fields[0], restPort: rest, messagePort: message),
        owner: try Address(fields[3]),
        certificate: OwnerCertificate(serial: fields[4], isValid: true, der: [UInt8](der)))
    }
    client = try ProviderClient(limits: ProviderLimits(reach: .anywhere))
  }

  func run(_ question: ProviderQuestion, over seconds: Double) async throws {
    Probing.say("ready")
    let before = Usage.now()
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingDiscardingTaskGroup { group in
      for (index, provider) in providers.enumerated() {
        if seconds > 0 {
          let moment = seconds * Double(index) / Double(providers.count)
          try await clock.sleep(until: start.advanced(by: .seconds(moment)))
        }
        group.addTask { await self.ask(question, of: provider) }
      }
    }
    let wall = (clock.now - start) / .seconds(1)
    let after = Usage.now()
    let tally = tally.withLock { $0 }
    let times = tally.seconds.sorted()
    func quantile(_ share: Double) -> Double {
      times.isEmpty ? 0 : times[min(times.count - 1, Int(share * Double(times.count)))] * 1_000
    }
    let failures = tally.failures.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }
    Probing.say(
      #"{"asked":\#(providers.count),"proven":\#(tally.proven),"wallSeconds":\#(wall),"#
        + #""cpuSeconds":\#(after.cpuSeconds - before.cpuSeconds),"#
        + #""peakMiB":\#(after.peakMiB),"nowMiB":\#(after.residentMiB),"#
        + #""p50Millis":\#(quantile(0.5)),"p99Millis":\#(quantile(0.99)),"#
        + #""failures":{\#(failures.joined(separator: ","))}}"#)
  }

  private func ask(_ question: ProviderQuestion, of provider: Provider) async {
    let clock = ContinuousClock()
    let start = clock.now
    let exchange = await client.ask(question, of: provider.endpoint)
    let seconds = (clock.now - start) / .seconds(1)
    let outcome = Self.judge(exchange, provider)
    tally.withLock { tally in
      tally.seconds.append(seconds)
      if let outcome { tally.failures[outcome, default: 0] += 1 } else { tally.proven += 1 }
    }
  }

  /// What is wrong with an answer; nil where it is read and its owner's.
  private static func judge(_ exchange: ProviderExchange, _ provider: Provider) -> String? {
    let body: [UInt8]
    switch exchange.result {
    case .success(let bytes): body = bytes
    case .failure(let failure): return failure.code
    }
    let status =
      exchange.question == .statusMessage
      ? try? StatusMessage.read(body) : try? RestStatus.read(body)
    guard let status, InventoryTranslation(status) != nil else { return "no-status" }
    guard let now = try? Timestamp(seconds: Int64(Date().timeIntervalSince1970)) else {
      return "no-time"
    }
    let proof = IdentityProof.judge(
      presented: exchange.presented, owner: provider.owner,
      registered: .known([provider.certificate]), at: now)
    return proof.isProven ? nil : "not-proven"
  }
}
