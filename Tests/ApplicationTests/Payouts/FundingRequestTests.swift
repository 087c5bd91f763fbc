import Application
import CosmosTx
import Keys
import Quantities
import Testing

@Suite struct FundingRequestTests {
  @Test func dollarsAPriceAndABufferAreTokensRoundedUpOnce() throws {
    let request = try FundingRequest(
      micros: 5_000_000_000_000, price: try Price18("3.10"), buffer: try Ratio("0.10"))
    // 5,500,000 / 3.1 = 1,774,193.548387096…
    #expect(request.uakt == 1_774_193_548_388)
    let exact = try FundingRequest(
      micros: 4_000_000, price: try Price18("2.00"), buffer: .zero)
    #expect(exact.uakt == 2_000_000)
  }

  @Test func whatIsNothingOrTooMuchIsRefused() throws {
    let price = try Price18("3.10")
    for micros in [Int64.min, -1, 0, Amount.limitMicros + 1, Int64.max] {
      #expect(throws: FundingRequest.Refusal.amount) {
        try FundingRequest(micros: micros, price: price, buffer: .zero)
      }
    }
    let least = try Price18(scaled: 1)
    #expect(throws: FundingRequest.Refusal.amount) {
      try FundingRequest(micros: Amount.limitMicros, price: least, buffer: .one)
    }
    #expect(throws: FundingRequest.Refusal.amount) { try FundingRequest(uakt: 0) }
  }

  @Test func theProposalIsWrittenAsTheNetworksToolsTakeIt() throws {
    let request = try FundingRequest(uakt: 25_000_000)
    let wallet = try AccountAddress(PayoutSamples.wallet)
    let proposer = try AccountAddress(PayoutSamples.account(5))
    let proposal = try FundingProposal(
      request, recipient: wallet, proposer: proposer, depositUakt: 1_000_000_000,
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
    #expect(throws: FundingRequest.Refusal.self) {
      try FundingProposal(
        request, recipient: module, proposer: proposer, depositUakt: 1,
        words: .init(title: "A", summary: "B"), fee: Fee(amount: [], gasLimit: 1))
    }
  }
}
