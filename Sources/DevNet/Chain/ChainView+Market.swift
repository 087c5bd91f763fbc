import Encoding
import Quantities

// Leases, bids, orders and deployments: each the same lease of a lane, seen from one side.
extension ChainView {
  /// All leases made by this height, in the order of deployments, by position.
  private var leaseCount: Int { world.lanes.count * Int(world.cycles(by: height)) }

  private func lease(at position: Int) -> Held? {
    let (cycle, number) = position.quotientAndRemainder(dividingBy: world.lanes.count)
    let plan = world.lease(world.lanes[number], cycle: Int64(cycle))
    return plan.state(at: height).map { (plan, $0) }
  }

  /// A lease of a deployment's number that is made by this height.
  private func lease(
    deployment text: String?
  ) throws(ChainError) -> Held? {
    guard let text else { return nil }
    guard let number = UInt64(text) else { throw .invalid("dseq is no number") }
    guard let plan = world.lease(deployment: number) else { return nil }
    return plan.state(at: height).map { (plan, $0) }
  }

  private func owner(of plan: LeasePlan) -> Address { world.providers[plan.lane.provider].owner }

  func marketModule(_ question: ChainQuestion, _ path: [String]) throws(ChainError) -> JSONValue {
    switch path {
    case ["leases", "list"]:
      return try list(question, "leases", state: { $0.1.rawValue }, entry: leaseTree)
    case ["bids", "list"]:
      return try list(
        question, "bids", isThere: hasBid, state: { bidState($0.1) }, entry: bidTree)
    case ["orders", "list"]:
      return try list(
        question, "orders", state: { $0.1 == .closed ? "closed" : "active" }, entry: orderTree)
    case ["leases", "info"]: return try info(question, "lease", leaseTree)
    case ["bids", "info"]: return try info(question, "bid", isThere: hasBid, bidTree)
    case ["orders", "info"]:
      return .members(["order": try info(question, "order", orderTree)])
    case ["params"]:
      return .members([
        "params": .members([
          "bid_min_deposit": .coin("uakt", 500_000), "order_max_bids": .number(20),
          "bid_min_deposits": .array([.coin("uakt", 500_000), .coin("uact", 500_000)]),
        ])
      ])
    default: throw .notImplemented
    }
  }

  /// A lease that is made by this height, and where it stands then.
  private typealias Held = (plan: LeasePlan, state: LeasePlan.State)

  private func list(
    _ question: ChainQuestion, _ name: String, isThere: (Held) -> Bool = { _ in true },
    state: (Held) -> String, entry: (Held) -> JSONValue
  ) throws(ChainError) -> JSONValue {
    if question["pagination.offset"].map({ $0 != "0" }) == true, question["filters.state"] == nil {
      throw .invalid("offset is not supported without a state filter")
    }
    let page = try ChainPage(question)
    // A deployment's number names its lease: nothing else is walked for it.
    let named = try lease(deployment: question["filters.dseq"])
    let isNamed = question["filters.dseq"] != nil
    let wanted = question["filters.provider"].map { world.provider(of: $0) }
    let lanes = wanted == nil ? world.lanes : (wanted ?? nil)?.nodes.flatMap(\.lanes) ?? []
    // Only what ended is of an earlier cycle than the one that runs.
    let cycles = Int(world.cycles(by: height))
    let first = question["filters.state"].map { $0 == "closed" } ?? true ? 0 : max(0, cycles - 1)
    let count = isNamed ? (named == nil ? 0 : 1) : lanes.count * (cycles - first)
    return page.answer(name, count: count, countsPage: true) { position in
      let held: Held?
      if isNamed {
        held = named
      } else {
        let (cycle, number) = position.quotientAndRemainder(dividingBy: lanes.count)
        let plan = world.lease(lanes[number], cycle: Int64(first + cycle))
        held = plan.state(at: height).map { (plan, $0) }
      }
      guard let held, isThere(held), matches(question, held.0),
        question["filters.state"].map({ $0 == state(held) }) ?? true
      else { return nil }
      return entry(held)
    }
  }

