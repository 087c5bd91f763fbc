import Application
import ArgumentParser
import Evidence
import Quantities

/// `stipend evidence uptime`: own samples of one provider, with how much was observed (O-47).
struct EvidenceUptimeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uptime",
    abstract: "Uptime of a provider in an epoch, and how much of it was observed.",
    discussion: """
      A third party's figure, with --claimed, is compared and never taken over.

      Example: stipend evidence uptime liquidity/12 akash1… --claimed 100% --data var/pilot-1
      """)

  @Argument(help: "The epoch, as POOL/NUMBER; it must be frozen.")
  var epoch: String

  @Argument(help: "The provider's address.")
  var provider: String

  @Option(help: "What somebody else says its uptime was, like 100%.")
  var claimed: String?

  @OptionGroup var data: DataOption

  func run() async throws {
    let id = try EpochCommand.id(epoch)
    guard let address = try? Address(provider) else {
      throw Ending.unreadable("\(provider) is no address")
    }
    var view = ViewUptime(try data.open())
    do {
      guard let uptime = try view.uptime(of: address, in: id) else {
        throw Ending.unreadable("\(provider) takes no part in this program")
      }
      let share = uptime.uptime.map(\.percentText) ?? "unknown"
      print("\(id): uptime \(share), \(uptime.coverageText)")
      try compare(uptime)
    } catch let refusal as EpochRefusal {
      throw EpochWording.ending(refusal)
    }
  }

  private func compare(_ own: UptimeWindow) throws {
    guard let claimed else { return }
    guard let ratio = try? Ratio(claimed) else {
      throw Ending.unreadable("--claimed \(claimed): write a share like 99.5%")
    }
    switch own.verdict(onClaim: ratio, tolerance: Self.tolerance) {
    case .agrees: print("  the claim agrees")
    case .noEvidence: print("  the claim says nothing")
    case .notObserved: print("  nothing of our own to compare the claim with; it is not taken over")
    case .disagrees(let ppm):
      let difference = Ratio.floor(of: UInt128(ppm.magnitude), over: 1_000_000)?.percentText ?? ""
      print("  the claim is \(difference) \(ppm > 0 ? "above" : "below") own samples, which count")
    }
  }

  /// Claims are rounded by those who make them.
  private static let tolerance = Ratio.floor(of: 1, over: 1_000) ?? .zero
}
