public import Quantities
import Rewards

/// Somebody's part in an activity pool, with its end where it left early.
public struct ActivityParticipation: Hashable, Sendable {
  /// What was joined.
  public let body: ActivityJoined
  /// The end as stated; without one, the pool's.
  public let statedUntil: Timestamp
  /// The first second after it.
  public internal(set) var until: Timestamp
  /// The line that joined it.
  public let line: Int
}

/// Who takes part in activity pools, and which wallets belong together.
public struct ActivityBook: Hashable, Sendable {
  /// All participations in log order.
  public private(set) var participations: [ActivityParticipation] = []
  private var positions: [Label: Int] = [:]
  private var related: Set<WalletRelation> = []
  private var decided: Set<WalletRelation> = []

  /// The participation of that id.
  public func participation(_ id: Label) -> ActivityParticipation? {
    positions[id].map { participations[$0] }
  }

  /// The pairs that stand, each with its smaller wallet first, ascending.
  var relations: [WalletRelation] {
    related.sorted { ($0.wallet, $0.relative) < ($1.wallet, $1.relative) }
  }

  /// Another participation of the wallet, role and pool that shares a second with the span.
  func participation(
    overlapping span: TimeSpan, with body: ActivityJoined
  ) -> ActivityParticipation? {
    participations.first { other in
      other.body.pool == body.pool && other.body.wallet == body.wallet
        && other.body.role == body.role
        && max(other.body.from, span.start) < min(other.until, span.end)
    }
  }

  /// Refuses a wallet and itself, and what is so already.
  func requireChange(
    _ wallet: Address, _ relative: Address, areRelated: Bool
  ) throws(Rejection) {
    guard wallet != relative else { throw .relationSelf(wallet) }
    guard related.contains(Self.pair(wallet, relative)) != areRelated else {
      throw .relationUnchanged(wallet, relative)
    }
  }

  /// Refuses to declare what the administrator decided of the two: another decision alone changes
  /// it.
  func requireUndecided(_ wallet: Address, _ relative: Address) throws(Rejection) {
    guard !decided.contains(Self.pair(wallet, relative)) else {
      throw .relationDecided(wallet, relative)
    }
  }

  private static func pair(_ wallet: Address, _ relative: Address) -> WalletRelation {
    WalletRelation(min(wallet, relative), max(wallet, relative))
  }

  mutating func join(_ participation: ActivityParticipation) {
    positions[participation.body.participation] = participations.count
    participations.append(participation)
  }

  mutating func leave(_ id: Label, at time: Timestamp) {
    guard let position = positions[id] else { return }
    // Left before it began, it is empty.
    participations[position].until = min(participations[position].until, time)
  }

  mutating func decide(_ wallet: Address, _ relative: Address, areRelated: Bool) {
    decided.insert(Self.pair(wallet, relative))
    relate(wallet, relative, areRelated: areRelated)
  }

  mutating func relate(_ wallet: Address, _ relative: Address, areRelated: Bool) {
    if areRelated {
      related.insert(Self.pair(wallet, relative))
    } else {
      related.remove(Self.pair(wallet, relative))
    }
  }
}
