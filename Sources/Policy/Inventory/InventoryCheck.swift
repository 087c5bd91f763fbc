/// Separates what a node can have from what it cannot (O-44, O-45).
public struct InventoryCheck: Sendable {
  /// 2^63 thousandths and everything above were negative once.
  private static let wrappedMilli: UInt128 = 1 << 63

  /// The limits applied.
  public let limits: InventoryLimits
  let catalogue: GPUCatalogue

  /// Checks against these limits, with classes by this catalogue.
  public init(limits: InventoryLimits = InventoryLimits(), catalogue: GPUCatalogue) {
    self.limits = limits
    self.catalogue = catalogue
  }

  /// What a look at a node means.
  public func judge(_ look: InventoryLook) -> InventoryVerdict {
    var findings: [InventoryFinding] = []
    let cpu = resource(look.cpu, .cpu, &findings)
    let memory = resource(look.memory, .memory, &findings)
    let gpu = resource(look.gpu, .gpu, &findings)
    let cards = cards(look.cards, gpu, &findings)
    return InventoryVerdict(
      node: ASCIIText.excerpt(look.node), cpu: cpu, memory: memory, gpu: gpu, cards: cards,
      findings: findings)
  }

  /// A field's value after the checks that need no other field.
  public func judge(_ text: String?, _ resource: InventoryResource) -> FieldVerdict {
    guard let text else { return .unknown }
    let raw = ASCIIText.excerpt(text)
    let quantity: KubernetesQuantity
    do {
      quantity = try KubernetesQuantity(text)
    } catch {
      return .quarantined(fault(error, resource), raw: raw)
    }
    let limit = limits.limit(resource)
    guard quantity.milli <= UInt128(limit) * 1_000 else {
      return .quarantined(aboveLimit(quantity, resource), raw: raw)
    }
    if resource == .cpu { return .value(UInt64(quantity.milli)) }
    // Memory comes in thousandths of a byte at times; a GPU is whole or none.
    guard resource == .memory || quantity.milli % 1_000 == 0 else {
      return .quarantined(.notWhole, raw: raw)
    }
    return .value(UInt64(quantity.milli / 1_000))
  }

  private func fault(
    _ refusal: KubernetesQuantity.Refusal, _ resource: InventoryResource
  ) -> InventoryFault {
    switch refusal {
    case .malformed, .tooFine: .unreadable
    case .negative: .negative
    case .tooLarge: .aboveLimit(limits.limit(resource))
    }
  }

  /// Cores and GPUs wrap in units or in thousandths, memory in bytes.
  private func aboveLimit(
    _ quantity: KubernetesQuantity, _ resource: InventoryResource
  ) -> InventoryFault {
    let wrapped = resource == .memory ? Self.wrappedMilli * 1_000 : Self.wrappedMilli
    return quantity.milli >= wrapped ? .wrappedBelowZero : .aboveLimit(limits.limit(resource))
  }

  private func resource(
    _ look: ResourceLook, _ resource: InventoryResource, _ findings: inout [InventoryFinding]
  ) -> ResourceVerdict {
    let capacity = judge(look.capacity, resource)
    var allocatable = judge(look.allocatable, resource)
    var allocated = judge(look.allocated, resource)
    if let built = capacity.amount, built > 0, let leasable = allocatable.amount, leasable > built {
      allocatable = .quarantined(
        .allocatableAboveCapacity, raw: ASCIIText.excerpt(look.allocatable ?? ""))
    }
    if let leased = allocated.amount, let leasable = allocatable.amount, leased > leasable {
      allocated = .quarantined(
        .allocatedAboveAllocatable, raw: ASCIIText.excerpt(look.allocated ?? ""))
    }
    let fields: [(InventoryField, FieldVerdict)] = [
      (.capacity, capacity), (.allocatable, allocatable), (.allocated, allocated),
    ]
    for case (let field, .quarantined(let fault, let raw)) in fields {
      findings.append(.quarantined(resource, field: field, fault, raw: raw))
    }
    return ResourceVerdict(capacity: capacity, allocatable: allocatable, allocated: allocated)
  }
}
