import Accounting
import Policy
public import Quantities
public import Rewards

extension Books {
  /// Takes in version 1 of an epoch's statement, made from the lines that `state` has taken in.
  ///
  /// `time` is when it could first be made. A statement that does not follow the pool's last one
  /// is a finding and is not booked; any other difference is a finding, and is booked as stated.
  public mutating func take(
    _ totals: StatementTotals, digest: Digest, previous: Digest?, time: Timestamp,
    state: ProgramState
  ) {
    let mark = BooksMark(
      line: state.lineCount, time: time,
      subject: .epoch(pool: totals.pool, number: totals.epoch))
    take(totals, digest: digest, link: StatementLink(previous: previous), state, mark)
  }

  /// Takes in a statement by the totals that its entry carries; later versions than 1 reach the
  /// books by the correction that a later epoch takes in.
  mutating func take(_ body: StatementPublished, _ state: ProgramState, _ mark: BooksMark) {
    guard body.version == 1 else { return }
    let rules = state.rules(ofEpoch: body.epoch, of: body.pool)
    guard let pool = rules?.policy.pool(named: body.pool) else { return }
    // Which statement it follows stands in the freeze that admission held it against.
    take(body.totals(in: pool.currency), digest: body.statement, link: nil, state, mark)
  }

  private mutating func take(
    _ totals: StatementTotals, digest: Digest, link: StatementLink?, _ state: ProgramState,
    _ mark: BooksMark
  ) {
    statementCount += 1
    // Judged under the rules in force at the epoch's start, as it is computed.
    let rules = state.rules(ofEpoch: totals.epoch, of: totals.pool)
    guard let rules, let pool = rules.policy.pool(named: totals.pool),
      pool.currency == totals.currency
    else { return note(.statementForeign, mark) }
    let before = statements[totals.pool]
    let expected = (before?.epoch ?? 0) + 1
    guard totals.epoch == expected else {
      return note(.statementOrder(expectedEpoch: expected), mark)
    }
    if let link, statementDigests[pool.name] != link.previous {
      note(.statementChain(expected: statementDigests[pool.name], found: link.previous), mark)
    }
    let step = StatementStep(
      pool: pool, totals: totals, before: before, rules: rules, state: state)
    for (figure, stated, expected) in step.differences {
      note(.statementDiffers(figure, statedMicros: stated, expectedMicros: expected), mark)
    }
    book(step, digest: digest, mark)
    statements[totals.pool] = totals
    statementDigests[totals.pool] = digest
  }

  private mutating func book(_ step: StatementStep, digest: Digest, _ mark: BooksMark) {
    let pool = step.pool
    if pool.kind.hasFixedPots {
      move(
        Int128(step.totals.pot.baseMicros), from: .available, to: .committed, of: pool.name,
        pool.currency, .epochBegun, mark)
    }
    func posting(_ account: ObligationAccount, _ micros: Int128) -> Posting {
      Posting(.obligations(pool: pool.name, account), pool.currency, micros)
    }
    post(
      .statementPublished, mark,
      [
        posting(.committed, -step.earnedMicros - step.releasedMicros),
        posting(.accrued, step.unvestedMicros), posting(.vestedUnpaid, step.vestedMicros),
        posting(.heldReview, step.onHoldMicros), posting(.released, step.releasedMicros),
      ])
    convert(step, digest: digest, mark)
    if step.isLast {
      let rest = ledger.balanceMicros(
        .obligations(pool: pool.name, .committed), pool.currency)
      move(
        max(0, rest), from: .committed, to: .released, of: pool.name, pool.currency, .spanOver,
        mark)
    }
  }

  /// Dollars owed become uakt owed: the bridge, with its price and the record that names it.
  private mutating func convert(_ step: StatementStep, digest: Digest, _ mark: BooksMark) {
    guard let conversion = step.conversion, conversion.dollarMicros != 0 || conversion.uakt != 0
    else { return }
    guard let worth = conversion.mostUakt, conversion.uakt >= 0, conversion.uakt <= worth else {
      return note(
        .statementDiffers(
          .converted, statedMicros: conversion.uakt, expectedMicros: conversion.mostUakt ?? 0),
        mark)
    }
    let name = step.pool.name
    // Dollars worth less than one uakt a line become none; the fraction stays with the pool.
    let evidence =
      conversion.uakt == 0
      ? nil
      : conversion.price.map {
        PriceEvidence(
          price: $0, record: conversion.isFundingPrice ? step.policyDigest : digest)
      }
    post(
      .converted, mark, evidence: evidence,
      [
        Posting(.obligations(pool: name, .vestedUnpaid), .usd, -conversion.dollarMicros),
        Posting(.obligations(pool: name, .settledConversion), .usd, conversion.dollarMicros),
        Posting(.obligations(pool: name, .authorityConversion), .uakt, -conversion.uakt),
        Posting(.obligations(pool: name, .vestedUnpaid), .uakt, conversion.uakt),
      ])
  }
}

extension Books {
  /// Notes a statement that was made from other facts than these.
  public mutating func noteUnplaced(_ totals: StatementTotals, facts: Digest, line: Int) {
    note(
      .statementUnplaced(facts: facts),
      BooksMark(
        line: line, time: .earliest, subject: .epoch(pool: totals.pool, number: totals.epoch)))
  }
}

/// Which statement another one names as the one before it.
private struct StatementLink {
  let previous: Digest?
}

extension StatementPublished {
  /// The epoch.
  var subject: TransactionSubject { .epoch(pool: pool, number: epoch) }
}
