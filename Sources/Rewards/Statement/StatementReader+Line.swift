import Policy
import Quantities

extension StatementReader {
  private static let limitUnits = Int64(Claim.limitUnits)
  private static let limitEpoch = Int64(Statement.limitCount)
  private static let limitSeconds = Timestamp.limitSeconds

  static func line(_ scanner: inout StatementScanner) throws(StatementError) -> StatementLine {
    try scanner.expect("{\"payee\":")
    let payee = try scanner.identifier(Address.self, "payee")
    try scanner.expect(",\"beneficiary\":")
    let beneficiary = try scanner.identifier(Beneficiary.self, "beneficiary")
    var line = StatementLine(key: LineKey(payee: payee, beneficiary: beneficiary))
    try scanner.expect(",\"earned\":")
    line.earnedMicros = try scanner.micros("earned")
    try scanner.expect(",\"correction\":")
    line.correctionMicros = try scanner.micros("correction")
    line.corrections = try corrections(&scanner)
    try scanner.expect(",\"takenBack\":")
    line.takenBackMicros = try scanner.integer("takenBack", 0...Amount.limitMicros)
    try scanner.expect(",\"held\":")
    line.heldMicros = try scanner.integer("held", 0...Amount.limitMicros)
    try scanner.expect(",\"accrued\":")
    line.accruedMicros = try scanner.micros("accrued")
    try scanner.expect(",\"vested\":")
    line.vestedMicros = try scanner.micros("vested")
    line.unvested = try unvested(&scanner)
    line.holds = try holds(&scanner)
    try scanner.expect(",\"uakt\":")
    line.uakt =
      scanner.skip("null") ? nil : try scanner.integer("uakt", 0...Amount.limitMicros)
    try scanner.expect(",\"uaktToDate\":")
    line.uaktToDate = try scanner.integer("uaktToDate", 0...Amount.limitMicros)
    try scanner.expect(",\"waiting\":")
    line.waitingMicros = try scanner.micros("waiting")
    try scanner.expect(",\"parts\":")
    var parts: [StatementPart] = []
    try scanner.array { (scanner) throws(StatementError) in parts.append(try part(&scanner)) }
    line.parts = parts
    try scanner.expect("}")
    return line
  }

