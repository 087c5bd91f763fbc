import Evidence
import Quantities

/// What an observer knows for sure: the fold of the records that lie safe in its spool.
struct ObserverState: Sendable {
  /// The most providers of a program.
  static let limitProviders: UInt64 = 1_000_000

  let numbering: SlotNumbering
  /// The memory for inventories that are not sealed.
  private var budget: InventoryBudget
  private(set) var secret: ObserverSecret
  /// By number, ascending.
  private(set) var pages: [PresencePage] = []
  private(set) var prices: [PriceNote] = []
  /// The slot of the earliest price.
  private(set) var earliestPrice: Int64?
  private(set) var leases = LeaseLedger()
  private(set) var closings = SortedMap<LeaseIdentifier, LeaseClosing>()
  /// Up to where leases were read.
  private(set) var leasesReadUntil: Timestamp?
  private(set) var blind = SlotRanges()
  /// Those of them in which the clock was wrong: nothing of them counts, prices neither.
  private(set) var clockBlind = SlotRanges()
  private(set) var sealed = SlotRanges()
  private(set) var chains: [ChainHead] = []
  private(set) var tickets: [TicketNote] = []
  private(set) var periods = SortedMap<Int64, PeriodStage>()

  /// One sample.
  struct PriceNote: Hashable, Sendable {
    let at: Timestamp
    let source: Label
    let price: Price18
  }

  /// A segment that is not yet delivered.
  struct TicketNote: Hashable, Sendable {
    let ticket: SegmentTicket
    var isPublished: Bool
  }

  /// What became of a record besides its being kept.
  enum Effect: Hashable, Sendable {
    case kept
    /// Its slot was decided, blind or sealed before.
    case passedOver
    /// The inventory was more than the provider's share.
    case inventoryTooLarge
    /// A lease's row, or its end, contradicts an earlier one.
    case contradicted
  }

  init(numbering: SlotNumbering, secret: ObserverSecret, limitInventoryBytes: Int) {
    self.numbering = numbering
    self.secret = secret
    budget = InventoryBudget(limitBytes: limitInventoryBytes)
  }

  /// Whether something is known of a provider in a slot, or nothing may be any more.
  func isDecided(_ provider: ProviderIndex, _ slot: Int64) -> Bool {
    page(holding: slot)?.isDecided(provider, slot) ?? false
  }

  private func page(holding slot: Int64) -> PresencePage? {
    pages.last { $0.slots.contains(slot) }
  }

  /// Takes in one record.
  mutating func apply(_ record: SpoolRecord) -> Effect {
    switch record {
    case .opened(let opening):
      secret = opening.secret
      (blind, clockBlind, sealed) = (SlotRanges(), SlotRanges(), SlotRanges())
      (chains, tickets, periods) = ([], [], SortedMap())
    case .chain(let head): advance(head)
    case .sealedBefore(let slots): sealed.insert(slots)
    case .ticket(let ticket, let isPublished):
      tickets.append(TicketNote(ticket: ticket, isPublished: isPublished))
    case .period(let start, let stage): periods[start] = stage
    case .blind(let slots, let reason):
      blind.insert(slots)
      if reason == .clock { clockBlind.insert(slots) }
    case .sealed(let slots, let sealedTickets): seal(slots, sealedTickets)
    case .published(let digest):
      for index in tickets.indices where tickets[index].ticket.digest == digest {
        tickets[index].isPublished = true
      }
    case .closed(let digest): tickets.removeAll { $0.ticket.digest == digest }
    case .leasesRead(let until): leasesReadUntil = max(leasesReadUntil ?? until, until)
    case .up, .down, .price, .lease, .closing: return applyOutcome(record)
    }
    return .kept
  }

