import Quantities

extension ClassPattern {
  /// Whether every class that the other means is meant.
  func covers(_ other: ClassPattern) -> Bool {
    (vendor == nil || vendor == other.vendor) && (model == nil || model == other.model)
      && (memoryGB == nil || memoryGB == other.memoryGB)
      && (interface == nil || interface == other.interface)
  }

  /// Whether there can be a class that both mean.
  func overlaps(_ other: ClassPattern) -> Bool {
    func agree<Part: Equatable>(_ left: Part?, _ right: Part?) -> Bool {
      guard let left, let right else { return true }
      return left == right
    }
    return agree(vendor, other.vendor) && agree(model, other.model)
      && agree(memoryGB, other.memoryGB) && agree(interface, other.interface)
  }

  /// Whether every class is meant.
  var isEverything: Bool {
    vendor == nil && model == nil && memoryGB == nil && interface == nil
  }
}

extension EligibilityRule {
  /// Why no class of the pattern can be admitted, as far as the rule's own words tell.
  func refusal(of pattern: ClassPattern) -> String? {
    if let vendor = pattern.vendor, let vendors, !vendors.contains(vendor) { return "vendor" }
    if let memory = pattern.memoryGB, let minimumMemoryGB, memory < minimumMemoryGB {
      return "memory below \(minimumMemoryGB) GB"
    }
    if let refused = refuse.first(where: { $0.covers(pattern) }) {
      return "\(refused.text) is refused"
    }
    if !admit.isEmpty, !admit.contains(where: { $0.overlaps(pattern) }) { return "not admitted" }
    return nil
  }
}