  private func matches(_ question: ChainQuestion, _ plan: LeasePlan) -> Bool {
    func equals(_ key: String, _ value: String) -> Bool {
      question["filters." + key].map { $0 == value } ?? true
    }
    return equals("owner", "\(plan.tenant)") && equals("provider", "\(owner(of: plan))")
      && equals("gseq", "1") && equals("oseq", "1") && equals("bseq", "0")
  }

  private func info(
    _ question: ChainQuestion, _ name: String, isThere: (Held) -> Bool = { _ in true },
    _ entry: (Held) -> JSONValue
  ) throws(ChainError) -> JSONValue {
    guard let held = try lease(deployment: question["id.dseq"]), isThere(held),
      question["id.owner"] == "\(held.0.tenant)",
      question["id.provider"].map({ $0 == "\(owner(of: held.0))" }) ?? true
    else { throw .notFound(name) }
    return entry(held)
  }

  // MARK: Forms

  private func id(_ plan: LeasePlan, of kind: String) -> JSONValue {
    var members = [
      JSONMember("owner", .string("\(plan.tenant)")), JSONMember("dseq", .text(plan.deployment)),
    ]
    if kind == "deployment" { return .object(members) }
    members.append(JSONMember("gseq", .number(1)))
    if kind == "group" { return .object(members) }
    members.append(JSONMember("oseq", .number(1)))
    if kind == "order" { return .object(members) }
    members.append(JSONMember("provider", .string("\(owner(of: plan))")))
    members.append(JSONMember("bseq", .number(0)))
    return .object(members)
  }

  private func leaseTree(_ held: Held) -> JSONValue {
    let (plan, state) = held
    let isOver = state == .closed || state == .insufficientFunds
    let isNoticed = plan.ending == .decommission && state != .active
    let notice = plan.closedAt - LeasePlan.noticeBlocks
    let reclamation: JSONValue =
      isNoticed
      ? .members([
        "window": .string("612s"), "started_at": .time(millis: world.blocks.millis(of: notice)),
        "deadline": .time(millis: world.blocks.millis(of: plan.closedAt)),
        "reason": .string("lease_closed_reason_decommission"),
      ]) : .null
    return .members([
      "lease": .members([
        "id": id(plan, of: "lease"), "state": .string(state.rawValue),
        "price": .decimalCoin("uact", scaled: plan.priceScaled),
        "created_at": .text(plan.createdAt),
        "closed_on": .text(isOver ? plan.closedAt : 0),
        "reason": .string(isOver ? plan.ending.rawValue : "lease_closed_invalid"),
        "reclamation": reclamation,
      ]),
      "escrow_payment": payment(held),
    ])
  }

  /// Whether the bid is still there: the chain forgets some of those that ended.
  private func hasBid(_ held: Held) -> Bool {
    held.1 != .closed
      || world.chance.below(
        5, .bidKept, UInt64(held.0.lane.number), UInt64(bitPattern: held.0.cycle)) > 0
  }

  private func bidState(_ state: LeasePlan.State) -> String {
    state == .closed ? "closed" : "active"
  }

  private func bidTree(_ held: Held) -> JSONValue {
    let (plan, state) = held
    return .members([
      "bid": .members([
        "id": id(plan, of: "bid"), "state": .string(bidState(state)),
        "price": .decimalCoin("uact", scaled: plan.priceScaled),
        "created_at": .text(plan.createdAt - 2),
        "resources_offer": .array([
          .members([
            "resources": resources(plan, asOrdered: false), "count": .number(1), "prices": .null,
          ])
        ]),
        "reclamation_window": .null,
      ]),
      "escrow_account": account(
        "bid", "\(plan.tenant)/\(plan.deployment)/1/1/\(owner(of: plan))", owner(of: plan),
        state == .closed ? "closed" : "open", "uakt", 500_000, plan.createdAt),
    ])
  }

