import Evidence
import Policy
import Quantities

/// What one observer can say of one stretch of slots.
struct ObserverView {
  let world: WorldScript
  let observer: Int
  let stretch: SlotStretch
  /// The world's providers by their numbers in the program; those it does not know are left out.
  let numbered: [(number: ProviderIndex, position: Int)]
  /// Says the opposite of the first provider's state, as an equivocating observer would.
  let contradicts: Bool

  init(
    world: WorldScript, observer: Int, stretch: SlotStretch, roster: [Address], contradicts: Bool
  ) {
    self.world = world
    self.observer = observer
    self.stretch = stretch
    self.contradicts = contradicts
    numbered = roster.enumerated().compactMap { number, address in
      world.providers.firstIndex { $0.address == address }.map {
        (ProviderIndex(UInt32(number)), $0)
      }
    }
  }

  var off: [TimeSpan] { world.observers[observer].off }

  func segment(_ header: SegmentHeader) throws(SegmentRejection) -> [UInt8] {
    switch header.type {
    case .presence: try presence(header)
    case .proof: try proof(header)
    case .lease: try lease(header)
    case .price: try price(header)
    case .closing: try SegmentWriter.closing(header, rows: [])
    case .activity: try activity(header)
    }
  }

  /// The number of the provider at a position, if the program knows it.
  func number(ofPosition position: Int) -> ProviderIndex? {
    numbered.first { $0.position == position }?.number
  }

  /// The parts of a span that lie in the stretch and in which the observer was at work.
  func awake(_ span: TimeSpan) -> [TimeSpan] {
    guard let inside = span.intersection(stretch.span) else { return [] }
    var parts = [inside]
    for gap in off {
      parts = parts.flatMap { part -> [TimeSpan] in
        guard let common = part.intersection(gap) else { return [part] }
        return [TimeSpan(part.start, common.start), TimeSpan(common.end, part.end)]
          .filter { !$0.isEmpty }
      }
    }
    return parts
  }

  func offset(_ time: Timestamp) -> UInt32 { UInt32(time.seconds - stretch.start.seconds) }
}

/// Descriptors in the order in which rows first name them.
struct DescriptorList {
  private(set) var descriptors: [DeviceDescriptor] = []

  mutating func index(of descriptor: DeviceDescriptor) -> UInt16 {
    if let position = descriptors.firstIndex(of: descriptor) { return UInt16(position) }
    descriptors.append(descriptor)
    return UInt16(descriptors.count - 1)
  }
}
