public import Quantities
public import Rewards

/// The lines of one pool from its statements; what was paid and disputed is filled in by key.
public enum DueRoll {
  /// Why statements give no lines.
  public enum Refusal: Error, Hashable, Sendable {
    /// A statement of another pool or currency.
    case otherPool(epoch: Int)
    /// An epoch is missing, stands twice or out of order.
    case epochOutOfOrder(Int, expected: Int)
  }

  /// Reads the newest version of every epoch from the first on.
  ///
  /// Where statements convert, a payee has a line in uakt, and one in USD with the rest.
  public static func lines(
    of statements: [Statement], convertsInStatements: Bool
  ) throws(Refusal) -> [DueLine] {
    guard let newest = statements.last else { return [] }
    for (index, statement) in statements.enumerated() {
      guard statement.epoch == index + 1 else {
        throw .epochOutOfOrder(statement.epoch, expected: index + 1)
      }
      guard statement.pool == newest.pool, statement.currency == newest.currency else {
        throw .otherPool(epoch: statement.epoch)
      }
    }
    let converts = convertsInStatements && newest.currency == .usd
    var lines: [DueLine] = []
    for line in newest.lines {
      let key = DueLine.Key(
        pool: newest.pool, currency: converts ? .uakt : newest.currency,
        beneficiary: line.key.beneficiary, payee: line.key.payee)
      // Screening looks at everybody who ever earned on the line.
      let providers = providers(of: line.key, in: statements)
      var due = DueLine(
        key: key, providers: providers,
        steps: steps(statements, line.key, converts: converts))
      if converts {
        due.owedBackMicros = debt(line, statements)
        if var rest = unconverted(line, pool: newest.pool) {
          rest.providers = providers
          lines.append(rest)
        }
      } else {
        due.unvestedMicros = clamped(line.unvested.reduce(0) { $0 + Int128($1.micros) })
        due.reviewMicros = clamped(line.holds.reduce(0) { $0 + Int128($1.micros) })
      }
      lines.append(due)
    }
    return lines.sorted { $0.key < $1.key }
  }

  /// The most tokens that disputed dollars of an epoch can have become, where statements convert.
  ///
  /// `since` are that epoch's statement and all after it: dollars may have vested, or waited, until
  /// any of them. What is disputed is not paid, and where no price says how much it is, nothing of
  /// the line is.
  public static func mostUakt(
    of dollars: Int64, since statements: ArraySlice<Statement>, fundingPrice: Price18?
  ) -> Int64 {
    let prices = fundingPrice.map { [$0] } ?? statements.compactMap(\.price)
    guard let lowest = prices.min(by: { $0.scaled < $1.scaled }),
      let amount = try? Amount(micros: dollars),
      let uakt = try? lowest.uakt(forMicroDollars: amount)
    else { return Amount.limitMicros }
    return min(uakt.micros + 1, Amount.limitMicros)
  }

  private static func providers(of key: LineKey, in statements: [Statement]) -> [Address] {
    let all = statements.flatMap { $0.line(key)?.parts.map(\.provider) ?? [] }
    return SortedMap(all.map { ($0, true) }) { first, _ in first }.keys
  }

  /// What had vested with each statement, payable no earlier than what vested before it: an
  /// amendment may shorten the hold of later epochs.
  private static func steps(
    _ statements: [Statement], _ key: LineKey, converts: Bool
  ) -> [DueLine.Step] {
    var payable = Timestamp.earliest
    return statements.map { statement in
      payable = max(payable, statement.dates.payable)
      let line = statement.line(key)
      let vested = converts ? line?.uaktToDate : line?.vestedMicros
      return DueLine.Step(payable: payable, vestedMicros: vested ?? 0)
    }
  }

  /// What no statement has converted; nil: nothing.
  private static func unconverted(_ line: StatementLine, pool: Label) -> DueLine? {
    let unvested = line.unvested.reduce(Int128(0)) { $0 + Int128($1.micros) }
    let review = line.holds.reduce(Int128(0)) { $0 + Int128($1.micros) }
    guard unvested > 0 || review > 0 || line.waitingMicros > 0 else { return nil }
    let key = DueLine.Key(
      pool: pool, currency: .usd, beneficiary: line.key.beneficiary, payee: line.key.payee)
    return DueLine(
      key: key, steps: [],
      unvestedMicros: clamped(unvested), reviewMicros: clamped(review),
      waitingMicros: max(0, line.waitingMicros))
  }

  /// Dollars taken back beyond what waits, in uakt at the newest price there is. Without one nobody
  /// knows what they come to: everything of this beneficiary waits, and nothing of others.
  private static func debt(_ line: StatementLine, _ statements: [Statement]) -> Int64 {
    guard line.waitingMicros < 0 else { return 0 }
    guard let price = statements.last(where: { $0.price != nil })?.price,
      let owed = try? Amount(micros: UInt128(line.waitingMicros.magnitude)),
      let uakt = try? price.uakt(forMicroDollars: owed)
    else { return Amount.limitMicros }
    return uakt.micros
  }

  /// A sum beyond 64 bits stays out of bounds, so that the batch refuses the line.
  private static func clamped(_ sum: Int128) -> Int64 { Int64(clamping: sum) }
}

extension DueRoll.Refusal: CustomStringConvertible {
  /// The rule in one sentence.
  public var description: String {
    switch self {
    case .otherPool(let epoch): "the statement of epoch \(epoch) is of another pool or currency"
    case .epochOutOfOrder(let epoch, let expected):
      "epoch \(epoch) stands where epoch \(expected) should"
    }
  }
}
