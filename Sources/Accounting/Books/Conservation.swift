public import Quantities

/// Law 1's equations over a ledger. Sources have negative balances, so that they stand negated.
public enum Conservation {
  /// Per pool and currency:
  ///
  ///     authority = available + committed + accrued + vested-unpaid + held + settled + released
  public static func obligations(
    of pool: Label, in currency: Currency, _ ledger: Ledger
  ) -> Equation {
    var right: Int128 = 0
    for term in ObligationAccount.Term.allCases where term != .authority {
      right += ledger.balanceMicros(pool: pool, term, currency)
    }
    return Equation(
      .obligations(pool: pool, currency),
      left: -ledger.balanceMicros(pool: pool, .authority, currency), right: right)
  }

  /// In uakt:
  ///
  ///     received + revenue = wallet + paid + sold + fees + returned
  public static func tokens(_ ledger: Ledger) -> Equation {
    func balance(_ account: TokenAccount) -> Int128 {
      ledger.balanceMicros(.tokens(account), .uakt)
    }
    return Equation(
      .tokens, left: -(balance(.received) + balance(.revenue)),
      right: balance(.wallet) + balance(.paid) + balance(.sold) + balance(.fees)
        + balance(.returned))
  }

  /// In USD:
  ///
  ///     proceeds = paid out + fees + in hand
  public static func proceeds(_ ledger: Ledger) -> Equation {
    func balance(_ account: SaleAccount) -> Int128 {
      ledger.balanceMicros(.sales(account), .usd)
    }
    return Equation(
      .proceeds, left: -balance(.proceeds),
      right: balance(.paidOut) + balance(.fees) + balance(.inHand))
  }

  /// Every equation of every pool and currency there is, and those of tokens and proceeds.
  public static func equations(_ ledger: Ledger) -> [Equation] {
    var equations: [Equation] = []
    for pool in ledger.pools {
      for currency in Currency.allCases {
        equations.append(obligations(of: pool, in: currency, ledger))
      }
    }
    return equations + [tokens(ledger), proceeds(ledger)]
  }

  /// The equations that a transaction can have changed.
  public static func equations(touchedBy transaction: Transaction, _ ledger: Ledger) -> [Equation] {
    var touched = SortedMap<Ledger.Key, Equation>()
    for posting in transaction.postings {
      let (key, equation) =
        switch posting.account {
        case .obligations(let pool, _):
          (
            Ledger.Key(.obligations(pool: pool, .authority), posting.currency),
            obligations(of: pool, in: posting.currency, ledger)
          )
        case .tokens: (Ledger.Key(.tokens(.received), .uakt), tokens(ledger))
        case .sales: (Ledger.Key(.sales(.proceeds), .usd), proceeds(ledger))
        }
      touched[key] = equation
    }
    return touched.values
  }
}
