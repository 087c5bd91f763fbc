import Evidence
import Policy
import Quantities

extension StatementReader {
  private static let limitPrice = UInt128(1) << 127 - 1

  /// Leases are all that an activity pool's part is paid for, and no more than an epoch pool's is.
  static func leased(_ part: StatementPart, by gpuClass: GPUClass?) -> Bool {
    let sum = part.leases.reduce(Int128(0)) { $0 + Int128($1.amountMicros) }
    return gpuClass == nil
      ? sum == Int128(part.amountMicros) : sum <= Int128(part.amountMicros)
  }

  /// The leases of a part, ascending by lease and start.
  static func leases(_ scanner: inout StatementScanner) throws(StatementError) -> [PaidLease] {
    var leases: [PaidLease] = []
    try scanner.array { (scanner) throws(StatementError) in
      let start = scanner.position
      let lease = try lease(&scanner)
      if let last = leases.last,
        (last.lease, last.span.start) >= (lease.lease, lease.span.start)
      {
        throw .notAscending(offset: start, "leases")
      }
      leases.append(lease)
    }
    return leases
  }

  private static func lease(_ scanner: inout StatementScanner) throws(StatementError) -> PaidLease {
    let start = scanner.position
    try scanner.expect("{\"lease\":")
    let identifier = try scanner.leaseIdentifier()
    try scanner.expect(",\"from\":")
    let from = try scanner.time("from")
    try scanner.expect(",\"to\":")
    let to = try scanner.time("to")
    guard from < to, let span = try? TimeSpan(start: from, end: to) else {
      throw .outOfBounds(offset: start, "lease")
    }
    try scanner.expect(",\"with\":")
    let counterparty = try scanner.identifier(Address.self, "with")
    try scanner.expect(",\"gpus\":")
    let gpus = UInt32(try scanner.integer("gpus", 0...Int64(ActivitySegment.limitGPUs)))
    try scanner.expect(",\"cores\":")
    let cores = UInt32(try scanner.integer("cores", 0...Int64(ActivitySegment.limitMilliCores)))
    try scanner.expect(",\"price\":")
    let price =
      scanner.skip("null") ? nil : try scanner.decimalString("price", limit: limitPrice)
    try scanner.expect(",\"cost\":")
    let cost = UInt32(try scanner.integer("cost", 0...Int64(ActivitySegment.limitCostPPM)))
    try scanner.expect(",\"share\":")
    let share = UInt64(try scanner.integer("share", 0...Int64(Ratio.ppmPerOne)))
    try scanner.expect(",\"weight\":")
    let weight = try scanner.decimalString("weight", limit: limitPrice)
    try scanner.expect(",\"amount\":")
    let micros = try scanner.integer("amount", 0...Amount.limitMicros)
    try scanner.expect(",\"reason\":")
    let reason =
      scanner.skip("null") ? nil : try scanner.named("reason") { PartReason(code: $0) }
    try scanner.expect("}")
    return PaidLease(
      lease: identifier, span: span, counterparty: counterparty, gpus: gpus, milliCores: cores,
      pricePerHourMicros: price, costPPM: cost, sharePPM: share, weight: weight,
      amountMicros: micros, reason: reason)
  }
}

extension StatementScanner {
  /// Sixteen bytes as 32 lower-case hexadecimal digits.
  fileprivate mutating func leaseIdentifier() throws(StatementError) -> LeaseIdentifier {
    let start = position
    var value: UInt128 = 0
    let digits = try text()
    guard digits.count == 32 else { throw .malformed(offset: start, .digest) }
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt128(digit - 48)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt128(digit - 87)
      default: throw .malformed(offset: start, .digest)
      }
    }
    return LeaseIdentifier(value: value)
  }
}
