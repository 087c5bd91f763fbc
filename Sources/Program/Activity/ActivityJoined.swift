public import Encoding
import Policy
public import Quantities
public import Rewards

/// `activity.joined/1`: a provider, or a deployer who pays for leases, takes part in an activity
/// pool (rules 2).
public struct ActivityJoined: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.activityJoined
  /// The participation's id.
  public var participation: Label
  /// The pool.
  public var pool: Label
  /// Who leases out or pays; it alone writes the entry.
  public var wallet: Address
  /// Which side of its leases it is.
  public var role: ActivityRole
  /// The first second.
  public var from: Timestamp
  /// The first second after it; nil: to the end of the pool's span.
  public var until: Timestamp?

  /// Takes every field as it is.
  public init(
    participation: Label, pool: Label, wallet: Address, role: ActivityRole, from: Timestamp,
    until: Timestamp?
  ) {
    self.participation = participation
    self.pool = pool
    self.wallet = wallet
    self.role = role
    self.from = from
    self.until = until
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    participation = try fields.required("participation").label()
    pool = try fields.required("pool").label()
    wallet = try fields.required("wallet").address()
    let role = try fields.required("role")
    guard let known = ActivityRole(rawValue: try role.string()) else {
      throw role.error(.refused("must be provider or deployer"))
    }
    self.role = known
    from = try fields.required("from").timestamp()
    until = try fields.required("until").timestampOrNull()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("participation", participation)
    writer.field("pool", pool)
    writer.field("wallet", wallet)
    writer.field("role", role.rawValue)
    writer.field("from", from)
    writer.field("until", until)
  }
}

extension ActivityJoined {
  /// The wallet.
  public var addresses: [Address] { [wallet] }

  /// The wallet.
  public func authority(in state: ProgramState) -> Authority { .provider(wallet) }

  /// Refuses other pools, ids taken, the past, times outside the span, and a second participation
  /// at the same time.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let pool = try state.requirePool(self.pool, [.activity])
    try state.requireNewClaim(participation)
    try frame.requireStart(from)
    let span = try TimeSpan.required(from: from, until: until ?? pool.span.end)
    try span.required(inside: pool)
    if let other = state.activity.participation(overlapping: span, with: self) {
      throw .participationOverlaps(other.body.participation, line: other.line)
    }
  }

  /// Adds the participation; a provider comes onto the roster, a deployer does not.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    let end = until ?? state.rules.policy.pool(named: pool)?.span.end ?? from
    if role == .provider { state.roster.enlist(wallet) }
    state.claimLines[participation] = frame.line
    state.activity.join(
      ActivityParticipation(body: self, statedUntil: end, until: end, line: frame.line))
  }
}
