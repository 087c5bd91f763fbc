import Quantities

/// One provider's inventory runs of all observers, cut to the span.
struct InventoryScratch {
  /// One run of one observer.
  struct Run {
    let observer: Int
    let from: Int
    let to: Int
    /// A class's number, or `DeviceIndex.noClass`.
    let code: UInt32
    let allocatable: UInt32
    /// Null or quarantined: whoever counts over it knows nothing.
    let isBad: Bool
    /// The position of the mask of slots in which its node is mixed, or −1.
    var mixed: Int
  }

  let slotCount: Int
  let words: Int
  /// Whether mixed nodes matter to anybody.
  let looksAtNodes: Bool
  private(set) var runs: [Run] = []
  /// Masks of `words` words each.
  private(set) var masks: [UInt64] = []
  /// The classes, ascending.
  private(set) var classes: [UInt32] = []
  /// Whether every run goes over the whole span and none is bad.
  private(set) var isConstant = true

  init(slotCount: Int, looksAtNodes: Bool) {
    self.slotCount = slotCount
    self.looksAtNodes = looksAtNodes
    words = SlotSet.wordCount(slotCount: slotCount)
  }

  mutating func removeAll() {
    runs.removeAll(keepingCapacity: true)
    masks.removeAll(keepingCapacity: true)
    classes.removeAll(keepingCapacity: true)
    isConstant = true
  }

  /// Adds a view's runs of its current row; `up` are the observer's words of that provider.
  mutating func add(
    _ view: inout PresenceView, provider: UInt32, up: ArraySlice<UInt64>,
    kinds: [TallyFinding.Kind?], findings: inout FindingLedger
  ) {
    let columns = view.segment.inventory
    let range = view.currentRuns()
    let bytes = view.segment.file.bytes.span.bytes
    var nodeStart = runs.count
    var nodeHere: UInt16?
    for index in range {
      let node = bytes.u16(columns.node + 2 * index)
      if node != nodeHere {
        if looksAtNodes { finishNode(from: nodeStart) }
        nodeStart = runs.count
        nodeHere = node
      }
      let from = max(Int(bytes.u16(columns.from + 2 * index)) + view.shift, 0)
      let to = min(Int(bytes.u16(columns.to + 2 * index)) + view.shift, slotCount)
      guard from < to else { continue }
      let descriptor = bytes.u16(columns.descriptor + 2 * index)
      let isNull = descriptor == PresenceSegment.nullDescriptor
      let allocatable = bytes.u32(columns.allocatable + 4 * index)
      let isImpossible = Self.isImpossible(
        capacity: bytes.u32(columns.capacity + 4 * index), allocatable: allocatable,
        allocated: bytes.u32(columns.allocated + 4 * index))
      let code = isNull ? DeviceIndex.noClass : view.codes[Int(descriptor)]
      let isBad = isNull || isImpossible
      if isBad || from > 0 || to < slotCount { isConstant = false }
      if code != DeviceIndex.noClass { insert(code) }
      runs.append(
        Run(
          observer: view.observer, from: from, to: to, code: code, allocatable: allocatable,
          isBad: isBad, mixed: -1))
      guard isBad || code == DeviceIndex.noClass else { continue }
      let slots = SlotSet(from..<to, slotCount: slotCount)
        .intersection(SlotSet(words: up, slotCount: slotCount))
      if isNull {
        findings.add(.inventoryNull, provider: provider, slots: slots)
        continue
      }
      let device = view.devices[Int(descriptor)]
      if isImpossible {
        findings.add(.inventoryImpossible, provider: provider, device: device, slots: slots)
      }
      if let kind = kinds[device] {
        findings.add(kind, provider: provider, device: device, slots: slots)
      }
    }
    if looksAtNodes { finishNode(from: nodeStart) }
  }

  /// More than 16 GPUs on a node, or more in use than offered, or offered than there (O-44).
  static func isImpossible(capacity: UInt32, allocatable: UInt32, allocated: UInt32) -> Bool {
    allocatable > 16 || capacity > 16 || allocated > allocatable
      || (capacity != 0 && allocatable > capacity)
  }

  private mutating func insert(_ code: UInt32) {
    var position = classes.count
    while position > 0, classes[position - 1] > code { position -= 1 }
    if position > 0, classes[position - 1] == code { return }
    classes.insert(code, at: position)
  }

  /// Marks the slots in which two or more classes are on the node whose runs begin there.
  private mutating func finishNode(from start: Int) {
    var codes: [UInt32] = []
    for run in runs[start...] where run.allocatable > 0 && !codes.contains(run.code) {
      codes.append(run.code)
    }
    guard codes.count > 1 else { return }
    var once = SlotSet(slotCount: slotCount)
    var twice = SlotSet(slotCount: slotCount)
    for code in codes {
      var cover = SlotSet(slotCount: slotCount)
      for run in runs[start...] where run.allocatable > 0 && run.code == code {
        cover.insert(run.from..<run.to)
      }
      twice.formUnion(once.intersection(cover))
      once.formUnion(cover)
    }
    guard !twice.isEmpty else { return }
    let mask = masks.count / words
    masks += twice.words
    for index in start..<runs.count { runs[index].mixed = mask }
  }

  /// Adds the slots at which a node begins or ceases to be mixed.
  func insertMaskEdges(into edges: inout SlotSet) {
    for mask in 0..<masks.count / max(words, 1) {
      let slots = SlotSet(
        words: masks[mask * words..<(mask + 1) * words], slotCount: slotCount)
      for range in slots.ranges {
        edges.insert(range.lowerBound)
        if range.upperBound < slotCount { edges.insert(range.upperBound) }
      }
    }
  }

  /// Whether a mask has a slot.
  func mask(_ mask: Int, has slot: Int) -> Bool {
    masks[mask * words + slot / 64] >> UInt64(slot % 64) & 1 == 1
  }
}
