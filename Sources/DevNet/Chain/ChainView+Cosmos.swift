import Encoding
import Keys
import Quantities

// What every chain of this kind has: blocks, accounts, balances, the community's pool, governance.
extension ChainView {
  func cosmosModules(_ question: ChainQuestion, _ path: [String]) throws(ChainError) -> JSONValue {
    guard path.count > 2 else { throw .notImplemented }
    let rest = Array(path[2...])
    switch (path[0], path[1]) {
    case ("base", _) where path.starts(with: ["base", "tendermint", "v1beta1"]):
      return try tendermint(Array(path[3...]))
    case ("base", _) where path == ["base", "node", "v1beta1", "config"]:
      return .members([
        "minimum_gas_price": .string("0.002500000000000000uakt"),
        "pruning_keep_recent": .string("100000"), "pruning_interval": .string("10"),
        "halt_height": .string("0"),
      ])
    case ("auth", "v1beta1"): return try auth(question, rest)
    case ("bank", "v1beta1"): return try bank(question, rest)
    case ("distribution", "v1beta1") where rest == ["community_pool"]:
      // It grows a little with each block.
      let grown = UInt128(height - BlockClock.firstHeight) * 1_234_567_890_123_456_789
      return .members([
        "pool": .array([
          .decimalCoin("uakt", scaled: 987_654_321_000 * 1_000_000_000_000_000_000 + grown)
        ])
      ])
    case ("distribution", "v1beta1") where rest == ["params"]:
      return .members([
        "params": .members([
          "community_tax": .string("0.020000000000000000"),
          "base_proposer_reward": .string("0.000000000000000000"),
          "bonus_proposer_reward": .string("0.000000000000000000"),
          "withdraw_addr_enabled": .bool(true),
        ])
      ])
    case ("consensus", "v1") where rest == ["params"]:
      return .members([
        "params": .members([
          "block": .members(["max_bytes": .text(22_020_096), "max_gas": .string("-1")]),
          "evidence": .members([
            "max_age_num_blocks": .text(100_000), "max_age_duration": .string("172800s"),
            "max_bytes": .text(1_048_576),
          ]),
          "validator": .members(["pub_key_types": .array([.string("ed25519")])]),
          "version": .members(["app": .text(0)]),
          "abci": .members(["vote_extensions_enable_height": .text(0)]),
        ])
      ])
    case ("gov", "v1"): return try gov(question, rest)
    default: throw .notImplemented
    }
  }

  // MARK: Blocks

  private func tendermint(_ path: [String]) throws(ChainError) -> JSONValue {
    switch path {
    case ["blocks", "latest"]: return block(newest)
    case ["syncing"]: return .members(["syncing": .bool(false)])
    case ["node_info"]:
      return .members([
        "default_node_info": .members([
          "network": .string(world.settings.chainID), "version": .string("0.38.17"),
          "moniker": .string("devnet"),
        ]),
        "application_version": .members([
          "name": .string("akash"), "app_name": .string("akash"), "version": .string("v2.1.0"),
          "cosmos_sdk_version": .string("v0.53.4"), "build_deps": .array([]),
        ]),
      ])
    case let path where path.count == 2 && path[0] == "blocks":
      guard let height = Int64(path[1]) else { throw .invalid("\(path[1]) is no height") }
      guard height <= newest else {
        throw .invalid("requested block height is bigger then the chain length")
      }
      guard height >= BlockClock.firstHeight else {
        throw .notFound("block: height \(height) was pruned and is")
      }
      return block(height)
    default: throw .notImplemented
    }
  }

  private func digest(_ purpose: String, _ height: Int64) -> [UInt8] {
    Sha256.digest(of: Array("\(world.settings.seed) \(purpose) \(height)".utf8)).bytes
  }

  private func block(_ height: Int64) -> JSONValue {
    func reference(_ height: Int64) -> JSONValue {
      .members([
        "hash": .string(Base64.text(digest("block", height))),
        "part_set_header": .members([
          "total": .number(1), "hash": .string(Base64.text(digest("parts", height))),
        ]),
      ])
    }
    let proposer = Array(digest("proposer", height % 100).prefix(20))
    func body(_ proposer: String) -> JSONValue {
      .members([
        "header": .members([
          "version": .members(["block": .text(11), "app": .text(0)]),
          "chain_id": .string(world.settings.chainID), "height": .text(height),
          "time": .time(millis: world.blocks.millis(of: height)),
          "last_block_id": reference(height - 1),
          "last_commit_hash": .string(Base64.text(digest("commit", height))),
          "data_hash": .string(Base64.text(digest("data", height))),
          "validators_hash": .string(Base64.text(digest("validators", 0))),
          "next_validators_hash": .string(Base64.text(digest("validators", 0))),
          "consensus_hash": .string(Base64.text(digest("consensus", 0))),
          "app_hash": .string(Base64.text(digest("app", height))),
          "last_results_hash": .string(Base64.text(digest("results", height))),
          "evidence_hash": .string(Base64.text(digest("evidence", 0))),
          "proposer_address": .string(proposer),
        ]),
        "data": .members(["txs": .array([])]),
        "evidence": .members(["evidence": .array([])]),
        "last_commit": .members([
          "height": .text(height - 1), "round": .number(0), "block_id": reference(height - 1),
          "signatures": .array([]),
        ]),
      ])
    }
    let named = (try? Bech32.address(prefix: "akashvalcons", payload: proposer)).map { "\($0)" }
    return .members([
      "block_id": reference(height), "block": body(Base64.text(proposer)),
      "sdk_block": body(named ?? ""),
    ])
  }

