import Encoding
import Quantities

extension PolicyReader {
  /// The whole policy; `nil` when anything in it could not be read.
  mutating func program(_ tree: PolicyTree) -> ProgramPolicy? {
    let root = PolicyNode(tree: tree, path: .root)
    guard let object = object(root, programKeys(of: tree)) else { return nil }
    version(required(object, "stipend"), latest: 1)
    let name = label(required(object, "name"))
    let network = label(required(object, "network"))
    let rules = version(required(object, "rules"), latest: ProgramPolicy.latestRules)
    self.rules = rules ?? ProgramPolicy.latestRules
    let window = span(required(object, "window"))
    let budget = budget(required(object, "budget"))
    let observation = observation(object)
    let price = priceWindow(object)
    let payouts = payouts(required(object, "payouts"))
    let treasury = treasury(object["treasury"])
    let market = market(object)
    let targets = listOrEmpty(object, "targets") { $0.target($1) }
    let pools = list(required(object, "pools"), limit: PolicyBounds.pools) { reader, node in
      reader.pool(node, window: window, budget: budget)
    }
    let order = order(object, pools: pools ?? [])
    let acceptances = listOrEmpty(object, "acceptances") { $0.acceptance($1) }
    let declared = declared(object)
    guard errors.isEmpty, let name, let network, let rules, let window, let budget, let observation,
      let price, let payouts, let market, let targets, let pools, let order, let acceptances
    else { return nil }
    return ProgramPolicy(
      name: name, network: network, rules: rules, window: window, budget: budget,
      observation: observation, price: price, payouts: payouts, treasury: treasury,
      order: order,
      market: market, targets: targets, pools: pools, acceptances: acceptances, declared: declared)
  }

  /// `treasury` is no key of a canonical policy that has none, so that those of before keep their
  /// bytes.
  private func programKeys(of tree: PolicyTree) -> [String] {
    if form == .canonical, case .map(let members) = tree,
      !members.contains(where: { $0.key.utf8.elementsEqual("treasury".utf8) })
    {
      return PolicyKeys.program.filter { $0 != "treasury" }
    }
    return PolicyKeys.program
  }

  @discardableResult
  private mutating func version(_ node: PolicyNode?, latest: Int) -> Int? {
    guard let node, let number = wholeNumber(node) else { return nil }
    guard number >= 1, number <= latest else {
      report(.unsupportedVersion(known: latest), at: node)
      return nil
    }
    return Int(number)
  }

  private mutating func budget(_ node: PolicyNode?) -> BudgetRule? {
    guard let object = object(node, PolicyKeys.budget) else { return nil }
    let amount = money(required(object, "amount"))
    let basis = choice(required(object, "basis"), BudgetRule.Basis.self)
    guard let amount, let basis else { return nil }
    return BudgetRule(amount: amount, basis: basis)
  }

  private mutating func payouts(_ node: PolicyNode?) -> PayoutRule? {
    guard let object = object(node, PolicyKeys.payouts) else { return nil }
    let hold = duration(required(object, "hold"))
    let first = time(required(object, "first"))
    let every = duration(required(object, "every"))
    guard let hold, let first, let every else { return nil }
    return PayoutRule(hold: hold, first: first, every: every)
  }

  private mutating func target(_ node: PolicyNode) -> Target? {
    guard let object = object(node, PolicyKeys.target) else { return nil }
    let name = label(required(object, "name"))
    let pattern = pattern(required(object, "class"))
    let units = count(required(object, "units"), in: 1...PolicyBounds.units)
    let by = time(object["by"])
    guard let name, let pattern, let units else { return nil }
    return Target(name: name, pattern: pattern, units: units, by: by)
  }

  private mutating func acceptance(_ node: PolicyNode) -> Acceptance? {
    guard let object = object(node, PolicyKeys.acceptance) else { return nil }
    let finding = freeText(required(object, "finding"))
    let role = freeText(required(object, "role"))
    let why = freeText(required(object, "why"))
    let date = date(required(object, "date"))
    let figures = digest(required(object, "figures"))
    guard let finding, let role, let why, let date, let figures else { return nil }
    return Acceptance(finding: finding, role: role, why: why, date: date, figures: figures)
  }

