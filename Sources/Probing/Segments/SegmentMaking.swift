import Evidence
import Keys
import Policy
import Quantities

/// Makes the segments of a stretch from what lies safe in the spool.
struct SegmentMaking {
  let state: ObserverState
  let program: Quantities.Digest
  let roster: [Address]
  let slots: Range<Int64>
  let key: ObserverKey
  /// Rows for which their segment has no place.
  private(set) var droppedRows = 0

  init(
    state: ObserverState, program: Quantities.Digest, roster: [Address], slots: Range<Int64>,
    key: ObserverKey
  ) {
    self.state = state
    self.program = program
    self.roster = roster
    self.slots = slots
    self.key = key
  }

  /// The types of which an observer of this kind makes segments, in the order of their records.
  static let types: [SegmentType] = [.presence, .lease, .price, .closing, .activity]

  /// The file of a type; nil where there is nothing to say.
  mutating func draft(_ type: SegmentType) throws(SegmentRejection) -> SegmentDraft? {
    let bytes: [UInt8]?
    switch type {
    case .presence: bytes = try presence()
    case .lease: bytes = try lease()
    case .price: bytes = try price()
    case .closing: bytes = try closing()
    case .activity: bytes = try activity()
    case .proof: bytes = nil
    }
    return bytes.map { draft(type, $0) }
  }

  private var span: TimeSpan { state.numbering.span(slots) }

  /// Whether the log has a segment of these seconds that this spool knows nothing of.
  func isSealedElsewhere(_ type: SegmentType) -> Bool {
    (state.chain(key, type)?.end ?? .earliest) > span.start
  }

  private func presence() throws(SegmentRejection) -> [UInt8]? {
    let draft = PresenceDraft(state, slots: slots)
    guard let last = draft.rows.last else { return nil }
    let header = try header(.presence, providers: last.provider.position + 1)
    return try SegmentWriter.presence(header, descriptors: draft.devices, rows: draft.rows)
  }

  private mutating func lease() throws(SegmentRejection) -> [UInt8]? {
    let sightings = LeaseLedger.joined(sightings.map(\.withoutPayment))
    guard let highest = sightings.map(\.provider.position).max() else { return nil }
    let table = DeviceTable(Self.devicesByProvider(sightings))
    let rows = sightings.compactMap { row($0, table) }
    droppedRows += sightings.count - rows.count
    return try SegmentWriter.lease(
      try header(.lease, providers: highest + 1), descriptors: table.devices, rows: rows)
  }

  /// The devices of each provider's leases: one list each, so that a device counts once for each
  /// and nobody's tenants push out what others have by inventing names.
  private static func devicesByProvider(_ sightings: [LeaseSighting]) -> [[DeviceKey]] {
    var lists: [[DeviceKey]] = []
    var last: ProviderIndex?
    for sighting in sightings.sorted(by: { $0.provider < $1.provider }) {
      guard let key = sighting.device.flatMap({ DeviceKey($0) }) else { continue }
      if sighting.provider == last {
        lists[lists.count - 1].append(key)
      } else {
        lists.append([key])
        last = sighting.provider
      }
    }
    return lists
  }

  private var sightings: [LeaseSighting] {
    state.leases.rows(in: span).filter { $0.provider.position < roster.count }
  }

  private func closing() throws(SegmentRejection) -> [UInt8]? {
    let closings = state.closings.values
      .filter { span.contains($0.at) && $0.provider.position < roster.count }
    guard let highest = closings.map(\.provider.position).max() else { return nil }
    let rows = closings.map {
      ClosingRow(
        lease: $0.lease, provider: $0.provider.rawValue, at: offset($0.at), reason: $0.reason)
    }
    return try SegmentWriter.closing(try header(.closing, providers: highest + 1), rows: rows)
  }

