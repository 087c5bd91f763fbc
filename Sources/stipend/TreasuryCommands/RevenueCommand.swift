import Application
import ArgumentParser
import Encoding
import Payouts
import Policy
import Program
import Quantities

/// `stipend revenue`: what funded machines earned, and what of it came back.
struct RevenueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revenue",
    abstract: "Shows terms, earnings, fees, what is due and what came, host by host.",
    discussion: """
      The entries are revenue.agreed, revenue.earned and revenue.received; stipend entry new \
      writes them. Overdue until the transaction is seen: until then it exits with 1.

      Example: stipend revenue --data var/program
      """)

  @OptionGroup var data: DataOption
  @OptionGroup var clock: ClockOption

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let now = try clock.now()
    let open = try OpenTreasury(data)
    let hosts: [HostRevenue]
    do {
      hosts = try HostRevenue.all(open.treasury, at: now)
    } catch {
      throw Ending(
        1, "revenue-unsound", "The entries of revenue do not add up: \(Self.words(error)).",
        "stipend books check says more.")
    }
    if json { Terminal.write(Self.document(hosts)) } else { Self.show(hosts) }
    if hosts.contains(where: \.isOverdue) { throw Ending.reported }
  }

  private static func words(_ refusal: RevenueAccount.Refusal) -> String {
    switch refusal {
    case .amounts: "an amount is out of bounds, or more was refunded than earned"
    case .withoutTerms(let span): "nothing was agreed for \(span.start) to \(span.end)"
    }
  }

  private static func show(_ hosts: [HostRevenue]) {
    guard !hosts.isEmpty else { return print("No entry speaks of revenue.") }
    for host in hosts {
      print(Terminal.bold(host.host.text))
      for terms in host.terms {
        let parts = terms.components.map(component).joined(separator: ", ")
        print(
          "  terms        from \(terms.appliesFrom)\(terms.isRetroactive ? ", retroactive" : ""): "
            + (parts.isEmpty ? "no fee" : parts))
      }
      let account = host.account
      print("  earned       \(MoneyText.text(account.earnedUakt, .uakt))")
      print("  refunded     \(MoneyText.text(account.refundedUakt, .uakt))")
      for (name, micros) in account.fees {
        print("  fee \(name)  \(MoneyText.text(micros, .uakt))")
      }
      print("  due          \(MoneyText.text(account.dueUakt, .uakt))")
      print("  received     \(MoneyText.text(account.remittedUakt, .uakt))")
      print("  outstanding  \(MoneyText.text(account.outstandingUakt, .uakt))")
      if host.isOverdue {
        print(Terminal.red("  overdue      \(MoneyText.text(host.overdueUakt, .uakt))"))
      } else if let next = host.nextDue {
        print("  next due     \(next)")
      }
      for name in account.uncommitted {
        print(Terminal.yellow("  class \(name) is claimed without its commitment on chain"))
      }
    }
  }

  private static func component(_ component: RevenueTerms.Component) -> String {
    switch component.kind {
    case .share(let share): "\(component.name) \(share)"
    case .fixed(let micros): "\(component.name) \(MoneyText.text(micros, .uakt))"
    }
  }

  private static func document(_ hosts: [HostRevenue]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.array("hosts", hosts) { writer, host in
        writer.object { writer in
          writer.field("host", host.host.text)
          writer.field("earned", host.account.earnedUakt)
          writer.field("refunded", host.account.refundedUakt)
          writer.array("fees", Array(zip(host.account.fees.keys, host.account.fees.values))) {
            writer, fee in
            writer.object { writer in
              writer.field("name", fee.0.text)
              writer.field("uakt", fee.1)
            }
          }
          writer.field("due", host.account.dueUakt)
          writer.field("received", host.account.remittedUakt)
          writer.field("outstanding", host.account.outstandingUakt)
          writer.field("overdue", host.overdueUakt)
          writer.field("retroactive", host.account.isRetroactive)
          writer.array("uncommitted", host.account.uncommitted) { $0.string($1.text) }
        }
      }
    }
    return writer.finish() + [10]
  }
}
