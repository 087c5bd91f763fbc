public import Accounting
public import Quantities

/// How accounts and currencies are called in a beancount file.
///
/// Beancount wants five roots and components that begin with a capital letter or digit and hold
/// letters, digits and hyphens. A pool's name keeps its letters; a full stop becomes `D` and an
/// underscore `U`, which no name has, so that two pools never share an account.
public enum BeancountName {
  /// The name of an account.
  public static func account(_ account: Account) -> String {
    switch account {
    case .obligations(let pool, let account):
      "Equity:Obligations:Pool-\(escaped(pool)):\(path(account.rawValue))"
    case .tokens(let account): "\(root(account)):Tokens:\(path(account.rawValue))"
    case .sales(let account): "\(root(account)):Sales:\(path(account.rawValue))"
    }
  }

  /// The commodity that a currency's millionths are of.
  public static func commodity(_ currency: Currency) -> String {
    currency == .usd ? "USD" : "AKT"
  }

  /// Micro-units as a decimal of whole dollars or AKT, always with six decimals.
  public static func amount(_ micros: Int128) -> String {
    let digits = String(micros.magnitude % 1_000_000)
    let decimals = String(repeating: "0", count: 6 - digits.count) + digits
    return "\(micros < 0 ? "-" : "")\(micros.magnitude / 1_000_000).\(decimals)"
  }

  private static func escaped(_ pool: Label) -> String {
    var text = ""
    for byte in pool.bytes {
      switch byte {
      case UInt8(ascii: "."): text += "D"
      case UInt8(ascii: "_"): text += "U"
      default: text.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return text
  }

  /// `held/review` as `Held:Review`, `vested-unpaid` as `Vested-unpaid`.
  private static func path(_ path: String) -> String {
    path.split(separator: "/").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: ":")
  }

  private static func root(_ account: TokenAccount) -> String {
    switch account {
    case .received, .revenue: "Income"
    case .wallet: "Assets"
    case .paid, .sold, .fees, .returned: "Expenses"
    }
  }

  private static func root(_ account: SaleAccount) -> String {
    switch account {
    case .proceeds: "Income"
    case .inHand: "Assets"
    case .paidOut, .fees: "Expenses"
    }
  }
}