  private func orderTree(_ held: Held) -> JSONValue {
    let (plan, state) = held
    return .members([
      "id": id(plan, of: "order"), "state": .string(state == .closed ? "closed" : "active"),
      "spec": groupSpec(plan), "created_at": .text(plan.createdAt - 4), "reclamation": .null,
    ])
  }

  /// What is leased; an order may name any model of the vendor where the bid names the one.
  private func resources(_ plan: LeasePlan, asOrdered: Bool) -> JSONValue {
    let lane = plan.lane
    let card = world.providers[lane.provider].nodes[lane.node].card
    var attributes: [JSONValue] = []
    if lane.gpus > 0, let card {
      let isWild = asOrdered && plan.deployment % 4 == 0
      attributes = [.attribute(isWild ? "vendor/\(card.vendor)/model/*" : card.order, "true")]
    }
    func amount(_ key: String, _ value: UInt64, _ attributes: [JSONValue] = []) -> JSONValue {
      .object([
        JSONMember(key, .members(["val": .text(value)])),
        JSONMember("attributes", .array(attributes)),
      ])
    }
    return .members([
      "id": .number(1), "cpu": amount("units", lane.milliCores),
      "memory": amount("quantity", lane.memoryBytes),
      "storage": .array([
        .members([
          "name": .string("default"),
          "quantity": .members(["val": .text(lane.storageBytes)]), "attributes": .array([]),
        ])
      ]),
      "gpu": amount("units", UInt64(lane.gpus), attributes),
      "endpoints": .array([
        .members(["kind": .string("SHARED_HTTP"), "sequence_number": .number(0)])
      ]),
    ])
  }

  private func groupSpec(_ plan: LeasePlan) -> JSONValue {
    .members([
      "name": .string("devnet"),
      "requirements": .members([
        "signed_by": .members(["all_of": .array([]), "any_of": .array([])]),
        "attributes": .array([]),
      ]),
      "resources": .array([
        .members([
          "resource": resources(plan, asOrdered: true), "count": .number(1),
          "price": .decimalCoin("uact", scaled: plan.priceScaled * 2),
        ])
      ]),
    ])
  }

  // MARK: Deployments

  func deploymentModule(
    _ question: ChainQuestion, _ path: [String]
  ) throws(ChainError) -> JSONValue {
    switch path {
    case ["deployments", "list"]:
      return try list(
        question, "deployments", state: { isOpen($0.1) ? "active" : "closed" },
        entry: deploymentTree)
    case ["deployments", "info"]: return try info(question, "deployment", deploymentTree)
    case ["groups", "info"]:
      return .members(["group": try info(question, "group", groupTree)])
    case ["params"]:
      return .members([
        "params": .members([
          "min_deposits": .array([.coin("uact", 500_000), .coin("uakt", 500_000)])
        ])
      ])
    default: throw .notImplemented
    }
  }

  private func isOpen(_ state: LeasePlan.State) -> Bool { state != .closed }

  private func groupTree(_ held: Held) -> JSONValue {
    .members([
      "id": id(held.0, of: "group"), "state": .string(isOpen(held.1) ? "open" : "closed"),
      "group_spec": groupSpec(held.0), "created_at": .text(held.0.createdAt - 4),
    ])
  }

