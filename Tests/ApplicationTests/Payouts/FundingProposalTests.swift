import Application
import CosmosTx
import Keys
import Quantities
import Testing

@Suite struct FundingProposalTests {
  @Test func theProposalIsWrittenAsTheNetworksToolsTakeIt() throws {
    let wallet = try AccountAddress(PayoutSamples.wallet)
    let proposer = try AccountAddress(PayoutSamples.account(5))
    let proposal = try FundingProposal(
      uakt: 25_000_000, recipient: wallet, proposer: proposer, depositUakt: 1_000_000_000,
      words: .init(title: "A pilot", summary: "What it pays."),
      fee: Fee(amount: [], gasLimit: 300_000))
    #expect(
      String(decoding: proposal.document, as: UTF8.self) == """
        {"messages":[{"@type":"/cosmos.distribution.v1beta1.MsgCommunityPoolSpend",\
        "authority":"akash10d07y265gmmuvt4z0w9aw880jnsr700jhe7z0f","recipient":"\(wallet)",\
        "amount":[{"denom":"uakt","amount":"25000000"}]}],"metadata":"",\
        "deposit":"1000000000uakt","title":"A pilot","summary":"What it pays.",\
        "expedited":false}

        """)
    #expect(try Transaction(json: proposal.transaction.json) == proposal.transaction)
    let module = try Network.moduleAddress("gov", prefix: "akash")
    #expect(throws: FundingProposal.Refusal.self) {
      try FundingProposal(
        uakt: 25_000_000, recipient: module, proposer: proposer, depositUakt: 1,
        words: .init(title: "A", summary: "B"), fee: Fee(amount: [], gasLimit: 1))
    }
    for uakt in [Int64.min, -1, 0, Amount.limitMicros + 1] {
      #expect(throws: FundingProposal.Refusal.amount) {
        try FundingProposal(
          uakt: uakt, recipient: wallet, proposer: proposer, depositUakt: 1,
          words: .init(title: "A", summary: "B"), fee: Fee(amount: [], gasLimit: 1))
      }
    }
  }
}
