public import Quantities

/// Who runs the program when, and which providers are excluded from pay for it.
public struct AdministratorRoll: Hashable, Sendable {
  /// The notice of a change while the administrator is there: 7 days.
  public static let noticeSeconds: Int64 = 7 * 86_400
  /// The dead-man deadline: after 30 days without an entry the administrator is absent.
  public static let absenceSeconds: Int64 = 30 * 86_400

  /// One administrator.
  public struct Term: Hashable, Sendable {
    /// Its account.
    public let administrator: Address
    /// Its own providers.
    public let providers: [Address]
    /// The first second; the term lasts until the next one's.
    public let from: Timestamp
    /// The line that says so.
    public let line: Int
  }

  /// The terms that hold, ascending by their first second, each of another second.
  public private(set) var terms: [Term] = []
  /// When the administrator in force last wrote an entry; nil before any did.
  public private(set) var lastSeenAt: Timestamp?

  /// Who is in force at a second; before the first term, whoever that names.
  public func term(at time: Timestamp) -> Term? {
    terms.last { $0.from <= time } ?? terms.first
  }

  /// Whether an account is the administrator's at a second.
  public func isAdministrator(_ account: Address, at time: Timestamp) -> Bool {
    term(at: time)?.administrator == account
  }

  /// From when on the administrator counts as absent, unless it writes an entry until then.
  public func absentFrom(at time: Timestamp) -> Timestamp? {
    guard let term = term(at: time) else { return nil }
    let since = max(lastSeenAt ?? term.from, term.from)
    return try? since.adding(seconds: Self.absenceSeconds)
  }

  /// A later line speaks for all seconds from its own first one on.
  mutating func appoint(_ term: Term) {
    terms.removeAll { $0.from >= term.from }
    terms.append(term)
  }

  mutating func note(_ author: Author, at time: Timestamp) {
    guard case .account(let account) = author, isAdministrator(account, at: time) else { return }
    lastSeenAt = time
  }
}
