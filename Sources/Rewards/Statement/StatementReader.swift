import Policy
public import Quantities

/// Reads a statement's bytes back, strictly: only what `StatementWriter` writes is a statement.
public enum StatementReader {
  private static let limitCount = Int64(Statement.limitCount)

  /// A statement and the root that its file states.
  public struct Reading: Sendable {
    /// The statement.
    public let statement: Statement
    /// The root as stated.
    public let root: Digest
    /// Where each line stands in the file.
    public let lines: [Range<Int>]
  }

  /// Reads and checks form, bounds, order and sums; the root is checked by `read(_:hash:)`.
  public static func read(_ bytes: [UInt8]) throws(StatementError) -> Reading {
    var scanner = StatementScanner(bytes)
    var statement = try head(&scanner)
    var ranges: [Range<Int>] = []
    try scanner.expect(",\"lines\":")
    var lines: [StatementLine] = []
    try scanner.array { (scanner) throws(StatementError) in
      let start = scanner.position
      let line = try Self.line(&scanner)
      if let last = lines.last, last.key >= line.key {
        throw .notAscending(offset: start, "lines")
      }
      guard line.isBalanced else { throw .unbalancedLine(offset: start) }
      lines.append(line)
      ranges.append(start..<scanner.position)
    }
    statement.lines = lines
    try scanner.expect(",\"root\":")
    let root = try scanner.digest()
    try scanner.expect("}")
    try scanner.end()
    guard statement.isBalanced else { throw .unbalancedPot }
    return Reading(statement: statement, root: root, lines: ranges)
  }

  /// Reads, and checks the root over the lines too; `hash` is SHA-256.
  public static func read(
    _ bytes: [UInt8], hash: MerkleTree.Hash
  ) throws(StatementError) -> Reading {
    let reading = try read(bytes)
    let tree = MerkleTree(lines: reading.lines, of: bytes, hash: hash)
    guard tree.root(hash: hash) == reading.root else { throw .rootMismatch }
    return reading
  }

  private static func head(_ scanner: inout StatementScanner) throws(StatementError) -> Statement {
    try scanner.expect("{\"statement\":")
    let format = try scanner.integer("format", 0...limitCount)
    guard format == 1 else { throw .unknownFormat(Int(format)) }
    try scanner.expect(",\"program\":")
    let program = try scanner.digest()
    try scanner.expect(",\"pool\":")
    let pool = try scanner.identifier(Label.self, "pool")
    try scanner.expect(",\"epoch\":")
    let epoch = try scanner.integer("epoch", 1...limitCount)
    try scanner.expect(",\"version\":")
    let version = try scanner.integer("version", 1...limitCount)
    let span = try span(&scanner)
    try scanner.expect(",\"rules\":")
    let rules = try scanner.integer("rules", 1...limitCount)
    try scanner.expect(",\"demonstration\":")
    let isDemonstration = scanner.skip("true")
    if !isDemonstration { try scanner.expect("false") }
    try scanner.expect(",\"policy\":")
    let policy = try scanner.digest()
    try scanner.expect(",\"catalogue\":")
    let catalogue = try scanner.digest()
    try scanner.expect(",\"facts\":")
    let facts = try scanner.digest()
    try scanner.expect(",\"previous\":")
    let previous = scanner.skip("null") ? nil : try scanner.digest()
    try scanner.expect(",\"currency\":")
    let currency = try scanner.named("currency") { Currency(rawValue: $0) }
    try scanner.expect(",\"price\":")
    let price = scanner.skip("null") ? nil : try price(&scanner)
    let pot = try pot(&scanner)
    let unallocated = try unallocated(&scanner)
    let dates = try dates(&scanner)
    let observed = try observed(&scanner)
    let campaigns = try campaigns(&scanner)
    try scanner.expect(",\"weight\":")
    let weight = try scanner.decimalString("weight", limit: (1 << 127) - 1)
    return Statement(
      program: program, pool: pool, epoch: Int(epoch), version: Int(version), span: span,
      rules: Int(rules), isDemonstration: isDemonstration, policy: policy, catalogue: catalogue,
      facts: facts, previous: previous, currency: currency, price: price, pot: pot,
      unallocated: unallocated, dates: dates, observed: observed, campaigns: campaigns,
      weight: weight, lines: [])
  }

  private static func span(_ scanner: inout StatementScanner) throws(StatementError) -> TimeSpan {
    try scanner.expect(",\"start\":")
    let start = try scanner.time("start")
    try scanner.expect(",\"end\":")
    let offset = scanner.position
    let end = try scanner.time("end")
    do {
      return try TimeSpan(start: start, end: end)
    } catch {
      throw .outOfBounds(offset: offset, "end")
    }
  }