  private mutating func activity() throws(SegmentRejection) -> [UInt8]? {
    let paid = sightings.filter { $0.state == .active && $0.payment != nil }
    guard let highest = paid.map(\.provider.position).max() else { return nil }
    let tenants = Array(
      Set(paid.compactMap { $0.payment?.tenant }).sorted().prefix(Int(UInt16.max)))
    let rows = paid.compactMap { sighting -> ActivityRow? in
      guard let payment = sighting.payment, let tenant = tenants.firstIndex(of: payment.tenant)
      else { return nil }
      return ActivityRow(
        lease: sighting.lease, provider: sighting.provider.rawValue, tenant: UInt16(tenant),
        gpus: sighting.gpus, milliCores: payment.milliCores, from: offset(sighting.span.start),
        to: offset(sighting.span.end), denomination: sighting.denomination,
        pricePerHourMicros: sighting.pricePerHourMicros, costPPM: payment.costPPM)
    }
    droppedRows += paid.count - rows.count
    return try SegmentWriter.activity(
      try header(.activity, providers: highest + 1), tenants: tenants, rows: rows)
  }

  /// Nil where the segment has no place for the device: no other may stand for it.
  private func row(_ sighting: LeaseSighting, _ table: DeviceTable) -> LeaseRow? {
    var descriptor = LeaseSegment.wildcardDescriptor
    if let device = sighting.device {
      guard let number = DeviceKey(device).flatMap({ table.number($0) }) else { return nil }
      descriptor = number
    }
    return LeaseRow(
      lease: sighting.lease, provider: sighting.provider.rawValue, descriptor: descriptor,
      gpus: sighting.gpus, from: offset(sighting.span.start), to: offset(sighting.span.end),
      state: sighting.state, isAnswered: sighting.isAnswered,
      denomination: sighting.denomination, pricePerHourMicros: sighting.pricePerHourMicros)
  }

  private func offset(_ time: Timestamp) -> UInt32 {
    UInt32(time.seconds - span.start.seconds)
  }

  private func price() throws(SegmentRejection) -> [UInt8]? {
    let notes = state.prices.filter {
      span.contains($0.at) && !state.clockBlind.contains(state.numbering.slot(holding: $0.at))
    }
    guard !notes.isEmpty else { return nil }
    let sources = Set(notes.map(\.source)).sorted()
    let rows = notes.compactMap { note -> PriceRow? in
      guard let source = sources.firstIndex(of: note.source) else { return nil }
      return PriceRow(at: offset(note.at), source: UInt16(source), price: note.price)
    }
    return try SegmentWriter.price(try header(.price, providers: 0), sources: sources, rows: rows)
  }

  /// A header whose roster is as long as the segment needs, so that it does not matter when it is
  /// made.
  private func header(_ type: SegmentType, providers: Int) throws(SegmentRejection) -> SegmentHeader
  {
    var hasher = Sha256()
    for address in roster.prefix(providers) {
      hasher.update(address.bytes + [UInt8(ascii: "\n")])
    }
    let chain = state.chain(key, type)
    return try SegmentHeader(
      type: type, program: program, observer: key, start: span.start,
      slotSeconds: state.numbering.slotSeconds, slotCount: slots.count,
      rosterSize: UInt32(providers), rosterDigest: hasher.digest(),
      sequence: chain.map { $0.sequence + 1 } ?? 0, previous: chain?.digest,
      salt: state.secret.salt(type: type.rawValue, start: span.start.seconds, key: key.bytes))
  }

  private func draft(_ type: SegmentType, _ bytes: [UInt8]) -> SegmentDraft {
    let chain = state.chain(key, type)
    return SegmentDraft(
      ticket: SegmentTicket(
        key: key, type: type, span: span, sequence: chain.map { $0.sequence + 1 } ?? 0,
        previous: chain?.digest, digest: Sha256.digest(of: bytes),
        lengthBytes: Int64(bytes.count)),
      bytes: bytes)
  }
}

extension LeaseSighting {
  /// What a `lease` segment says of it.
  fileprivate var withoutPayment: LeaseSighting {
    var row = self
    row.payment = nil
    return row
  }
}
