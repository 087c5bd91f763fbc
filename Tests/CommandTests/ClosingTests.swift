import CosmosTx
import DevNet
import Foundation
import Keys
import Quantities
import TestSupport
import Testing

/// The page on dollars, revenue and the end, run block by block on a made-up chain.
@Suite struct ClosingTests {
  private let example: ExampleProgram

  init() throws { example = try ExampleProgram(policy: PayingTests.treasury) }

  /// The names of what happened on the chain, which the page takes from there.
  private struct Setting {
    var values: [(String, String)] = []

    mutating func set(_ name: String, _ value: String) { values.append((name, value)) }

    var text: String { values.map { "\($0)='\($1)'\n" }.joined() }
  }

  @Test("O-42, O-43, O-10: a sale, revenue that is overdue until it is seen, and a wallet at zero")
  func dollarsRevenueAndTheEnd() async throws {
    try example.runFirstEpoch()
    let paying = try ExampleProgram.blocks(of: "payouts.md")
    let closing = try ExampleProgram.blocks(of: "closing.md")
    try #require(paying.count == 9 && closing.count == 5)
    let served = try await ServedChain(start: "2026-03-01T00:00:00Z", at: "2026-03-03T07:00:00Z")
    var setting = Setting()
    setting.set("PROPOSER", try served.proposer().text)
    setting.set("HEIGHT", "27700100")
    setting.set("PROPOSAL", "2")
    let head = { served.environment + setting.text + paying[0].functions }
    for block in paying[..<3] { try must(head() + block) }
    try await served.propose(example.folder)
    try served.move(to: "2026-03-11T12:00:00Z")
    for block in paying[3...4] { try must(head() + block) }

    // The sale: signed by two members, seen on the chain, then entered.
    let wallet = try must("cat wallet.txt").trimmingCharacters(in: .whitespacesAndNewlines)
    let desk = try address("beta")
    setting.set("ALPHA", try address("alpha"))
    setting.set("DESK", desk)
    setting.set("ACCOUNT", "\(try await served.accountNumber(of: Address(wallet)))")
    let whole = try must(head() + Self.owed)
    #expect(whole.contains("due now    324.48 USD"), "\(whole)")
    try must(head() + closing[0])
    let text = try must("cat sale.txt").trimmingCharacters(in: .whitespacesAndNewlines)
    let bytes = [UInt8](try #require(Data(base64Encoded: text)))
    let sold = try await served.broadcast(bytes, Sha256.digest(of: bytes))
    setting.set("TRANSACTION", sold.hash.hex)
    setting.set("BLOCK", "\(sold.height)")
    let left = try must(head() + closing[1])
    #expect(left.contains("Surplus        0.30 USD") && left.contains("due now    224.48 USD"))

    try served.move(to: "2026-03-11T12:20:00Z")
    for block in paying[5...] {
      if let now = block.components(separatedBy: "--now ").dropFirst().first {
        try served.move(to: String(now.prefix(20)))
      }
      try must(head() + block)
    }

    // Revenue: 5 % of 10,000 AKT stay with the operator.
    let due = try must(head() + closing[2])
    #expect(due.contains("9,500"), "\(due)")
    let overdue = try example.shell("stipend revenue --data program --now 2026-04-20T11:00:00Z")
    #expect(overdue.code == 1 && overdue.output.contains("overdue"), "\(overdue.output)")
    try served.move(to: "2026-04-20T11:00:00Z")
    let came = try await served.send(9_500_000_000, to: wallet)
    setting.set("REMITTED", came.hash.hex)
    setting.set("REMITTEDAT", "\(came.height)")
    try served.move(to: "2026-04-20T12:00:00Z")
    let seen = try must(head() + closing[3])
    #expect(!seen.contains("overdue") && seen.contains("every transfer has its entry"), "\(seen)")

    // The end.
    try served.move(to: "2026-04-20T12:30:00Z")
    let end = try must(head() + closing[4])
    #expect(end.contains("every transfer has its entry"), "\(end)")
    #expect(end.contains("closing  0.000000 AKT"), "\(end)")
    await served.network.close()
  }

  private static let owed =
    "stipend payout explain $ALPHA --data program --now 2026-03-11T12:16:00Z"

  private func address(_ name: String) throws -> String {
    let shown = try example.json("key", "show", "keys/\(name).json", "--json")
    return try #require(shown["address"] as? String)
  }

  @discardableResult
  private func must(_ script: String) throws -> String {
    let result = try example.shell(script)
    try #require(result.code == 0, "\(script)\n\(result.output)\n\(result.complaint)")
    return result.output
  }
}

extension String {
  /// The shell functions that a block defines, for those after it.
  fileprivate var functions: String {
    components(separatedBy: "\n").filter { $0.contains("() {") }.map { $0 + "\n" }.joined()
  }
}
