import Encoding

// Providers, what auditors signed of them, and their certificates.
extension ChainView {
  func providerModule(
    _ question: ChainQuestion, _ path: [String]
  ) throws(ChainError) -> JSONValue {
    guard path.first == "providers" else { throw .notImplemented }
    switch path.count {
    case 1:
      return try ChainPage(question).answer("providers", count: world.providers.count) {
        provider(world.providers[$0])
      }
    case 2:
      guard let plan = world.provider(of: path[1]) else {
        throw .notFound("invalid provider: address")
      }
      return .members(["provider": provider(plan)])
    default: throw .notImplemented
    }
  }

  private func provider(_ plan: ProviderPlan) -> JSONValue {
    .members([
      "owner": .string("\(plan.owner)"), "host_uri": .string(plan.hostURI),
      "attributes": attributes(of: plan),
      "info": .members(["email": .string(""), "website": .string("")]),
    ])
  }

  private func attributes(of plan: ProviderPlan) -> JSONValue {
    .array(plan.attributes.map { .attribute($0.key, $0.value) })
  }

  // MARK: Audits

  /// Whether an auditor signed a provider's attributes: the first signs most, the second few.
  private func isSigned(_ plan: ProviderPlan, by auditor: Int) -> Bool {
    let draw = world.chance.below(4, .attribute, UInt64(plan.position), UInt64(auditor))
    return auditor == 0 ? draw > 0 : draw == 0
  }

  /// What both auditors signed, in the order of providers.
  private func audit(_ number: Int) -> JSONValue? {
    let (position, auditor) = number.quotientAndRemainder(dividingBy: 2)
    let plan = world.providers[position]
    guard isSigned(plan, by: auditor) else { return nil }
    return .members([
      "owner": .string("\(plan.owner)"), "auditor": .string("\(world.auditors[auditor])"),
      "attributes": attributes(of: plan),
    ])
  }

  /// Every signature, whichever auditor is asked about: the chain ignores it here.
  func allAudits(_ question: ChainQuestion) throws(ChainError) -> JSONValue {
    try ChainPage(question).answer("providers", count: 2 * world.providers.count, audit)
  }

  func auditModule(_ question: ChainQuestion, _ path: [String]) throws(ChainError) -> JSONValue {
    guard path.starts(with: ["audit", "attributes"]) else { throw .notImplemented }
    switch Array(path.dropFirst(2)) {
    case ["list"]: return try allAudits(question)
    case let rest where rest.count == 2:
      let owner = rest[1] == "list" ? rest[0] : rest[1]
      let wanted =
        rest[1] == "list"
        ? [0, 1]
        : (0..<2).filter {
          "\(world.auditors[$0])" == rest[0]
        }
      let found =
        world.provider(of: owner).map { plan in
          wanted.compactMap { audit(2 * plan.position + $0) }
        } ?? []
      guard !found.isEmpty else { throw .notFound("provider attributes") }
      return .members(["providers": .array(found), "pagination": .null])
    default: throw .notImplemented
    }
  }

  // MARK: Certificates

  func certificateModule(
    _ question: ChainQuestion, _ path: [String]
  ) throws(ChainError) -> JSONValue {
    guard path == ["certificates", "list"] else { throw .notImplemented }
    let owner = question["filter.owner"]
    let plan = owner.map { world.provider(of: $0) }
    if owner != nil, plan == .some(nil) {
      return try ChainPage(question).answer("certificates", count: 0) { _ in nil }
    }
    let first = (plan ?? nil).map { 2 * $0.position } ?? 0
    let count = plan == nil ? 2 * world.providers.count : 2
    return try ChainPage(question).answer("certificates", count: count) {
      certificate(first + $0, question)
    }
  }

  /// Each owner has a valid one, and every third one before it that is revoked.
  private func certificate(_ number: Int, _ question: ChainQuestion) -> JSONValue? {
    let (position, age) = number.quotientAndRemainder(dividingBy: 2)
    guard age == 0 || position % 3 == 0 else { return nil }
    let plan = world.providers[position]
    let state = age == 0 ? "valid" : "revoked"
    if let wanted = question["filter.state"], wanted != state { return nil }
    let identity = age == 0 ? world.registeredIdentity(of: plan) : world.revokedIdentity(of: plan)
    if let serial = question["filter.serial"], serial != "\(identity.serial)" { return nil }
    return .members([
      "certificate": .members([
        "state": .string(state),
        "cert": .string(Base64.text(Array(identity.certificatePEM.utf8))),
        "pubkey": .string(Base64.text(Array(identity.publicKeyPEM.utf8))),
      ]),
      "serial": .text(identity.serial),
    ])
  }
}
