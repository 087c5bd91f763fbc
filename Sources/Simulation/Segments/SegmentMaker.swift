import Evidence
import Keys
import Policy
public import Quantities

/// Writes what each observer of a world saw as segments, one counter per observer and type.
public struct SegmentMaker: Sendable {
  private struct Chain: Sendable {
    var sequence: UInt64 = 0
    var previous: Digest?
  }

  /// The world that is watched.
  public let world: WorldScript
  let slotSeconds: Int64
  private var chains: [[Chain]]

  /// Watches a world in slots of a length.
  public init(_ world: WorldScript, slotSeconds: Int64) {
    self.world = world
    self.slotSeconds = slotSeconds
    chains = Array(
      repeating: Array(repeating: Chain(), count: SegmentType.allCases.count),
      count: world.observers.count)
  }

  /// The file of an order, with the fault that the script gives it.
  ///
  /// `isSecond`: another file for the same slots, which says something else.
  public mutating func make(
    _ order: SegmentOrder, program: Digest, roster: [Address], fault: SegmentFault.Kind? = nil,
    isSecond: Bool = false
  ) -> MadeSegment {
    let type = order.type
    let observer = world.observers[order.observer]
    let chain = chains[order.observer][Int(type.rawValue)]
    let lines = roster.flatMap { $0.bytes + [UInt8(ascii: "\n")] }
    let stretch = SlotStretch(order.span, slotSeconds: slotLength(order, fault))
    let header = sound(
      try SegmentHeader(
        type: type,
        program: fault == .otherProgram ? Invented.digest("program", "another") : program,
        observer: observer.key, start: stretch.start, slotSeconds: stretch.slotSeconds,
        slotCount: stretch.slotCount, rosterSize: UInt32(roster.count),
        rosterDigest: fault == .wrongRoster
          ? Invented.digest("roster", "another") : Sha256.digest(of: lines),
        sequence: chain.sequence, previous: chain.previous,
        salt: Invented.salt("\(observer.name) \(type.name) \(chain.sequence) \(isSecond)")))
    let view = ObserverView(
      world: world, observer: order.observer, stretch: stretch, roster: roster,
      contradicts: isSecond)
    var bytes = sound(try view.segment(header))
    if fault == .cut { bytes.removeLast(min(bytes.count, 3)) }
    let digest = Sha256.digest(of: bytes)
    chains[order.observer][Int(type.rawValue)] = Chain(
      sequence: chain.sequence + 1, previous: digest)
    return MadeSegment(
      observer: observer.key, type: type, span: order.span, sequence: chain.sequence,
      digest: digest, publishedLength: Int64(bytes.count) + (fault == .wrongLength ? 1 : 0),
      bytes: bytes)
  }

  /// The fault of the file that covers a moment.
  public func fault(of order: SegmentOrder) -> SegmentFault.Kind? {
    world.observers[order.observer].faults
      .first { $0.type == order.type && order.span.contains($0.moment) }?.kind
  }

  /// Twice the length where the fault asks for it and the span allows it.
  private func slotLength(_ order: SegmentOrder, _ fault: SegmentFault.Kind?) -> Int64 {
    let double = slotSeconds * 2
    let fits = order.span.seconds % double == 0 && order.span.start.seconds % double == 0
    return fault == .wrongSlot && fits ? double : slotSeconds
  }
}
