import Quantities

extension PolicyReader {
  /// `observation`, whose every key has a default.
  mutating func observation(_ program: PolicyObject) -> ObservationRule? {
    let standard = ObservationRule.standard
    if form == .written, program["observation"] == nil { return standard }
    guard let object = object(required(program, "observation"), PolicyKeys.observation) else {
      return nil
    }
    let limit = PolicyBounds.windowSeconds
    let slot = defaulted(object, "slot", standard.slotSeconds) {
      $0.seconds($1, in: 1...PolicyBounds.slotSeconds)
    }
    let grace = defaulted(object, "grace", standard.graceSeconds) { $0.seconds($1, in: 0...limit) }
    let quorum = defaulted(object, "quorum", standard.quorum) { $0.quorum($1) }
    let allowance = defaulted(object, "unobservedAllowance", standard.unobservedAllowance) {
      $0.ratio($1, limitPPM: Ratio.ppmPerOne)
    }
    let maintenance = defaulted(object, "maintenance", standard.maintenance) {
      $0.maintenance($1)
    }
    guard let slot, let grace, let quorum, let allowance, let maintenance else { return nil }
    return ObservationRule(
      slotSeconds: slot, graceSeconds: grace, quorum: quorum, unobservedAllowance: allowance,
      maintenance: maintenance)
  }

  private mutating func quorum(_ node: PolicyNode?) -> QuorumRule? {
    guard let object = object(node, PolicyKeys.quorum) else { return nil }
    let standard = ObservationRule.standard.quorum
    let bounds = 1...PolicyBounds.quorum
    let state = defaulted(object, "state", standard.state) { $0.count($1, in: bounds) }
    let count = defaulted(object, "count", standard.count) { $0.count($1, in: bounds) }
    let lease = defaulted(object, "lease", standard.lease) { $0.count($1, in: bounds) }
    let proof = defaulted(object, "proof", standard.proof) { $0.count($1, in: bounds) }
    guard let state, let count, let lease, let proof else { return nil }
    return QuorumRule(state: state, count: count, lease: lease, proof: proof)
  }

  private mutating func maintenance(_ node: PolicyNode?) -> MaintenanceRule? {
    guard let object = object(node, PolicyKeys.maintenance) else { return nil }
    let standard = ObservationRule.standard.maintenance
    let bounds = 0...PolicyBounds.windowSeconds
    let allowance = defaulted(object, "allowance", standard.allowanceSeconds) {
      $0.seconds($1, in: bounds)
    }
    let notice = defaulted(object, "notice", standard.noticeSeconds) { $0.seconds($1, in: bounds) }
    guard let allowance, let notice else { return nil }
    return MaintenanceRule(allowanceSeconds: allowance, noticeSeconds: notice)
  }

  /// `price`, whose every key has a default.
  mutating func priceWindow(_ program: PolicyObject) -> PriceWindowRule? {
    let standard = PriceWindowRule.standard
    if form == .written, program["price"] == nil { return standard }
    guard let object = object(required(program, "price"), PolicyKeys.price) else { return nil }
    let bounds = 1...PolicyBounds.samples
    let window = defaulted(object, "window", standard.windowSeconds) {
      $0.seconds($1, in: 1...PolicyBounds.windowSeconds)
    }
    let samples = defaulted(object, "minimumSamples", standard.minimumSamples) {
      $0.count($1, in: bounds)
    }
    let sources = defaulted(object, "minimumSources", standard.minimumSources) {
      $0.count($1, in: bounds)
    }
    guard let window, let samples, let sources else { return nil }
    return PriceWindowRule(windowSeconds: window, minimumSamples: samples, minimumSources: sources)
  }
}