  /// Claim order: committed, then research, epoch and activity pools, unless stated.
  private mutating func order(_ object: PolicyObject, pools: [PoolPolicy]) -> [Label]? {
    if form == .written, object["order"] == nil {
      let kinds: [PoolPolicy.Kind] = [.committed, .research, .epoch, .activity]
      return kinds.flatMap { kind in pools.filter { $0.kind == kind }.map(\.name) }
    }
    return list(required(object, "order"), limit: PolicyBounds.pools) { $0.label($1) }
  }

  private mutating func market(_ object: PolicyObject) -> MarketAssumptions? {
    if form == .written, object["market"] == nil {
      return MarketAssumptions(rents: [], arbitrageMultiple: .one, dailyVolume: nil, akt: nil)
    }
    guard let market = self.object(required(object, "market"), PolicyKeys.market) else {
      return nil
    }
    let rents = listOrEmpty(market, "rents") { $0.rent($1, in: .usd) }
    let multiple = defaulted(market, "arbitrageMultiple", Ratio.one) { $0.ratio($1) }
    let volume = volume(market["dailyVolume"])
    let akt = price(market["akt"])
    guard let rents, let multiple else { return nil }
    return MarketAssumptions(
      rents: rents, arbitrageMultiple: multiple, dailyVolume: volume, akt: akt)
  }

  mutating func rent(_ node: PolicyNode, in currency: Currency) -> MarketRent? {
    guard let object = object(node, PolicyKeys.rent) else { return nil }
    let pattern = pattern(required(object, "class"))
    let perHour = amount(required(object, "perHour"), in: currency)
    guard let pattern, let perHour else { return nil }
    return MarketRent(pattern: pattern, perHourMicros: perHour)
  }

  private mutating func volume(_ node: PolicyNode?) -> VolumeRange? {
    guard let object = object(node, PolicyKeys.volume) else { return nil }
    let low = amount(required(object, "low"), in: .usd)
    let high = amount(required(object, "high"), in: .usd)
    guard let low, let high else { return nil }
    return VolumeRange(lowMicros: low, highMicros: high)
  }

  private mutating func declared(_ object: PolicyObject) -> DeclaredText {
    guard let member = object.members.first(where: { $0.key.utf8.elementsEqual("declared".utf8) })
    else { return DeclaredText(json: Array("null".utf8)) }
    var writer = JSONWriter()
    write(
      PolicyNode(tree: member.value, path: .member(object.path, "declared")), into: &writer)
    return DeclaredText(json: writer.finish())
  }

  /// Declared values keep their shape; a YAML scalar without quotes is a number, truth or null only
  /// where it is written as JSON would write it, so that `1.690` or `007` stay the texts they are.
  private mutating func write(_ node: PolicyNode, into writer: inout JSONWriter) {
    switch node.tree {
    case .null: writer.null()
    case .bool(let truth): writer.bool(truth)
    case .integer(let number): writer.integer(number)
    case .text(let text): writer.string(text)
    case .plain(let text): write(plain: text, into: &writer)
    case .list(let elements):
      writer.beginArray()
      for (index, element) in elements.enumerated() {
        write(PolicyNode(tree: element, path: .element(node.path, index)), into: &writer)
      }
      writer.endArray()
    case .map(let members):
      writer.beginObject()
      var seen: Set<[UInt8]> = []
      for member in members {
        let path = JSONPath.member(node.path, member.key)
        guard seen.insert(Array(member.key.utf8)).inserted else {
          report(.duplicateKey, at: path)
          continue
        }
        writer.key(text: member.key)
        write(PolicyNode(tree: member.value, path: path), into: &writer)
      }
      writer.endObject()
    }
  }

  private func write(plain text: String, into writer: inout JSONWriter) {
    switch text {
    case "", "~", "null": writer.null()
    case "true": writer.bool(true)
    case "false": writer.bool(false)
    default:
      if let number = try? DecimalText.integer(text, scale: 0) {
        writer.integer(number)
      } else {
        writer.string(text)
      }
    }
  }
}