  // MARK: Accounts and balances

  private func person(_ address: String) -> (position: Int, person: Person)? {
    world.people.firstIndex { $0.address.bytes.elementsEqual(address.utf8) }
      .map { ($0, world.people[$0]) }
  }

  private func isAddress(_ text: String) -> Bool {
    (try? Address(text)).map { (try? Bech32.verifyAccount($0, prefix: "akash")) != nil } ?? false
  }

  private func account(_ position: Int, _ person: Person) -> JSONValue {
    let sequence = world.chance.below(500, .sequence, UInt64(position))
    // Who never sent anything has shown no key.
    let key: JSONValue =
      sequence == 0
      ? .null
      : .members([
        "@type": .string("/cosmos.crypto.secp256k1.PubKey"),
        "key": .string(Base64.text(person.publicKey)),
      ])
    return .members([
      "address": .string("\(person.address)"), "pub_key": key,
      "account_number": .text(1_000 + position), "sequence": .text(sequence),
    ])
  }

  private func auth(_ question: ChainQuestion, _ path: [String]) throws(ChainError) -> JSONValue {
    guard path.count == 2, ["account_info", "accounts"].contains(path[0]) else {
      throw .notImplemented
    }
    guard isAddress(path[1]) else { throw .invalid("decoding bech32 failed: \(path[1])") }
    guard let (position, person) = person(path[1]) else {
      throw .notFound("account \(path[1])")
    }
    let tree = account(position, person)
    guard path[0] == "accounts", case .object(let members) = tree else {
      return .members(["info": tree])
    }
    let type = JSONMember("@type", .string("/cosmos.auth.v1beta1.BaseAccount"))
    return .members(["account": .object([type] + members)])
  }

  /// What an account has: coins in the order of their names.
  private func balances(_ address: String) -> [(String, UInt128)] {
    guard let (position, person) = person(address) else { return [] }
    let akt = UInt128(world.chance.below(9_000_000_000, .balance, UInt64(position)))
    switch person.role {
    case .owner: return [("uakt", 1_000_000_000 + akt)]
    case .tenant: return [("uact", 500_000_000 + akt), ("uakt", 10_000_000)]
    case .auditor: return [("uakt", 50_000_000)]
    case .program: return [("uakt", 1_500_000_000_000)]
    }
  }

  private func bank(_ question: ChainQuestion, _ path: [String]) throws(ChainError) -> JSONValue {
    switch path {
    case ["supply", "by_denom"]:
      let denomination = question["denom"] ?? ""
      let supply: UInt128 =
        denomination == "uakt" ? 290_000_000_000_000 : denomination == "uact" ? 2_000_000_000 : 0
      return .members(["amount": .coin(denomination, supply)])
    case ["params"]:
      return .members([
        "params": .members([
          "send_enabled": .array([
            .members(["denom": .string("uact"), "enabled": .bool(false)])
          ]),
          "default_send_enabled": .bool(true),
        ])
      ])
    case let path
    where path.count >= 2 && ["balances", "spendable_balances"].contains(path[0]):
      guard isAddress(path[1]) else { throw .invalid("invalid address: \(path[1])") }
      let all = balances(path[1])
      if path.count == 3, path[2] == "by_denom" {
        let denomination = question["denom"] ?? ""
        return .members([
          "balance": .coin(denomination, all.first { $0.0 == denomination }?.1 ?? 0)
        ])
      }
      guard path.count == 2 else { throw .notImplemented }
      return try ChainPage(question).answer("balances", count: all.count) {
        .coin(all[$0].0, all[$0].1)
      }
    default: throw .notImplemented
    }
  }

  // MARK: Governance

  private func gov(_ question: ChainQuestion, _ path: [String]) throws(ChainError) -> JSONValue {
    switch path {
    case ["proposals"]:
      return try ChainPage(question).answer("proposals", count: 1) { _ in proposal }
    case ["proposals", "1"]: return .members(["proposal": proposal])
    case let path where path.first == "proposals" && path.count == 2:
      throw .notFound("proposal \(path[1])")
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