  private static func price(_ scanner: inout StatementScanner) throws(StatementError) -> Price18 {
    let offset = scanner.position
    let scaled = try scanner.decimalString("price", limit: Price18.limitScaled)
    do {
      return try Price18(scaled: scaled)
    } catch {
      throw .outOfBounds(offset: offset, "price")
    }
  }

  private static func pot(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> Statement.Pot {
    try scanner.expect(",\"pot\":{\"base\":")
    let base = try scanner.micros("base")
    try scanner.expect(",\"carriedIn\":")
    let carriedIn = try scanner.micros("carriedIn")
    try scanner.expect(",\"earned\":")
    let earned = try scanner.micros("earned")
    try scanner.expect(",\"unallocated\":")
    let unallocated = try scanner.micros("unallocated")
    try scanner.expect(",\"carriedOut\":")
    let carriedOut = try scanner.micros("carriedOut")
    try scanner.expect(",\"returned\":")
    let returned = try scanner.micros("returned")
    try scanner.expect("}")
    return Statement.Pot(
      baseMicros: base, carriedInMicros: carriedIn, earnedMicros: earned,
      unallocatedMicros: unallocated, carriedOutMicros: carriedOut, returnedMicros: returned)
  }

  private static func unallocated(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> [Statement.Unallocated] {
    var entries: [Statement.Unallocated] = []
    try scanner.expect(",\"unallocated\":")
    try scanner.array { (scanner) throws(StatementError) in
      let start = scanner.position
      try scanner.expect("{\"reason\":")
      let reason = try scanner.named("reason") { name in
        UnallocatedReason.allCases.first { $0.name == name }
      }
      try scanner.expect(",\"amount\":")
      let micros = try scanner.micros("amount")
      try scanner.expect("}")
      if let last = entries.last, last.reason.rawValue >= reason.rawValue {
        throw .notAscending(offset: start, "reasons")
      }
      guard micros != 0 else { throw .outOfBounds(offset: start, "amount") }
      entries.append(Statement.Unallocated(reason: reason, micros: micros))
    }
    return entries
  }

  private static func dates(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> Statement.Dates {
    try scanner.expect(",\"dates\":{\"deadline\":")
    let deadline = try scanner.time("deadline")
    try scanner.expect(",\"holdUntil\":")
    let holdUntil = try scanner.time("holdUntil")
    try scanner.expect(",\"payable\":")
    let payable = try scanner.time("payable")
    try scanner.expect("}")
    return Statement.Dates(deadline: deadline, holdUntil: holdUntil, payable: payable)
  }

  private static func observed(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> Statement.Observed {
    try scanner.expect(",\"observed\":{\"slots\":")
    let slots = try scanner.integer("slots", 0...limitCount)
    try scanner.expect(",\"unobservedAll\":")
    let unobservedAll = try scanner.integer("unobservedAll", 0...slots)
    try scanner.expect("}")
    return Statement.Observed(slots: Int(slots), unobservedAll: Int(unobservedAll))
  }

  private static func campaigns(
    _ scanner: inout StatementScanner
  ) throws(StatementError) -> [Statement.CampaignTotal] {
    var campaigns: [Statement.CampaignTotal] = []
    try scanner.expect(",\"campaigns\":")
    try scanner.array { (scanner) throws(StatementError) in
      try scanner.expect("{\"campaign\":")
      let campaign = try scanner.identifier(Label.self, "campaign")
      try scanner.expect(",\"base\":")
      let base = try scanner.micros("base")
      try scanner.expect(",\"earned\":")
      let earned = try scanner.micros("earned")
      try scanner.expect(",\"earnedToDate\":")
      let earnedToDate = try scanner.micros("earnedToDate")
      try scanner.expect("}")
      campaigns.append(
        Statement.CampaignTotal(
          campaign: campaign, baseMicros: base, earnedMicros: earned,
          earnedToDateMicros: earnedToDate))
    }
    return campaigns
  }
}

extension Statement {
  /// Law 1, over the pot, its reasons and its lines.
  public var isBalanced: Bool {
    let into = Int128(pot.baseMicros) + Int128(pot.carriedInMicros)
    let unallocatedSum = unallocated.reduce(Int128(0)) { $0 + Int128($1.micros) }
    let earnedSum = lines.reduce(Int128(0)) { $0 + Int128($1.earnedMicros) }
    return into == Int128(pot.earnedMicros) + Int128(pot.unallocatedMicros)
      && pot.unallocatedMicros == pot.carriedOutMicros + pot.returnedMicros
      && unallocatedSum == Int128(pot.unallocatedMicros)
      && earnedSum == Int128(pot.earnedMicros)
  }
}