  private static func corrections(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> [LineCorrection] {
    var entries: [LineCorrection] = []
    try scanner.expect(",\"corrections\":")
    try scanner.array { (scanner) throws(StatementError) in
      let start = scanner.position
      try scanner.expect("{\"epoch\":")
      let epoch = Int(try scanner.integer("epoch", 1...limitEpoch))
      try scanner.expect(",\"claim\":")
      let claim = try scanner.identifier(Label.self, "claim")
      try scanner.expect(",\"vests\":")
      let vests = try scanner.time("vests")
      try scanner.expect(",\"difference\":")
      let difference = try scanner.micros("difference")
      try scanner.expect(",\"amount\":")
      let micros = try scanner.micros("amount")
      try scanner.expect(",\"reason\":")
      let reason =
        scanner.skip("null")
        ? nil : try scanner.named("reason") { LineCorrection.Reason(code: $0) }
      try scanner.expect("}")
      if let last = entries.last, (last.epoch, last.claim) >= (epoch, claim) {
        throw .notAscending(offset: start, "corrections")
      }
      let isLoss = reason?.isLoss ?? false
      guard difference != 0, micros == (isLoss ? 0 : difference) else {
        throw .outOfBounds(offset: start, "correction")
      }
      entries.append(
        LineCorrection(
          epoch: epoch, claim: claim, vests: vests, differenceMicros: difference,
          micros: micros, reason: reason))
    }
    return entries
  }

  private static func unvested(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> [StatementLine.Unvested] {
    var entries: [StatementLine.Unvested] = []
    try scanner.expect(",\"unvested\":")
    try scanner.array { (scanner) throws(StatementError) in
      let start = scanner.position
      try scanner.expect("{\"claim\":")
      let claim = try scanner.identifier(Label.self, "claim")
      try scanner.expect(",\"vests\":")
      let vests = try scanner.time("vests")
      try scanner.expect(",\"amount\":")
      let micros = try scanner.integer("amount", 1...Amount.limitMicros)
      try scanner.expect("}")
      if let last = entries.last, (last.vests, last.claim) >= (vests, claim) {
        throw .notAscending(offset: start, "unvested amounts")
      }
      entries.append(StatementLine.Unvested(claim: claim, vests: vests, micros: micros))
    }
    return entries
  }

  private static func holds(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> [StatementLine.Hold] {
    var holds: [StatementLine.Hold] = []
    try scanner.expect(",\"holds\":")
    try scanner.array { (scanner) throws(StatementError) in
      let start = scanner.position
      try scanner.expect("{\"epoch\":")
      let epoch = Int(try scanner.integer("epoch", 1...limitEpoch))
      try scanner.expect(",\"claim\":")
      let claim = try scanner.identifier(Label.self, "claim")
      try scanner.expect(",\"vests\":")
      let vests = try scanner.time("vests")
      try scanner.expect(",\"reason\":")
      let reason = try scanner.named("reason") { code in
        PartReason(code: code).flatMap { $0.holds ? $0 : nil }
      }
      try scanner.expect(",\"amount\":")
      let micros = try scanner.integer("amount", 1...Amount.limitMicros)
      try scanner.expect("}")
      if let last = holds.last, (last.epoch, last.claim, last.vests) >= (epoch, claim, vests) {
        throw .notAscending(offset: start, "holds")
      }
      holds.append(
        StatementLine.Hold(
          epoch: epoch, claim: claim, vests: vests, reason: reason, micros: micros))
    }
    return holds
  }

  private static func part(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> StatementPart {
    try scanner.expect("{\"claim\":")
    let claim = try scanner.identifier(Label.self, "claim")
    try scanner.expect(",\"provider\":")
    let provider = try scanner.identifier(Address.self, "provider")
    try scanner.expect(",\"class\":")
    let gpuClass = scanner.skip("null") ? nil : try scanner.gpuClass()
    try scanner.expect(",\"units\":")
    let bounds = gpuClass == nil ? 0...0 : 1...limitUnits
    let units = Int(try scanner.integer("units", bounds))
    try scanner.expect(",\"amount\":")
    let micros = try scanner.integer("amount", 0...Amount.limitMicros)
    try scanner.expect(",\"weight\":")
    let weight = try scanner.decimalString("weight", limit: (1 << 127) - 1)
    try scanner.expect(",\"flags\":")
    var flags: [PartFlag] = []
    try scanner.array { (scanner) throws(StatementError) in
      flags.append(try scanner.named("flag") { PartFlag(rawValue: $0) })
    }
    try scanner.expect(",\"reasons\":")
    var reasons: [PartReason] = []
    try scanner.array { (scanner) throws(StatementError) in
      reasons.append(try scanner.named("reason") { PartReason(code: $0) })
    }
    try scanner.expect(",\"groups\":")
    var groups: [UnitGroup] = []
    try scanner.array { (scanner) throws(StatementError) in
      let start = scanner.position
      let group = try group(&scanner)
      let expected = groups.last.map { $0.first + $0.units } ?? 1
      guard group.first == expected else { throw .notAscending(offset: start, "groups") }
      groups.append(group)
    }
    guard groups.reduce(0, { $0 + $1.units }) == units else {
      throw .outOfBounds(offset: scanner.position, "units of groups")
    }
    var part = StatementPart(
      claim: claim, provider: provider, gpuClass: gpuClass, units: units, amountMicros: micros,
      weight: weight, flags: flags, reasons: reasons, groups: groups)
    let start = scanner.position
    if gpuClass == nil {
      try scanner.expect(",\"leases\":")
      part.leases = try leases(&scanner)
    } else if scanner.skip(",\"leases\":") {
      part.leases = try leases(&scanner)
      guard !part.leases.isEmpty else { throw .outOfBounds(offset: start, "leases") }
    }
    guard part.leases.isEmpty || Self.leased(part, by: gpuClass) else {
      throw .outOfBounds(offset: start, "amounts of leases")
    }
    try scanner.expect("}")
    return part
  }

  private static func group(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> UnitGroup {
    try scanner.expect("{\"first\":")
    let first = Int(try scanner.integer("first", 1...limitUnits))
    try scanner.expect(",\"units\":")
    let units = Int(try scanner.integer("units", 1...limitUnits))
    try scanner.expect(",\"seconds\":{")
    var seconds = KindSeconds()
    var isFirst = true
    for kind in SecondKind.allCases {
      guard scanner.skipKey(kind.name, isFirst: isFirst) else { continue }
      isFirst = false
      seconds[kind] = UInt64(try scanner.integer("seconds", 1...limitSeconds))
    }
    try scanner.expect("},\"uptime\":")
    let one = Int64(Ratio.ppmPerOne)
    let uptime = scanner.skip("null") ? nil : UInt32(try scanner.integer("uptime", 0...one))
    try scanner.expect(",\"factor\":")
    let factor = UInt32(try scanner.integer("factor", 0...one))
    try scanner.expect(",\"credit\":")
    let credit = UInt64(try scanner.integer("credit", 0...(limitSeconds * one)))
    try scanner.expect("}")
    return UnitGroup(
      first: first, units: units, seconds: seconds, uptimePPM: uptime, factorPPM: factor,
      credit: credit)
  }
}
