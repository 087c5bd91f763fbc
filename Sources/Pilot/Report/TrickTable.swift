import DevNet
import Evidence
import Quantities
import Rewards

/// What every trick earned beyond an honest provider, and what caught it, from the statements and
/// the evidence alone.
public struct TrickTable: Sendable {
  /// One row a trick, in the order of tricks.
  public let rows: [TrickRow]
  /// What an honest provider was paid for one GPU's being there over all epochs, in uakt, rounded
  /// down.
  public let honestPerUnitMicros: Int64
  /// What all honest providers were paid for leases by strangers, in uakt.
  public let honestLeasedMicros: Int64

  private let cast: PilotCast
  private let epochs: [EpochOutcome]

  /// Reads what came of the epochs; `liar` and `sleeper` say which observer it was, from 0, and in
  /// which epoch.
  public init(
    _ cast: PilotCast, _ epochs: [EpochOutcome], liar: Lie?, sleeper: (observer: Int, epoch: Int)?
  ) {
    self.cast = cast
    self.epochs = epochs
    let honest = Self.honest(cast, epochs)
    (honestPerUnitMicros, honestLeasedMicros) = honest
    var rows: [TrickRow] = []
    let reader = TrickReading(cast: cast, epochs: epochs, perUnit: honestPerUnitMicros)
    for trick in Trick.allCases {
      switch trick {
      case .provider(let defect):
        if let enrolment = cast.enrolment(with: defect) {
          rows.append(reader.row(trick, enrolment))
        }
      case .lyingObserver: if let liar { rows.append(reader.row(lie: liar)) }
      case .sleepingObserver:
        if let sleeper { rows.append(reader.row(sleeper: sleeper.observer, in: sleeper.epoch)) }
      }
    }
    self.rows = rows
  }

  /// What honest providers were paid in all for being there, over the GPUs that they had, and for
  /// leases.
  private static func honest(
    _ cast: PilotCast, _ epochs: [EpochOutcome]
  ) -> (perUnit: Int64, leased: Int64) {
    let units = cast.honest.reduce(0) { $0 + $1.ownUnits }
    guard units > 0 else { return (0, 0) }
    let parts = cast.honest.flatMap { one in epochs.compactMap { $0.part(of: one.label) } }
    let leased = parts.reduce(0) { $0 + $1.leasedMicros }
    return ((parts.reduce(0) { $0 + $1.amountMicros } - leased) / Int64(units), leased)
  }
}

/// An observer that lies: about whom, in which epoch, and what it says.
public struct Lie: Hashable, Sendable {
  /// The observer, from 0.
  public let observer: Int
  /// The epoch, from 1.
  public let epoch: Int
  /// The position of the provider that it says is down.
  public let rival: Int
  /// The position of the provider that it says is up whenever it is not.
  public let friend: Int
}
