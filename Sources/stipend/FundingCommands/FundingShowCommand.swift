import Application
import ArgumentParser
import Encoding
import Policy
import Program
import Quantities

/// `stipend funding show`: what was asked for, what came, and what is promised against it.
struct FundingShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows requests, tranches and their sources, and what is committed against them.",
    discussion: """
      Exits with 1 where more is committed than was received and the policy allows beforehand.

      Example: stipend funding show --data var/program
      """)

  @OptionGroup var data: DataOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let open = try OpenTreasury(data)
    let funded = open.state.funding
    if json { Terminal.write(document(open, funded)) } else { show(open, funded) }
    if funded.committedMicros > funded.limitMicros { throw Ending.reported }
  }

  private func show(_ open: OpenTreasury, _ funded: FundingStanding) {
    let book = open.state.treasury
    var requests = Table([
      ("request", .left), ("USD", .right), ("price", .right), ("buffer", .right), ("asked", .right),
    ])
    for request in book.requests.values {
      requests.add([
        request.body.request.text, MoneyText.text(request.body.micros.micros, .usd),
        request.body.price.text, "\(request.body.buffer)",
        MoneyText.text(request.body.uakt.micros, .uakt),
      ])
    }
    requests.show()
    var tranches = Table([
      ("tranche", .left), ("source", .left), ("proposal", .right), ("height", .right),
      ("AKT", .right), ("price", .right),
    ])
    for tranche in book.tranches {
      tranches.add([
        tranche.body.tranche.text, tranche.body.source.rawValue,
        tranche.body.proposal.map { "\($0)" } ?? "", "\(tranche.body.height)",
        MoneyText.text(tranche.body.uakt.micros, .uakt), tranche.body.price.text,
      ])
    }
    print()
    tranches.show()
    print("\nReceived, at its prices  \(Self.dollars(funded.fundedMicros))")
    print("May be committed         \(Self.dollars(funded.limitMicros))")
    print("Committed                \(Self.dollars(funded.committedMicros))")
    if funded.committedMicros > funded.limitMicros {
      print(Terminal.red("More is committed than was received and the policy allows."))
    }
  }

  private static func dollars(_ micros: Int128) -> String {
    MoneyText.text(Int64(clamping: micros), .usd)
  }

  private func document(_ open: OpenTreasury, _ funded: FundingStanding) -> [UInt8] {
    let book = open.state.treasury
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("requests", book.requests.values) { writer, request in
        writer.object { writer in
          writer.field("request", request.body.request.text)
          writer.field("micros", request.body.micros.micros)
          writer.field("uakt", request.body.uakt.micros)
        }
      }
      writer.array("tranches", book.tranches) { writer, tranche in
        writer.object { writer in
          writer.field("tranche", tranche.body.tranche.text)
          writer.field("source", tranche.body.source.rawValue)
          writer.field("height", tranche.body.height)
          writer.field("uakt", tranche.body.uakt.micros)
        }
      }
      writer.key("funded")
      writer.integer(funded.fundedMicros)
      writer.key("limit")
      writer.integer(funded.limitMicros)
      writer.key("committed")
      writer.integer(funded.committedMicros)
    }
    return writer.finish() + [10]
  }
}
