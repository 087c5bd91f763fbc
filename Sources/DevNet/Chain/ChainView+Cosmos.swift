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
      let pool = ledger { $0.pool(at: height) }
      return .members([
        "pool": .array(pool.map { .decimalCoin($0.denomination, scaled: $0.scaled) })
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
    case ("gov", "v1"): return try governance(question, rest)
    case ("tx", "v1beta1"): return try transactions(question, rest)
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

  func block(_ height: Int64) -> JSONValue {
    func reference(_ height: Int64) -> JSONValue {
      .members([
        "hash": .string(Base64.text(digest("block", height))),
        "part_set_header": .members([
          "total": .number(1), "hash": .string(Base64.text(digest("parts", height))),
        ]),
      ])
    }
    let included: [JSONValue] = records(at: height).map {
      .string(Base64.text($0.transaction.bytes))
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
        "data": .members(["txs": .array(included)]),
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

  private func isAddress(_ text: String) -> Bool {
    (try? Address(text)).map { (try? Bech32.verifyAccount($0, prefix: "akash")) != nil } ?? false
  }

  private func account(_ address: Address, _ account: LedgerAccount) -> JSONValue {
    .members([
      "address": .string("\(address)"), "pub_key": account.key?.message.anyJSON ?? .null,
      "account_number": .text(account.number), "sequence": .text(account.sequence),
    ])
  }

  private func auth(_ question: ChainQuestion, _ path: [String]) throws(ChainError) -> JSONValue {
    guard path.count == 2, ["account_info", "accounts"].contains(path[0]) else {
      throw .notImplemented
    }
    guard isAddress(path[1]) else { throw .invalid("decoding bech32 failed: \(path[1])") }
    guard let address = try? Address(path[1]),
      let found = ledger({ $0.entry(address, at: height) }).account
    else { throw .notFound("account \(path[1])") }
    let tree = account(address, found)
    guard path[0] == "accounts", case .object(let members) = tree else {
      return .members(["info": tree])
    }
    let type = JSONMember("@type", .string("/cosmos.auth.v1beta1.BaseAccount"))
    return .members(["account": .object([type] + members)])
  }

  /// What an account has: coins in the order of their names.
  private func balances(_ text: String) -> [Coins.Coin] {
    guard let address = try? Address(text) else { return [] }
    return ledger { $0.entry(address, at: height) }.coins.all
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
          "balance": .coin(denomination, all.first { $0.denomination == denomination }?.amount ?? 0)
        ])
      }
      guard path.count == 2 else { throw .notImplemented }
      return try ChainPage(question).answer("balances", count: all.count) {
        .coin(all[$0].denomination, all[$0].amount)
      }
    default: throw .notImplemented
    }
  }
}
