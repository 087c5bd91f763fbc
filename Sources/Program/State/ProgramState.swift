public import Quantities
public import Rewards

/// Everything that the entries so far say: a pure function of them and of the program's rules.
///
/// `refusal` reads it and `apply` changes it; both are synchronous and touch nothing else.
public struct ProgramState: Sendable {
  /// What the program is bound to: the rules in force when the last line was admitted.
  public internal(set) var rules: ProgramRules
  /// The rules that were and will be in force.
  public internal(set) var history: RulesHistory
  /// The rules at hand for amendments; nothing that entries say.
  var library: RulesLibrary
  /// The program's id; nil before line 1.
  public internal(set) var program: Digest?
  /// What line 1 says; nil before it.
  public internal(set) var created: ProgramCreated?
  /// How many lines were taken in, those of unknown kinds included.
  public internal(set) var lineCount = 0
  /// When the last line was admitted; nil before line 1.
  public internal(set) var lastAdmittedAt: Timestamp?
  /// Whether the program is a demonstration.
  public internal(set) var isDemonstration = false
  /// How many lines of each unknown kind were counted and otherwise ignored.
  public internal(set) var ignoredKinds = SortedMap<KindName, Int>()

  /// The committee in force; nil before line 1.
  public internal(set) var committee: Committee?
  /// Who runs the program when.
  public internal(set) var administrators = AdministratorRoll()
  /// Who appends to the log and signs its checkpoints.
  public internal(set) var operators = OperatorRoll()
  /// Who witnesses the log.
  public internal(set) var witnesses = WitnessRoll()
  /// The keys known, revoked and followed by others.
  public internal(set) var keys = KeyBook()
  /// The observers' terms.
  public internal(set) var observers = ObserverRoll()
  /// The providers in the order in which lines first named them.
  public internal(set) var roster = ProviderRoster()
  /// The enrolments with their amendments.
  public internal(set) var enrolments = EnrolmentBook()
  /// The contracts with what they commit.
  public internal(set) var contracts = ContractBook()
  /// The campaigns and who takes part.
  public internal(set) var campaigns = CampaignBook()
  /// Who takes part in activity pools, and which wallets belong together.
  public internal(set) var activity = ActivityBook()
  /// What was there before the program.
  public internal(set) var baselines = BaselineBook()
  /// Declared schedules, in log order.
  public internal(set) var schedules: [DeclaredSchedule] = []
  /// Announced maintenance, in log order.
  public internal(set) var maintenance: [AnnouncedMaintenance] = []
  /// Exceptions that the committee allowed, in log order.
  public internal(set) var exceptions: [ExceptionRecord] = []
  /// Price samples, in log order.
  public internal(set) var prices: [PriceSample] = []
  /// Published evidence.
  public internal(set) var evidence = EvidenceBook()
  /// Decisions on held parts.
  public internal(set) var reviews = ReviewBook()
  /// Corrections of earlier epochs.
  public internal(set) var corrections = CorrectionBook()
  /// Epochs frozen and stated.
  public internal(set) var epochs = EpochBook()
  /// The adoption of the policy; nil before it.
  public internal(set) var adoption: Adoption?
  /// What the committee stopped.
  public internal(set) var halts = HaltBook()
  /// The line that closed the program; nil while it is open.
  public internal(set) var closedLine: Int?
  /// Findings that the committee accepted, in log order.
  public internal(set) var acceptances: [AcceptanceRecord] = []
  /// Promises of observers to probe.
  public internal(set) var probes = ProbeBook()
  /// Disputed amounts.
  public internal(set) var disputes = DisputeBook()
  /// The wallet: what came, what left, what is being paid.
  public internal(set) var treasury = TreasuryBook()
  /// How many notes were added.
  public internal(set) var noteCount = 0

