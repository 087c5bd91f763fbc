public import Quantities

/// What a pool admits; keys and meaning in `docs/reference/policy.md`.
public struct EligibilityRule: Hashable, Sendable {
  /// Admitted vendors; `nil`: any.
  public var vendors: [Label]?
  /// Least nominal memory per device, in GB.
  public var minimumMemoryGB: Int?
  /// Earliest launch.
  public var launched: LaunchRule?
  /// Admitted classes; empty: all.
  public var admit: [ClassPattern]
  /// Refused classes.
  public var refuse: [ClassPattern]
  /// Whether a node with two GPU classes is refused (O-19).
  public var homogeneousNodes: Bool
  /// Whether host memory below GPU memory is flagged (O-20).
  public var hostMemoryAtLeastGPU: Bool
  /// Least data-centre tier, 1 to 4 (O-22).
  public var minimumTier: Int?
  /// Whether a tier needs evidence.
  public var tierEvidence: Bool
  /// Least term of a contract or enrolment (O-21).
  public var minimumTerm: CalendarDuration?
  /// Classes that the program's text names, whatever the letter of the rule says (O-16).
  public var named: [ClassPattern]

  /// A rule that admits everything, unless said otherwise.
  public init(
    vendors: [Label]? = nil, minimumMemoryGB: Int? = nil, launched: LaunchRule? = nil,
    admit: [ClassPattern] = [], refuse: [ClassPattern] = [], homogeneousNodes: Bool = false,
    hostMemoryAtLeastGPU: Bool = false, minimumTier: Int? = nil, tierEvidence: Bool = false,
    minimumTerm: CalendarDuration? = nil, named: [ClassPattern] = []
  ) {
    self.vendors = vendors
    self.minimumMemoryGB = minimumMemoryGB
    self.launched = launched
    self.admit = admit
    self.refuse = refuse
    self.homogeneousNodes = homogeneousNodes
    self.hostMemoryAtLeastGPU = hostMemoryAtLeastGPU
    self.minimumTier = minimumTier
    self.tierEvidence = tierEvidence
    self.minimumTerm = minimumTerm
    self.named = named
  }

  /// Earliest launch, and which date counts as the launch (O-15, O-16).
  public struct LaunchRule: Hashable, Sendable {
    /// First admitted day.
    public var notBefore: CivilDate
    /// Which date counts.
    public var date: DateKind

    /// Takes the day and the kind of date.
    public init(notBefore: CivilDate, date: DateKind) {
      self.notBefore = notBefore
      self.date = date
    }
  }

  /// Which date counts as a class's launch.
  public enum DateKind: String, Hashable, Sendable, CaseIterable {
    /// First announcement.
    case announced
    /// First availability.
    case available
  }
}