  private func deploymentTree(_ held: Held) -> JSONValue {
    let plan = held.0
    let hash = (0..<4).flatMap { step in
      let bits = world.chance.bits(.attribute, plan.deployment, UInt64(step))
      return (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
    }
    return .members([
      "deployment": .members([
        "id": id(plan, of: "deployment"),
        "state": .string(isOpen(held.1) ? "active" : "closed"),
        "hash": .string(Base64.text(hash)), "created_at": .text(plan.createdAt - 4),
        "reclamation": .null,
      ]),
      "groups": .array([groupTree(held)]),
      "escrow_account": deploymentAccount(held),
    ])
  }

  // MARK: Escrow

  private func accountState(_ state: LeasePlan.State) -> String {
    switch state {
    case .closed: "closed"
    case .insufficientFunds: "overdrawn"
    case .active, .reclaiming: "open"
    }
  }

  private func deploymentAccount(_ held: Held) -> JSONValue {
    let (plan, state) = held
    // Enough for the whole lease, or for as long as it lasts where the money runs out.
    let blocks = UInt128(plan.closedAt - plan.createdAt)
    let spare: UInt128 = plan.ending == .insufficientFunds ? 0 : 5_000_000
    let left =
      plan.priceScaled * blocks / 1_000_000_000_000_000_000 + spare - plan.withdrawn(at: height)
    return account(
      "deployment", "\(plan.tenant)/\(plan.deployment)", plan.tenant, accountState(state), "uact",
      state == .closed ? 0 : left, plan.settled(at: height))
  }

  private func account(
    _ scope: String, _ xid: String, _ owner: Address, _ state: String, _ denomination: String,
    _ amount: UInt128, _ settledAt: Int64
  ) -> JSONValue {
    let scaled = amount * 1_000_000_000_000_000_000
    return .members([
      "id": .members(["scope": .string(scope), "xid": .string(xid)]),
      "state": .members([
        "owner": .string("\(owner)"), "state": .string(state),
        "transferred": .array([.decimalCoin(denomination, scaled: 0)]),
        "settled_at": .text(settledAt),
        "funds": .array([.decimalCoin(denomination, scaled: scaled)]),
        "deposits": .array([
          .members([
            "owner": .string("\(owner)"), "height": .text(settledAt),
            "source": .string("balance"),
            "balance": .decimalCoin(denomination, scaled: scaled),
          ])
        ]),
      ]),
    ])
  }

  private func payment(_ held: Held) -> JSONValue {
    let (plan, state) = held
    return .members([
      "id": .members([
        "aid": .members([
          "scope": .string("deployment"), "xid": .string("\(plan.tenant)/\(plan.deployment)"),
        ]),
        "xid": .string("1/1/\(owner(of: plan))"),
      ]),
      "state": .members([
        "owner": .string("\(owner(of: plan))"), "state": .string(accountState(state)),
        "rate": .decimalCoin("uact", scaled: plan.priceScaled),
        "balance": .decimalCoin("uact", scaled: 0),
        "unsettled": .decimalCoin("uact", scaled: 0),
        "withdrawn": .coin("uact", plan.withdrawn(at: height)),
      ]),
    ])
  }

  func escrowModule(_ question: ChainQuestion, _ path: [String]) throws(ChainError) -> JSONValue {
    let entry: (Held) -> JSONValue
    let name: String
    switch path {
    case ["types", "accounts"]: (name, entry) = ("accounts", deploymentAccount)
    case ["types", "payments"]: (name, entry) = ("payments", payment)
    default: throw .notImplemented
    }
    // An account's id names its lease, and only what ended is of an earlier cycle than the one that
    // runs: nothing else is walked.
    let account = question["xid"]?.split(separator: "/")
    let named = try lease(deployment: account.map { $0.count > 1 ? String($0[1]) : "0" })
    let first = question["state"] == "open" ? max(0, leaseCount - world.lanes.count) : 0
    let count = account == nil ? leaseCount - first : named == nil ? 0 : 1
    return try ChainPage(question).answer(name, count: count) { position in
      guard let held = account == nil ? lease(at: first + position) : named,
        question["state"].map({ $0 == accountState(held.state) }) ?? true,
        question["xid"].map({ $0.hasPrefix("\(held.plan.tenant)/\(held.plan.deployment)") }) ?? true
      else { return nil }
      return entry(held)
    }
  }
}
