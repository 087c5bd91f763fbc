/// What a provider is told about a node's report: one sentence per finding, with what to do.
public enum InventoryWording {
  /// The sentence of a finding on a node.
  public static func sentence(_ finding: InventoryFinding, node: String) -> String {
    "Node \(node): " + text(finding)
  }

  private static func text(_ finding: InventoryFinding) -> String {
    switch finding {
    case .quarantined(let resource, let field, let fault, let raw):
      "\(field.rawValue) \(unit(resource)) \"\(raw)\" \(cause(fault)); it is not credited and"
        + " earlier good values stay; restart the inventory service."
    case .cardsNull:
      "the list of GPUs is null, so that how many there are is unknown, neither 0 nor what was"
        + " there before; restart the inventory service."
    case .cardsNotDescribed(let counted, let described):
      "\(counted) GPUs are counted and \(described) described; the others are of unknown class"
        + " until their device ids are in the device table."
    case .cardsOutOfService(let counted, let described):
      "\(described) GPUs are described and \(counted) can be leased; check the unhealthy ones."
    case .card(let card, .unknown(let reason)):
      "GPU \(card): \(ClassWording.sentence(reason))"
    case .card(let card, _):
      "GPU \(card): this can be more than one class; report its memory and interface."
    case .device(let card, let finding):
      "GPU \(card): \(ClassWording.sentence(finding))"
    }
  }

  private static func unit(_ resource: InventoryResource) -> String {
    switch resource {
    case .cpu: "CPU cores"
    case .memory: "memory bytes"
    case .gpu: "GPUs"
    }
  }

  private static func cause(_ fault: InventoryFault) -> String {
    switch fault {
    case .unreadable: "are no quantity"
    case .negative: "are below zero"
    case .wrappedBelowZero: "are a negative number that lost its sign"
    case .aboveLimit(let limit): "are more than one node can have (\(limit))"
    case .notWhole: "are not whole"
    case .allocatedAboveAllocatable: "are leased, more than can be"
    case .allocatableAboveCapacity: "can be leased, more than are built in"
    case .tooManyCards(let count): "(\(count) described) are more than one node can have"
    }
  }
}
