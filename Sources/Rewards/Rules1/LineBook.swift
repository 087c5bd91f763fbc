import Policy
import Quantities

/// Writes the lines: what came from before, what this epoch adds, and what is taken back.
///
///     earned = parts + correction − taken back
///     accrued = accrued before + earned = vested + Σ unvested + Σ holds
struct LineBook {
  private let context: CloseContext
  private let vesting: Vesting
  private let claims: ClaimIndex
  private let converter: Converter
  private let classes: [GPUClass]
  /// The sum of all lines' earned amounts.
  private(set) var earnedMicros: Int64 = 0
  private(set) var forfeitedMicros: Int64 = 0
  private(set) var refusedMicros: Int64 = 0
  private var entries: [Vesting.Entry] = []

  init(
    _ context: CloseContext, _ claims: ClaimIndex, _ vesting: Vesting
  ) throws(CloseRejection) {
    self.context = context
    self.vesting = vesting
    self.claims = claims
    converter = try Converter(context)
    classes = context.input.catalogue.entries.map(\.gpuClass)
  }

  mutating func lines(
    _ roll: LineRoll, by workforce: some Workforce
  ) throws(CloseRejection) -> [StatementLine] {
    let empty = self
    let parts = try workforce.share(roll.keys.count) { range throws(CloseRejection) in
      var book = empty
      return (lines: try book.lines(roll, range), book: book)
    }
    for part in parts {
      earnedMicros = try earnedMicros.plusMicros(part.book.earnedMicros)
      forfeitedMicros = try forfeitedMicros.plusMicros(part.book.forfeitedMicros)
      refusedMicros = try refusedMicros.plusMicros(part.book.refusedMicros)
    }
    return parts.count == 1 ? parts[0].lines : Array(parts.lazy.map(\.lines).joined())
  }

  private mutating func lines(
    _ roll: LineRoll, _ range: Range<Int>
  ) throws(CloseRejection) -> [StatementLine] {
    let before = context.input.previous.first?.lines ?? []
    var lines: [StatementLine] = []
    lines.reserveCapacity(range.count)
    for index in range {
      let position = roll.previous[index]
      lines.append(
        try line(
          roll.keys[index], roll, roll.members(index), roll.corrections(ofLine: index),
          before: position >= 0 ? before[position] : nil))
    }
    return lines
  }

  private mutating func line(
    _ key: LineKey, _ roll: LineRoll, _ members: Range<Int>,
    _ corrections: ArraySlice<CorrectionRoll.Entry>, before: StatementLine?
  ) throws(CloseRejection) -> StatementLine {
    var line = StatementLine(key: key)
    entries.removeAll(keepingCapacity: true)
    var refused: Int64 = 0
    var vested = before?.vestedMicros ?? 0
    if let before { refused = try carry(before) }
    for correction in corrections {
      vested = try vested.plusMicros(apply(correction))
      line.correctionMicros = try line.correctionMicros.plusMicros(correction.micros)
      line.corrections.append(written(correction))
    }
    var earned: Int64 = 0
    line.parts.reserveCapacity(members.count)
    for index in members {
      let outcome = roll.outcomes[index]
      try vesting.append(outcome, to: &entries)
      earned = try earned.plusMicros(outcome.amountMicros)
      if outcome.holdReason != nil {
        line.heldMicros = try line.heldMicros.plusMicros(outcome.amountMicros)
      }
      line.parts.append(part(outcome, roll.groups[outcome.groups]))
    }
    var forfeited: Int64 = 0
    for entry in entries where entry.micros > 0 {
      switch vesting.fate(entry) {
      case .forfeited: forfeited = try forfeited.plusMicros(entry.micros)
      case .vested: vested = try vested.plusMicros(entry.micros)
      case .waits: keep(entry, in: &line)
      }
    }
    line.settle()
    line.takenBackMicros = try forfeited.plusMicros(refused)
    line.earnedMicros = try earned.plusMicros(line.correctionMicros)
      .plusMicros(-line.takenBackMicros)
    line.accruedMicros = try (before?.accruedMicros ?? 0).plusMicros(line.earnedMicros)
    line.vestedMicros = vested
    precondition(line.isBalanced, "What a line accrued is vested, unvested or held.")
    try converter.convert(&line, before: before)
    earnedMicros = try earnedMicros.plusMicros(line.earnedMicros)
    forfeitedMicros = try forfeitedMicros.plusMicros(forfeited)
    refusedMicros = try refusedMicros.plusMicros(refused)
    return line
  }

