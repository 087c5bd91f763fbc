import Evidence
import Policy
import Quantities

extension ObserverView {
  func proof(_ header: SegmentHeader) throws(SegmentRejection) -> [UInt8] {
    var descriptors = DescriptorList()
    var rows: [ProofRow] = []
    for script in world.proofs where script.observers?.contains(observer) ?? true {
      guard let number = number(ofPosition: script.provider) else { continue }
      for part in awake(script.span).flatMap(Self.days) {
        let key = part.start.date.text
        for device in script.devices {
          rows.append(
            ProofRow(
              provider: number.rawValue, node: script.node,
              descriptor: descriptors.index(of: script.descriptor), level: script.level,
              isAttested: script.isAttested, from: offset(part.start), to: offset(part.end),
              device: Invented.identity(device, key: key),
              host: Invented.identity(script.host, key: key)))
        }
      }
    }
    return try SegmentWriter.proof(
      header, descriptors: descriptors.descriptors, rows: Self.onePerKey(rows))
  }

  /// Of several rows of one device from the same second, the first.
  private static func onePerKey(_ rows: [ProofRow]) -> [ProofRow] {
    var kept: [ProofRow] = []
    for row in rows {
      let isNew = !kept.contains {
        $0.provider == row.provider && $0.from == row.from && $0.device == row.device
      }
      if isNew { kept.append(row) }
    }
    return kept
  }

  /// Identities are hashed under the key of their day, so that a row ends with the day.
  private static func days(_ span: TimeSpan) -> [TimeSpan] {
    var parts: [TimeSpan] = []
    var from = span.start
    while from < span.end {
      let midnight = from.later(Timestamp.secondsPerDay - from.secondOfDay)
      let to = min(midnight, span.end)
      parts.append(TimeSpan(from, to))
      from = to
    }
    return parts
  }

  func lease(_ header: SegmentHeader) throws(SegmentRejection) -> [UInt8] {
    var descriptors = DescriptorList()
    var rows: [LeaseRow] = []
    for script in world.leases {
      guard let number = number(ofPosition: script.provider) else { continue }
      let descriptor =
        script.descriptor.map { descriptors.index(of: $0) } ?? LeaseSegment.wildcardDescriptor
      for stage in stages(of: script) {
        rows.append(
          LeaseRow(
            lease: LeaseIdentifier(value: Invented.lease(script.name)), provider: number.rawValue,
            descriptor: descriptor,
            gpus: script.gpus + (script.misread.contains(observer) ? 1 : 0),
            from: offset(stage.span.start), to: offset(stage.span.end), state: stage.state,
            isAnswered: stage.isAnswered, denomination: script.isUSD ? .microDollars : .uakt,
            pricePerHourMicros: script.priceMicros))
      }
    }
    return try SegmentWriter.lease(header, descriptors: descriptors.descriptors, rows: rows)
  }

  private struct Stage {
    let span: TimeSpan
    let state: LeaseState
    let isAnswered: Bool
  }

  private func stages(of script: LeaseScript) -> [Stage] {
    let active = script.active
    let answered = script.answered.flatMap { $0.intersection(active) }
    let from = answered?.start ?? active.end
    let to = answered?.end ?? active.end
    let stages = [
      (TimeSpan(active.start.later(-script.bidSeconds), active.start), LeaseState.bid, false),
      (TimeSpan(active.start, from), .active, false),
      (TimeSpan(from, to), .active, true),
      (TimeSpan(to, active.end), .active, false),
      (TimeSpan(active.end, seconds: script.closedSeconds), .closed, false),
    ]
    return stages.flatMap { span, state, isAnswered in
      awake(span).filter { !$0.isEmpty }.map {
        Stage(span: $0, state: state, isAnswered: isAnswered)
      }
    }
  }

  func price(_ header: SegmentHeader) throws(SegmentRejection) -> [UInt8] {
    guard let script = world.prices else {
      return try SegmentWriter.price(header, sources: [], rows: [])
    }
    var rows: [PriceRow] = []
    let step = script.everySeconds
    for part in awake(stretch.span) {
      var time = part.start.later((step - part.start.seconds % step) % step)
      while time < part.end {
        for source in script.sources.indices {
          guard let price = script.price(at: time, source: source) else { continue }
          rows.append(PriceRow(at: offset(time), source: UInt16(source), price: price))
        }
        time = time.later(step)
      }
    }
    return try SegmentWriter.price(header, sources: script.sources, rows: rows)
  }
}
