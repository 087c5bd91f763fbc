import DevNet
import Foundation
import Quantities
import TestSupport
import Testing

/// The page on paying, run block by block on a made-up chain after a program's first epoch.
@Suite struct PayingTests {
  private let example: ExampleProgram

  init() throws { example = try ExampleProgram(policy: Self.treasury) }

  /// What is added to the example's policy.
  static let treasury = """


    treasury:
      minimum: 1 AKT
      nodes: 2
      timeout: { least: 600, most: 144000 }

    """

  @Test func fundingByProposalBecomesPaymentsThatReconcileWithTheChain() async throws {
    try example.runFirstEpoch()
    let blocks = try ExampleProgram.blocks(of: "payouts.md")
    try #require(blocks.count == 9)
    let served = try await ServedChain(start: "2026-03-01T00:00:00Z", at: "2026-03-03T07:00:00Z")
    let proposer = try served.proposer().text
    let setting =
      served.environment + "PROPOSER=\(proposer)\nHEIGHT=27700100\nPROPOSAL=2\n"
    var printed = ""
    for (index, block) in blocks.enumerated() {
      if index == 3 {
        try await served.propose(example.folder)
        try await Task.sleep(for: .milliseconds(500))
      }
      // The chain's time is that of the commands.
      if index > 2, let now = block.components(separatedBy: "--now ").dropFirst().first {
        try served.move(to: String(now.prefix(20)))
      }
      let result = try example.shell(setting + block)
      try #require(result.code == 0, "\(block)\n\(result.output)\n\(result.complaint)")
      printed += result.output
    }
    #expect(printed.contains("every transfer has its entry"))
    #expect(printed.contains("Its payees are paid."))
    try served.move(to: "2026-03-11T13:00:00Z")
    try await hostility(setting)
    await served.network.close()
  }

  @Test func whatIsLostIsProvenDeadAndPaidAnewOnce() async throws {
    try example.runFirstEpoch()
    let blocks = try ExampleProgram.blocks(of: "payouts.md")
    let served = try await ServedChain(start: "2026-03-01T00:00:00Z", at: "2026-03-03T07:00:00Z")
    let proposer = try served.proposer().text
    let setting =
      served.environment + "PROPOSER=\(proposer)\nHEIGHT=27700100\nPROPOSAL=2\n"
    for block in blocks[..<3] { try must(setting + block) }
    try await served.propose(example.folder)
    try await Task.sleep(for: .milliseconds(500))
    try served.move(to: "2026-03-11T12:00:00Z")
    for block in blocks[3...4] { try must(setting + block) }
    try served.move(to: "2026-03-11T12:20:00Z")
    try pay(setting, folder: "lost", now: "2026-03-11T12:20:00Z", options: "--timeout-blocks 600")
    var faults = ChainFaults()
    let isKnown = faults.set("drop", oneIn: 1)
    #expect(isKnown)
    served.network.chain.faults = faults
    let submitting =
      "stipend payout submit lost.json --data program --key keys/administrator.json $NODES"
    let lost = try example.shell(setting + submitting + " --now 2026-03-11T12:20:00Z")
    #expect(lost.code == 0 && lost.output.contains("submitted"), "\(lost.complaint)")
    let early = try prepare(setting, folder: "early", now: "2026-03-11T12:20:00Z")
    #expect(early.code == 1 && early.complaint.contains("[payout-undecided]"))
    served.network.chain.faults = ChainFaults()
    try served.move(to: "2026-03-11T16:00:00Z")
    let dead = try must(
      setting + """
        stipend payout status --wait --data program --key keys/administrator.json $NODES \
          --now 2026-03-11T16:00:00Z
        """)
    #expect(dead.contains("expired"), "\(dead)")
    try served.move(to: "2026-03-11T16:00:00Z")
    try pay(setting, folder: "anew", now: "2026-03-11T16:00:00Z", options: "")
    try served.move(to: "2026-03-11T16:00:00Z")
    let paid = try must(
      setting + """
        stipend payout submit anew.json --data program --key keys/administrator.json $NODES \
          --wait --now 2026-03-11T16:00:00Z
        """)
    #expect(paid.contains("Batch 1: confirmed"), "\(paid)")
    // Later than all that happened: a chain's time never goes back.
    try served.move(to: "2026-03-11T18:00:00Z")
    try must(setting + "stipend reconcile --data program $NODES --now 2026-03-11T18:00:00Z")
    try must("stipend books check --data program")
    await served.network.close()
  }

  @discardableResult
  private func must(_ script: String) throws -> String {
    let result = try example.shell(script)
    try #require(result.code == 0, "\(script)\n\(result.output)\n\(result.complaint)")
    return result.output
  }

  private func prepare(
    _ setting: String, folder: String, now: String, options: String = ""
  ) throws -> StipendProcess.Result {
    try example.shell(
      setting + """
        stipend payout prepare --data program --key keys/administrator.json $NODES \
          --out \(folder) --price 2.80 --now \(now) \(options)
        """)
  }

  private func pay(_ setting: String, folder: String, now: String, options: String) throws {
    let prepared = try prepare(setting, folder: folder, now: now, options: options)
    try #require(prepared.code == 0, "\(prepared.complaint)")
    for number in 2...3 {
      try must(
        "stipend payout sign \(folder) --key keys/treasury-\(number).json"
          + " --out \(folder)-\(number).json"
      )
    }
    try must(
      "stipend payout combine \(folder) \(folder)-3.json \(folder)-2.json --out \(folder).json")
  }

  /// What must be refused, after an honest payment.
  private func hostility(_ setting: String) async throws {
    let again = try example.shell(
      setting + """
        stipend payout submit signed.json --data program --key keys/administrator.json $NODES \
          --now 2026-03-11T13:00:00Z
        """)
    #expect(again.code == 1 && again.complaint.contains("[payout-none-open]"), "\(again.complaint)")
    let nothing = try example.shell(
      setting + """
        stipend payout prepare --data program --key keys/administrator.json $NODES \
          --out payout-2 --now 2026-03-11T13:00:00Z
        """)
    #expect(nothing.code == 1 && nothing.complaint.contains("[payout-nothing]"))
    let alone = try example.shell("stipend payout combine payout-1 member-1.json --out alone.json")
    #expect(alone.code == 1 && !alone.complaint.isEmpty)
    let stranger = try example.shell(
      "stipend payout sign payout-1 --key keys/administrator.json --out stranger.json")
    #expect(stranger.code == 1 && !stranger.complaint.contains("secret"))
    let altered = try example.shell(
      """
      cp -r payout-1 altered
      sed -i 's/"amount":"1/"amount":"2/g' altered/tx.json
      stipend payout sign altered --key keys/treasury-1.json --out altered.json
      """)
    #expect(altered.code == 1 && altered.complaint.contains("[payout-differs]"))
    let owed = try example.shell(
      setting + """
        stipend close-out --data program --key keys/administrator.json $NODES \
          --now 2026-03-11T13:00:00Z
        """)
    #expect(owed.code == 1 && owed.complaint.contains("[close-out-owed]"), "\(owed.complaint)")
  }
}