  /// The prefix of the administrator's address, which all others share.
  var addressPrefix: String?
  var payees: [Address: Address] = [:]
  /// When providers named their payees, in log order.
  public internal(set) var payeeNamings: [NamedPayee] = []
  var beneficiaries: [Address: Beneficiary] = [:]
  var withdrawnBlobs: [Digest: Int] = [:]
  /// When each line was admitted, in log order.
  var admissions: [Timestamp] = []
  /// The lines of all payloads taken in, by digest.
  var seen = PayloadIndex()
  /// The lines that took the ids of claims, campaigns and exceptions.
  var claimLines: [Label: Int] = [:]
  var exceptionLines: [Label: Int] = [:]

  /// The state before line 1.
  ///
  /// `library` holds the rules that amendments name; one whose rules it lacks is refused.
  public init(rules: ProgramRules, library: RulesLibrary = RulesLibrary()) {
    self.rules = rules
    history = RulesHistory(rules)
    self.library = library
    self.library.add(rules)
  }

  /// Makes rules known to amendments to come.
  public mutating func know(_ rules: ProgramRules) { library.add(rules) }

  /// The same state seen under the rules in force at a second, as what begins then is.
  public func underRules(at time: Timestamp) -> ProgramState {
    var state = self
    state.rules = history.rules(at: time)
    return state
  }
}

extension ProgramState {
  /// Whom a provider's pay goes to: itself unless it said otherwise.
  public func payee(of provider: Address) -> Address {
    payees.isEmpty ? provider : payees[provider] ?? provider
  }

  /// The party behind a provider: its own address unless a line says otherwise.
  public func beneficiary(of provider: Address) -> Beneficiary {
    beneficiaries.isEmpty
      ? Beneficiary(provider) : beneficiaries[provider] ?? Beneficiary(provider)
  }

  /// Whether a blob was withdrawn.
  public func isWithdrawn(_ blob: Digest) -> Bool { withdrawnBlobs[blob] != nil }

  /// When a line, counted from 1, was admitted; nil where there is none.
  public func admittedAt(line: Int) -> Timestamp? {
    admissions.indices.contains(line - 1) ? admissions[line - 1] : nil
  }

  /// The line that holds a payload, if any does.
  public func line(of payload: Digest) -> Int? { seen[payload] }

  /// Whether the provider is the own one of whoever administers the program at that second.
  public func isAdministratorsOwn(_ provider: Address, at time: Timestamp) -> Bool {
    administrators.term(at: time)?.providers.contains(provider) ?? false
  }
}

extension ProgramState: Equatable {
  /// Equal in everything that entries can change.
  public static func == (left: ProgramState, right: ProgramState) -> Bool {
    left.rules == right.rules && left.history == right.history && left.program == right.program
      && left.created == right.created
      && left.lineCount == right.lineCount && left.lastAdmittedAt == right.lastAdmittedAt
      && left.isDemonstration == right.isDemonstration
      && left.committee == right.committee && left.administrators == right.administrators
      && left.operators == right.operators && left.witnesses == right.witnesses
      && left.keys == right.keys
      && left.ignoredKinds == right.ignoredKinds && left.observers == right.observers
      && left.roster == right.roster && left.enrolments == right.enrolments
      && left.contracts == right.contracts && left.campaigns == right.campaigns
      && left.activity == right.activity
      && left.baselines == right.baselines && left.schedules == right.schedules
      && left.maintenance == right.maintenance && left.exceptions == right.exceptions
      && left.prices == right.prices && left.evidence == right.evidence
      && left.reviews == right.reviews && left.corrections == right.corrections
      && left.epochs == right.epochs && left.adoption == right.adoption
      && left.halts == right.halts && left.closedLine == right.closedLine
      && left.acceptances == right.acceptances && left.probes == right.probes
      && left.disputes == right.disputes && left.treasury == right.treasury
      && left.noteCount == right.noteCount
      && left.admissions == right.admissions
      && left.payeeNamings == right.payeeNamings
      && left.payees == right.payees && left.beneficiaries == right.beneficiaries
      && left.withdrawnBlobs == right.withdrawnBlobs && left.seen == right.seen
      && left.claimLines == right.claimLines && left.exceptionLines == right.exceptionLines
  }
}
