import DevNet
import Evidence
import Quantities
import Rewards

/// What every trick earned beyond an honest provider, and what caught it, from the statements and
/// the evidence alone.
public struct TrickTable: Sendable {
  /// One row a trick, in the order of tricks.
  public let rows: [TrickRow]
  /// What an honest provider was paid for one GPU over all epochs, in uakt, rounded down.
  public let honestPerUnitMicros: Int64

  private let cast: PilotCast
  private let epochs: [EpochOutcome]

  /// Reads what came of the epochs; `liar` and `sleeper` say which observer it was, from 0, and in
  /// which epoch.
  public init(
    _ cast: PilotCast, _ epochs: [EpochOutcome], liar: Lie?, sleeper: (observer: Int, epoch: Int)?
  ) {
    self.cast = cast
    self.epochs = epochs
    honestPerUnitMicros = Self.honest(cast, epochs)
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

  /// What honest providers were paid in all over the GPUs that they had.
  private static func honest(_ cast: PilotCast, _ epochs: [EpochOutcome]) -> Int64 {
    let units = cast.honest.reduce(0) { $0 + $1.ownUnits }
    guard units > 0 else { return 0 }
    let paid = cast.honest.reduce(Int64(0)) { sum, enrolment in
      sum + epochs.reduce(0) { $0 + ($1.part(of: enrolment.label)?.amountMicros ?? 0) }
    }
    return paid / Int64(units)
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
