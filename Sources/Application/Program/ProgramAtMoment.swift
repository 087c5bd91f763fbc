public import Program
public import Quantities

/// A program as it stood at an entry or a date: what the entries up to then say, and the books.
public struct ProgramAtMoment: Sendable {
  /// What the entries say.
  public let state: ProgramState
  /// What every account held; nil where statements that the books need cannot be read.
  public let books: ComputedBooks?
  /// The second at which roles and claims are looked at: the date asked for, or the last entry's.
  public let time: Timestamp

  /// Folds a program up to a moment; `.before` sees nothing admitted at the date or later.
  public init(_ reader: ProgramReader, at moment: BooksMoment) throws(ProgramFailure) {
    var reader = reader
    let lines: Int? =
      switch moment {
      case .latest: nil
      case .lines(let count): count
      case .before(let date): try reader.lineCount(admittedBefore: date)
      }
    state = try reader.log(lines: lines).state
    books = try? ComputeBooks(reader).books(at: moment)
    if case .before(let date) = moment {
      time = date
    } else {
      time = state.lastAdmittedAt ?? .earliest
    }
  }

  /// Who administers the program then.
  public var administrator: Address? { state.administrators.term(at: time)?.administrator }

  /// The observers' terms that hold then, or are still to begin.
  public var observers: [ObserverRoll.Term] {
    state.observers.terms.filter { $0.until.map { $0 > time } ?? true }
  }

  /// The enrolments in force then, or still to begin.
  public var enrolments: [EnrolmentClaim] { state.enrolments.claims.filter { $0.until > time } }

  /// The contracts in force then, or still to begin.
  public var contracts: [Contract] { state.contracts.contracts.filter { $0.until > time } }

  /// The campaigns that run then, or are still to begin.
  public var campaigns: [OpenedCampaign] { state.campaigns.campaigns.filter { $0.until > time } }

  /// Who takes part in those campaigns, until when.
  public var participations: [(participation: CampaignParticipation, until: Timestamp)] {
    state.campaigns.participations.map { ($0, state.campaigns.until(of: $0)) }
      .filter { $0.1 > time }
  }
}
