import Encoding
import Quantities

/// A proposal of the chain's governance, as it stands after a block.
struct Proposal: Sendable {
  /// Where a proposal stands.
  enum Status: String, Sendable {
    case deposit = "PROPOSAL_STATUS_DEPOSIT_PERIOD"
    case voting = "PROPOSAL_STATUS_VOTING_PERIOD"
    case passed = "PROPOSAL_STATUS_PASSED"
    case rejected = "PROPOSAL_STATUS_REJECTED"
    case failed = "PROPOSAL_STATUS_FAILED"
  }

  let id: UInt64
  let content: ProtoMessage
  let proposer: Address
  let submittedMillis: Int64
  var status = Status.deposit
  var votingFromMillis: Int64?
  /// By depositor, in the order of their first deposit.
  var deposits: [(depositor: Address, coins: Coins)] = []
  /// By voter, in the order of their first vote.
  var votes: [(voter: Address, option: UInt64)] = []
  var tally = Tally.zero
  var failedReason = ""

  /// Votes counted, in uakt of stake.
  struct Tally: Hashable, Sendable {
    var yes: UInt128
    var abstain: UInt128
    var no: UInt128
    var veto: UInt128

    static let zero = Tally(yes: 0, abstain: 0, no: 0, veto: 0)

    var json: JSONValue {
      .members([
        "yes_count": .text(yes), "abstain_count": .text(abstain), "no_count": .text(no),
        "no_with_veto_count": .text(veto),
      ])
    }
  }

  /// What a proposal needs before it is voted on.
  static let minimumDeposit = Coins("uakt", 1_000_000_000)
  /// How long deposits are waited for, and how long is voted.
  static let depositMillis: Int64 = 14 * 86_400_000
  static let votingMillis: Int64 = 7 * 86_400_000

  var depositEndMillis: Int64 { submittedMillis + Self.depositMillis }
  var votingEndMillis: Int64? { votingFromMillis.map { $0 + Self.votingMillis } }

  /// When something happens to it without anybody's doing.
  var deadlineMillis: Int64? {
    switch status {
    case .deposit: depositEndMillis
    case .voting: votingEndMillis
    case .passed, .rejected, .failed: nil
    }
  }

  var totalDeposit: Coins {
    deposits.reduce(into: Coins()) { sum, deposit in _ = sum.add(deposit.coins) }
  }

  mutating func deposit(_ coins: Coins, from depositor: Address) {
    if let index = deposits.firstIndex(where: { $0.depositor == depositor }) {
      _ = deposits[index].coins.add(coins)
    } else {
      deposits.append((depositor, coins))
    }
  }

  mutating func vote(_ option: UInt64, by voter: Address) {
    votes.removeAll { $0.voter == voter }
    votes.append((voter, option))
  }

  /// As the gateway writes it.
  var json: JSONValue {
    func time(_ millis: Int64?) -> JSONValue { millis.map { .time(millis: $0) } ?? .null }
    return .members([
      "id": .text(id), "messages": .array(content.messages("messages").map(\.anyJSON)),
      "status": .string(status.rawValue), "final_tally_result": tally.json,
      "submit_time": .time(millis: submittedMillis),
      "deposit_end_time": .time(millis: depositEndMillis), "total_deposit": totalDeposit.json,
      "voting_start_time": time(votingFromMillis), "voting_end_time": time(votingEndMillis),
      "metadata": .string(content.text("metadata")), "title": .string(content.text("title")),
      "summary": .string(content.text("summary")), "proposer": .string("\(proposer)"),
      "expedited": .bool(content.flag("expedited")), "failed_reason": .string(failedReason),
    ])
  }

  func json(vote: (voter: Address, option: UInt64)) -> JSONValue {
    .members([
      "proposal_id": .text(id), "voter": .string("\(vote.voter)"),
      "options": .array([
        .members([
          "option": .string(VoteWord.all[Int(vote.option)]),
          "weight": .string("1.000000000000000000"),
        ])
      ]),
      "metadata": .string(""),
    ])
  }

  func json(deposit: (depositor: Address, coins: Coins)) -> JSONValue {
    .members([
      "proposal_id": .text(id), "depositor": .string("\(deposit.depositor)"),
      "amount": deposit.coins.json,
    ])
  }
}