  private mutating func applyOutcome(_ record: SpoolRecord) -> Effect {
    switch record {
    case .up(let provider, let slot, let mention):
      guard isOpen(slot) else { return .passedOver }
      let position = pagePosition(slot)
      let room = budget.room(for: provider)
      guard let taken = pages[position].up(provider, slot, mention, roomBytes: room) else {
        return .inventoryTooLarge
      }
      budget.take(taken, by: provider)
    case .down(let provider, let slot, let reason):
      guard isOpen(slot) else { return .passedOver }
      let position = pagePosition(slot)
      pages[position].down(provider, slot, reason)
    case .price(let at, let source, let price):
      let slot = numbering.slot(holding: at)
      let isTaken = prices.contains {
        $0.source == source && numbering.slot(holding: $0.at) == slot
      }
      guard isOpen(slot), !isTaken else { return .passedOver }
      prices.append(PriceNote(at: at, source: source, price: price))
      earliestPrice = min(earliestPrice ?? slot, slot)
    case .lease(let sighting):
      var effect = Effect.kept
      for part in unsealed(sighting.span) {
        var row = sighting
        row.span = part
        if !leases.add(row) { effect = .contradicted }
      }
      return effect
    case .closing(let closing):
      guard isOpen(numbering.slot(holding: closing.at)) else { return .passedOver }
      if let known = closings[closing.lease] { return known == closing ? .kept : .contradicted }
      closings[closing.lease] = closing
    default: break
    }
    return .kept
  }

  /// The earliest end of a lease.
  var earliestClosing: Timestamp? { closings.values.map(\.at).min() }

  private func isOpen(_ slot: Int64) -> Bool {
    numbering.isKnown(slot) && !sealed.contains(slot)
  }

  /// The parts of a span whose slots are not sealed.
  func unsealed(_ span: TimeSpan) -> [TimeSpan] {
    let slots = numbering.slot(holding: span.start)..<(numbering.slot(from: span.end))
    guard !slots.isEmpty, numbering.isKnown(slots.upperBound) else { return [] }
    var parts = [span]
    for range in sealed.intersection(slots) {
      parts = parts.flatMap { $0.without(numbering.span(range)) }
    }
    return parts
  }

  private mutating func pagePosition(_ slot: Int64) -> Int {
    let number = numbering.page(of: slot)
    if let position = pages.lastIndex(where: { $0.number == number }) { return position }
    let position = pages.firstIndex { $0.number > number } ?? pages.count
    pages.insert(
      PresencePage(number: number, slots: numbering.slots(ofPage: number)), at: position)
    return position
  }

  /// Forgets pages of which every slot is sealed.
  private mutating func dropPages(before slot: Int64) {
    let done = pages.filter { page in
      page.slots.lowerBound < slot
        && sealed.intersection(page.slots).reduce(0) { $0 + $1.count } == page.slots.count
    }
    for page in done {
      for (position, bytes) in page.inventoryBytes.enumerated() {
        budget.give(back: bytes, of: ProviderIndex(UInt32(position)))
      }
    }
    let numbers = Set(done.map(\.number))
    pages.removeAll { numbers.contains($0.number) }
  }

  private mutating func seal(_ slots: Range<Int64>, _ made: [SegmentTicket]) {
    sealed.insert(slots)
    dropPages(before: slots.upperBound)
    prices.removeAll { slots.contains(numbering.slot(holding: $0.at)) }
    earliestPrice = prices.map { numbering.slot(holding: $0.at) }.min()
    blind.remove(slots)
    clockBlind.remove(slots)
    if numbering.isKnown(slots.upperBound) {
      let span = numbering.span(slots)
      leases.remove(span)
      closings = SortedMap(
        zip(closings.keys, closings.values).filter { !span.contains($0.1.at) }
      ) { first, _ in first }
    }
    for ticket in made {
      tickets.append(TicketNote(ticket: ticket, isPublished: false))
      advance(
        ChainHead(
          key: ticket.key, type: ticket.type, sequence: ticket.sequence, digest: ticket.digest,
          end: .earliest))
    }
  }

  /// The chain of a key and type; nil: no segment of it is known.
  func chain(_ key: ObserverKey, _ type: SegmentType) -> ChainHead? {
    chains.first { $0.key == key && $0.type == type }
  }

  private mutating func advance(_ head: ChainHead) {
    guard let position = chains.firstIndex(where: { $0.key == head.key && $0.type == head.type })
    else { return chains.append(head) }
    var next = head
    next.end = max(head.end, chains[position].end)
    chains[position] = next
  }
}
