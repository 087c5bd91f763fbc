import Application
import ArgumentParser
import Encoding
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

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let id = try EpochCommand.id(epoch)
    let address = try AddressArgument.read(provider, "The provider")
    let claim = try claim()
    var view = ViewUptime(try data.open())
    do {
      guard let uptime = try view.uptime(of: address, in: id) else {
        throw Ending.refused(
          .providerUnknown, "\(provider) takes no part in this program.",
          "stipend facts show lists those who do.")
      }
      let verdict = claim.map { uptime.verdict(onClaim: $0, tolerance: Self.tolerance) }
      if json {
        Terminal.write(Self.json(id, address, uptime, verdict))
      } else {
        let share = uptime.uptime.map(\.percentText) ?? "unknown"
        print("\(id): uptime \(share), \(uptime.coverageText)")
        if let verdict { print("  " + Self.sentence(verdict)) }
      }
    } catch let refusal as EpochRefusal {
      throw EpochWording.ending(refusal)
    }
  }

  /// The claim, from 0 % to 100 %.
  private func claim() throws -> Ratio? {
    guard let claimed else { return nil }
    guard let ratio = try? Ratio(claimed), ratio <= .one else {
      throw Ending.unreadable(
        .optionValue, "--claimed \(claimed) is no share of 0 % to 100 %.",
        "Write it like 99.5%.")
    }
    return ratio
  }

  private static func sentence(_ verdict: UptimeComparison.Verdict) -> String {
    switch verdict {
    case .agrees: return "the claim agrees"
    case .noEvidence: return "the claim says nothing"
    case .notObserved: return "nothing of our own to compare the claim with; it is not taken over"
    case .disagrees(let ppm):
      let difference = Ratio.floor(of: UInt128(ppm.magnitude), over: 1_000_000)?.percentText ?? ""
      return "the claim is \(difference) \(ppm > 0 ? "above" : "below") own samples, which count"
    }
  }

  private static func json(
    _ id: EpochID, _ provider: Address, _ uptime: UptimeWindow, _ verdict: UptimeComparison.Verdict?
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("epoch", id.description)
      writer.field("provider", provider.text)
      if let ratio = uptime.uptime {
        writer.field("uptimePPM", ratio.ppm)
      } else {
        writer.field("uptimePPM", JSONValue.null)
      }
      writer.field("upSeconds", uptime.upSeconds)
      writer.field("downSeconds", uptime.downSeconds)
      writer.field("windowSeconds", uptime.windowSeconds)
      if let verdict {
        writer.field("claim", Self.sentence(verdict))
      } else {
        writer.field("claim", JSONValue.null)
      }
    }
    return writer.finish() + [10]
  }

  /// Claims are rounded by those who make them.
  private static let tolerance = Ratio.floor(of: 1, over: 1_000) ?? .zero
}
