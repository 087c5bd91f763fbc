import Encoding
import Quantities

// Proposals: the grant that the world began with, and what transactions proposed since.
extension ChainView {
  func governance(
    _ question: ChainQuestion, _ path: [String]
  ) throws(ChainError) -> JSONValue {
    switch path {
    case ["proposals"]:
      let all = [proposal] + ledger { $0.proposals(at: height) }.map(\.json)
      let wanted = question["proposal_status"]
      let shown = all.filter { tree in
        guard let wanted, wanted != "PROPOSAL_STATUS_UNSPECIFIED", wanted != "0" else {
          return true
        }
        return tree["status"] == .string(wanted)
      }
      return try ChainPage(question).answer("proposals", count: shown.count) { shown[$0] }
    case ["proposals", "1"]: return .members(["proposal": proposal])
    case let path where path.first == "proposals" && path.count > 1:
      return try governance(question, of: path[1], Array(path.dropFirst(2)))
    case let path where path.first == "params":
      return .members([
        "params": .members([
          "min_deposit": .array([.coin("uakt", 1_000_000_000)]),
          "max_deposit_period": .string("1209600s"), "voting_period": .string("604800s"),
          "quorum": .string("0.200000000000000000"),
          "threshold": .string("0.500000000000000000"),
          "veto_threshold": .string("0.334000000000000000"),
        ])
      ])
    default: throw .notImplemented
    }
  }

  private func governance(
    _ question: ChainQuestion, of id: String, _ rest: [String]
  ) throws(ChainError) -> JSONValue {
    let all = ledger { $0.proposals(at: height) }
    guard let found = all.first(where: { "\($0.id)" == id }) else {
      throw .notFound("proposal \(id)")
    }
    switch rest {
    case []: return .members(["proposal": found.json])
    case ["tally"]: return .members(["tally": found.tally.json])
    case ["votes"]:
      return try ChainPage(question).answer("votes", count: found.votes.count) {
        found.json(vote: found.votes[$0])
      }
    case ["deposits"]:
      return try ChainPage(question).answer("deposits", count: found.deposits.count) {
        found.json(deposit: found.deposits[$0])
      }
    default: throw .notImplemented
    }
  }

  /// The one proposal: the grant that the program runs on.
  private var proposal: JSONValue {
    func day(_ days: Int64) -> JSONValue {
      .time(millis: (world.settings.start.seconds - days * 86_400) * 1_000)
    }
    return .members([
      "id": .text(1),
      "messages": .array([
        .members([
          "@type": .string("/cosmos.distribution.v1beta1.MsgCommunityPoolSpend"),
          "authority": .string("akash10d07y265gmmuvt4z0w9aw880jnsr700jhe7z0f"),
          "recipient": .string("\(world.program)"),
          "amount": .array([.coin("uakt", 1_500_000_000_000)]),
        ])
      ]),
      "status": .string("PROPOSAL_STATUS_PASSED"),
      "final_tally_result": .members([
        "yes_count": .text(120_000_000_000_000), "abstain_count": .text(0), "no_count": .text(0),
        "no_with_veto_count": .text(0),
      ]),
      "submit_time": day(60), "deposit_end_time": day(46),
      "total_deposit": .array([.coin("uakt", 1_000_000_000)]), "voting_start_time": day(60),
      "voting_end_time": day(53), "metadata": .string(""),
      "title": .string("A grant for provider incentives"),
      "summary": .string("Made up for a network on this machine."),
      "proposer": .string("\(world.program)"), "expedited": .bool(false),
      "failed_reason": .string(""),
    ])
  }
}
