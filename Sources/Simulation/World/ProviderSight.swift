import Evidence
import Policy
import Quantities

/// What one observer saw of one provider in one stretch of slots.
struct ProviderSight: Equatable, Sendable {
  enum State: Equatable, Sendable {
    case up
    case down(DownReason)
    case unseen
  }

  /// The counts of one description on one node; nil where this says nothing there.
  struct Inventory: Equatable, Sendable {
    let node: UInt16
    /// nil: the node's inventory was null.
    let descriptor: DeviceDescriptor?
    var counts: StepFunction<DeviceCounts?>
  }

  let states: StepFunction<State>
  let inventory: [Inventory]

  init(_ provider: ProviderScript, observer: Int, off: [TimeSpan], over stretch: SlotStretch) {
    let spells = provider.spells.filter {
      $0.isSeen(by: observer) && $0.span.overlaps(stretch.span)
    }
    var states = StepFunction<State>(slotCount: stretch.slotCount, .unseen)
    states.paint(stretch.slots(of: provider.watched), .up)
    for spell in spells {
      let slots = stretch.slots(of: spell.span)
      switch spell.sight {
      case .up: states.paint(slots, .up)
      case .down(let reason): states.paint(slots, .down(reason))
      case .unseen: states.paint(slots, .unseen)
      case .inventoryNull, .inventoryAbsent, .counts: break
      }
    }
    for span in off { states.paint(stretch.slots(of: span), .unseen) }
    self.states = states
    inventory = provider.nodes.flatMap { Self.inventory(of: $0, spells, stretch) }
  }

  /// Whether there is anything to say.
  var isEmpty: Bool { states.runs.allSatisfy { $0.value == .unseen } }

  private static func inventory(
    of node: NodeScript, _ spells: [Spell], _ stretch: SlotStretch
  ) -> [Inventory] {
    var null = StepFunction<DeviceCounts?>(slotCount: stretch.slotCount, nil)
    var groups = node.groups.map {
      Inventory(
        node: node.number, descriptor: $0.descriptor,
        counts: StepFunction(slotCount: stretch.slotCount, $0.counts))
    }
    for spell in spells {
      let slots = stretch.slots(of: spell.span)
      switch spell.sight {
      case .inventoryNull(let number) where number == nil || number == node.number:
        null.paint(slots, DeviceCounts(0))
        for position in groups.indices { groups[position].counts.paint(slots, nil) }
      case .inventoryAbsent:
        null.paint(slots, nil)
        for position in groups.indices { groups[position].counts.paint(slots, nil) }
      case .counts(node.number, let group, let counts):
        null.paint(slots, nil)
        groups[group].counts.paint(slots, counts)
      default: break
      }
    }
    return groups + [Inventory(node: node.number, descriptor: nil, counts: null)]
  }
}
