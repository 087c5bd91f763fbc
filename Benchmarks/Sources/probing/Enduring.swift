import Akash
import Foundation

/// Asks hostile providers, all at once and each several times, round after round; what the memory
/// is after each round shows whether anything of them stays.
struct Enduring {
  private static let times = 8

  func run(rounds: Int) async throws {
    var manners: [(ProviderQuestion, ProviderEndpoint)] = []
    while let line = readLine(), line != "ready" {
      let fields = line.split(separator: " ", maxSplits: 2)
      guard fields.count == 3, let port = Int(fields[0]),
        let question = ProviderQuestion(rawValue: String(fields[1]))
      else { throw CocoaError(.fileReadCorruptFile) }
      manners.append(
        (question, ProviderEndpoint(host: "127.0.0.1", restPort: port, messagePort: port)))
    }
    let client = try ProviderClient(limits: ProviderLimits(reach: .anywhere))
    var memory: [Double] = []
    let before = Usage.now()
    for _ in 0..<rounds {
      let answered = await withTaskGroup(of: Bool.self) { group in
        for (question, endpoint) in manners {
          for _ in 0..<Self.times {
            group.addTask { (try? await client.ask(question, of: endpoint).result.get()) != nil }
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      guard answered == 0 else { throw CocoaError(.featureUnsupported) }
      memory.append(Usage.now().residentMiB.rounded())
    }
    let after = Usage.now()
    let asked = rounds * Self.times * manners.count
    Probing.say(
      #"{"asked":\#(asked),"cpuSeconds":\#(after.cpuSeconds - before.cpuSeconds),"#
        + #""beganMiB":\#(before.residentMiB),"peakMiB":\#(after.peakMiB),"#
        + #""afterRoundMiB":[\#(memory.map { "\($0)" }.joined(separator: ","))]}"#)
  }
}
