public import Evidence
public import Policy
public import Quantities

/// All that decides a statement, and nothing else (law 6): equal inputs give equal bytes.
///
/// The lists may stand in any order (law 2).
public struct EpochInput: Sendable {
  /// The program's rules.
  public var policy: ProgramPolicy
  /// The pool to close.
  public var pool: Label
  /// The epoch to close, from 1.
  public var epoch: Int
  /// 1, or one more for each correction of this epoch.
  public var version: Int
  /// What quorum made of the evidence of exactly this epoch.
  public var tally: Tally
  /// The pinned catalogue.
  public var catalogue: GPUCatalogue
  /// The providers' addresses by number.
  public var roster: [Address]
  /// The claims of all pools, ended ones too.
  public var claims: [Claim]
  /// The campaigns of all research pools.
  public var campaigns: [Campaign]
  /// The schedules declared.
  public var schedules: [DailySchedule]
  /// The maintenance announced.
  public var maintenance: [MaintenanceNotice]
  /// The exceptions allowed.
  public var exceptions: [AllowedException]
  /// The decisions on holds.
  public var reviews: [HoldReview]
  /// What was there before the program.
  public var baselines: [BaselineCount]
  /// The administrator's own providers.
  public var administratorProviders: [ProviderIndex]
  /// The corrections of earlier epochs that are due in this one.
  public var corrections: [Correction]
  /// Who takes part in activity pools, and who belongs together (rules 2).
  public var activity: ActivityFacts
  /// The price of the epoch as frozen; nil: there is no valid one.
  public var price: Price18?
  /// Version 1 of the statements before, newest first: one, and as many as the uptime window needs.
  public var previous: [Statement]
  /// The digest of the newest of them.
  public var previousDigest: Digest?
  /// What the statement's header names.
  public var names: Names

  /// The digests that a statement's header names.
  public struct Names: Hashable, Sendable {
    /// The program's id.
    public var program: Digest
    /// The policy's canonical JSON.
    public var policy: Digest
    /// The catalogue.
    public var catalogue: Digest
    /// The facts as frozen.
    public var facts: Digest
    /// Whether the program is a demonstration (law 14).
    public var isDemonstration: Bool

    /// Takes every field as it is.
    public init(
      program: Digest, policy: Digest, catalogue: Digest, facts: Digest, isDemonstration: Bool
    ) {
      self.program = program
      self.policy = policy
      self.catalogue = catalogue
      self.facts = facts
      self.isDemonstration = isDemonstration
    }
  }

  /// An input of the first epoch with nothing declared; the rest is set field by field.
  public init(
    policy: ProgramPolicy, pool: Label, epoch: Int, tally: Tally, catalogue: GPUCatalogue,
    roster: [Address], claims: [Claim], names: Names
  ) {
    self.policy = policy
    self.pool = pool
    self.epoch = epoch
    version = 1
    self.tally = tally
    self.catalogue = catalogue
    self.roster = roster
    self.claims = claims
    campaigns = []
    schedules = []
    maintenance = []
    exceptions = []
    reviews = []
    baselines = []
    administratorProviders = []
    corrections = []
    activity = ActivityFacts()
    price = nil
    previous = []
    previousDigest = nil
    self.names = names
  }
}
