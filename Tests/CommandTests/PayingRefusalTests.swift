import DevNet
import Foundation
import Quantities
import TestSupport
import Testing

/// Paying from the shell where somebody errs or cheats, and where the market takes only so much.
@Suite struct PayingRefusalTests {
  private let example: ExampleProgram

  init() throws {
    example = try ExampleProgram(
      policy: PayingTests.treasury
        + "  pacing: { dailyVolume: 2000 AKT, share: 1%, source: exchange }\n")
  }

  @Test("O-40: a share of the market's volume a day; and what is refused on the way")
  func theMarketTakesAShareAndWhatIsAlteredIsRefused() async throws {
    try example.runFirstEpoch()
    let blocks = try ExampleProgram.blocks(of: "payouts.md")
    let served = try await ServedChain(start: "2026-03-01T00:00:00Z", at: "2026-03-03T07:00:00Z")
    let setting =
      served.environment + "PROPOSER=\(try served.proposer().text)\nHEIGHT=27700100\nPROPOSAL=2\n"
    for block in blocks[..<3] { try must(setting + block) }
    try await served.propose(example.folder)
    try served.move(to: "2026-03-11T12:00:00Z")
    for block in blocks[3...4] { try must(setting + block) }
    try served.move(to: "2026-03-11T12:20:00Z")
    let due = try must("stipend payout list --data program --now 2026-03-11T12:20:00Z")
    #expect(due.contains("paced") && due.contains("A batch now would send 164."), "\(due)")

    let other = try await ServedChain(
      start: "2026-03-01T00:00:00Z", at: "2026-03-11T12:20:00Z", chain: "testnet-2")
    // Nothing was made: that is no answer, and no verdict on anybody.
    try refused(
      other.environment + Self.preparing("elsewhere", "12:20"), "paying-nodes", exit: 3)
    await other.network.close()

    try must(setting + blocks[5])
    try refused(
      "stipend payout sign payout-1 --key keys/administrator.json --out stranger.json",
      "tx-not-a-member")
    try must(blocks[6])
    try refused("stipend payout combine payout-1 member-1.json --out alone.json", "tx-threshold")
    try refused(
      """
      cp -r payout-1 later
      sed -i 's/"gas_limit":"/&1/' later/tx.json
      stipend payout combine later member-1.json member-3.json --out later.json
      """, "payout-differs")
    try refused(
      """
      cp -r payout-1 foreign
      public() { stipend key show "$1" --json | sed 's/.*"publicKey":"\\([^"]*\\)".*/\\1/'; }
      stipend tx group --threshold 2 "$(public keys/treasury-1.json)" \
        "$(public keys/treasury-2.json)" "$(public keys/administrator.json)" \
        --out foreign/wallet.json
      stipend payout sign foreign --key keys/treasury-1.json --out foreign.json
      """, "payout-other-wallet")
    try must(setting + blocks[7])
    for number in 1...3 {
      try must(
        """
        stipend entry new price.observed/1 --data program --key keys/observer-\(number).json \
          --set source=market-\(number) --set at=2026-03-13T12:10:00Z --set price=1.40 \
          --now 2026-03-13T12:10:00Z
        """)
    }
    try served.move(to: "2026-03-13T12:20:00Z")
    try refused(setting + Self.preparing("jump", "12:20", day: "13"), "payout-price-jump")
    // Whoever names the price has looked at it.
    let named = try must(setting + Self.preparing("named", "12:20 --price 1.40", day: "13"))
    #expect(named.contains("Batch 2"), "\(named)")
    await served.network.close()
  }

  private static func preparing(_ folder: String, _ at: String, day: String = "11") -> String {
    let parts = at.split(separator: " ", maxSplits: 1)
    return """
      stipend payout prepare --data program --key keys/administrator.json $NODES \
        --out \(folder) --now 2026-03-\(day)T\(parts[0]):00Z \(parts.dropFirst().joined())
      """
  }

  private func refused(_ script: String, _ code: String, exit: Int32 = 1) throws {
    let result = try example.shell(script)
    #expect(
      result.code == exit && result.complaint.contains("[\(code)]"), "\(code): \(result.complaint)")
  }

  @discardableResult
  private func must(_ script: String) throws -> String {
    let result = try example.shell(script)
    try #require(result.code == 0, "\(script)\n\(result.output)\n\(result.complaint)")
    return result.output
  }
}