  /// Takes over what the previous line lists; returns what reviews refuse of it.
  private mutating func carry(_ before: StatementLine) throws(CloseRejection) -> Int64 {
    var refused: Int64 = 0
    for entry in before.unvested {
      entries.append(
        Vesting.Entry(
          claim: try claims.position(of: entry.claim), vests: entry.vests, micros: entry.micros,
          hold: nil))
    }
    for hold in before.holds {
      var entry = Vesting.Entry(
        claim: try claims.position(of: hold.claim), vests: hold.vests, micros: hold.micros,
        hold: (hold.epoch, hold.reason))
      switch vesting.decision(entry) {
      case .refuse: refused = try refused.plusMicros(hold.micros)
      case .release:
        entry.hold = nil
        entries.append(entry)
      case nil: entries.append(entry)
      }
    }
    return refused
  }

  /// Makes a correction an entry, or lowers entries by it; returns what is left for `vested`.
  private mutating func apply(
    _ correction: CorrectionRoll.Entry
  ) throws(CloseRejection) -> Int64 {
    let own = entries.indices.filter { entries[$0].claim == correction.claim }
    guard correction.micros < 0 else {
      try add(correction, own)
      return 0
    }
    var lowered = own.filter { entries[$0].hold?.epoch == correction.epoch }
      .sorted { entries[$0].vests > entries[$1].vests }
    lowered += own.filter { entries[$0].hold == nil && entries[$0].vests == correction.vests }
    var left = -correction.micros
    for index in lowered {
      let part = min(left, entries[index].micros)
      entries[index].micros -= part
      left -= part
    }
    return -left
  }

  private mutating func add(
    _ correction: CorrectionRoll.Entry, _ own: [Int]
  ) throws(CloseRejection) {
    guard correction.micros > 0 else { return }
    var entry = Vesting.Entry(
      claim: correction.claim, vests: correction.vests, micros: correction.micros, hold: nil)
    if case .held(let reason) = correction.reason { entry.hold = (correction.epoch, reason) }
    // What is held already keeps its reason.
    let same = own.first { index in
      entry.hold != nil && entries[index].hold?.epoch == correction.epoch
        && entries[index].vests == correction.vests
    }
    guard let same else { return entries.append(entry) }
    entries[same].micros = try entries[same].micros.plusMicros(correction.micros)
  }

  private func written(_ correction: CorrectionRoll.Entry) -> LineCorrection {
    LineCorrection(
      epoch: correction.epoch, claim: context.claims[correction.claim].id,
      vests: correction.vests, differenceMicros: correction.differenceMicros,
      micros: correction.micros, reason: correction.reason)
  }

  private func keep(_ entry: Vesting.Entry, in line: inout StatementLine) {
    let claim = context.claims[entry.claim].id
    if let hold = entry.hold {
      line.holds.append(
        StatementLine.Hold(
          epoch: hold.epoch, claim: claim, vests: entry.vests, reason: hold.reason,
          micros: entry.micros))
    } else {
      line.unvested.append(
        StatementLine.Unvested(claim: claim, vests: entry.vests, micros: entry.micros))
    }
  }

  private func part(_ outcome: ClaimOutcome, _ groups: ArraySlice<UnitGroup>) -> StatementPart {
    let claim = outcome.claim
    // Leases are of no one class; rules 2 sets what they were in its place.
    let isActivity = context.claims[claim].kind == .activity
    return StatementPart(
      claim: context.claims[claim].id,
      provider: context.input.roster[context.claims[claim].provider.position],
      gpuClass: isActivity ? nil : classes[context.claims[claim].gpuClass.position],
      units: isActivity ? 0 : context.claims[claim].units, amountMicros: outcome.amountMicros,
      weight: outcome.weight, flags: outcome.flags.flags, reasons: outcome.reasons,
      groups: Array(groups))
  }
}

extension StatementLine {
  /// Brings unvested amounts and holds into their order, equal ones added.
  ///
  /// Amounts of one line add up to what it accrued, so that sums stay within bounds.
  fileprivate mutating func settle() {
    guard unvested.count > 1 || holds.count > 1 else { return }
    unvested.sort { left, right in
      left.vests == right.vests
        ? ByteOrder.compare(left.claim.bytes, right.claim.bytes) < 0 : left.vests < right.vests
    }
    var entries: [Unvested] = []
    for entry in unvested {
      if let last = entries.last, last.vests == entry.vests, last.claim == entry.claim {
        entries[entries.count - 1].micros += entry.micros
      } else {
        entries.append(entry)
      }
    }
    unvested = entries
    holds.sort { left, right in
      if left.epoch != right.epoch { return left.epoch < right.epoch }
      let claims = ByteOrder.compare(left.claim.bytes, right.claim.bytes)
      return claims != 0 ? claims < 0 : left.vests < right.vests
    }
    var kept: [Hold] = []
    for hold in holds {
      if let last = kept.last, last.epoch == hold.epoch, last.vests == hold.vests,
        last.claim == hold.claim
      {
        kept[kept.count - 1].micros += hold.micros
      } else {
        kept.append(hold)
      }
    }
    holds = kept
  }
}
