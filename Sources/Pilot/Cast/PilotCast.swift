public import DevNet
public import Policy
public import Quantities

/// Who takes part: forty providers, every defect once, and three observers.
public struct PilotCast: Sendable {
  /// How many providers there are.
  public static let providers = 40
  /// How many observers there are.
  public static let observers = 3

  /// The network that they are of.
  public let world: World
  /// One enrolment for each provider, by position.
  public let enrolments: [Enrolment]

  /// What a provider offers to the pool: what it shows, which may be more than it has.
  public struct Enrolment: Hashable, Sendable {
    /// Its id.
    public let label: Label
    /// The provider's position in the world.
    public let position: Int
    /// The provider.
    public let provider: Address
    /// The class of all its cards.
    public let gpuClass: GPUClass
    /// The cards that it shows.
    public let units: Int
    /// The cards that are there and its own.
    public let ownUnits: Int
  }

  /// The world begins so long before the first epoch that the community has voted by then.
  static let leadSeconds: Int64 = 9 * 86_400

  /// Makes the world of a seed, nine days before the first epoch begins.
  public init(seed: UInt64, firstEpoch: Timestamp, network: UInt8 = 86) throws {
    var settings = WorldSettings(
      seed: seed, providers: Self.providers,
      start: try firstEpoch.adding(seconds: -Self.leadSeconds),
      network: network, chainID: "devnet-1")
    // Every third provider has a defect, so that the one before it, whose host or cards are
    // borrowed by some, is honest.
    for (number, defect) in Defect.allCases.enumerated() {
      settings.defects[1 + 3 * number] = [defect]
    }
    let world = World(settings)
    self.world = world
    enrolments = world.providers.compactMap { Self.enrolment($0) }
  }

  private static func enrolment(_ plan: ProviderPlan) -> Enrolment? {
    guard let card = plan.nodes.lazy.compactMap(\.card).first,
      let gpuClass = gpuClass(of: card),
      let label = try? Label("provider-\(plan.position + 1)")
    else { return nil }
    return Enrolment(
      label: label, position: plan.position, provider: plan.owner, gpuClass: gpuClass,
      units: plan.nodes.reduce(0) { $0 + $1.shownGPUs },
      ownUnits: plan.nodes.reduce(0) { $0 + $1.gpus })
  }

  private static func gpuClass(of card: CardKind) -> GPUClass? {
    let gibibytes = card.memory.prefix { $0.isNumber }
    return GPUClass("\(card.vendor)/\(card.name)/\(gibibytes)/\(card.claimedInterface)")
  }

  /// The enrolment of the provider that has a defect.
  public func enrolment(with defect: Defect) -> Enrolment? {
    enrolments.first { world.providers[$0.position].has(defect) }
  }

  /// Those of providers without any defect, but for the contractor.
  public var honest: [Enrolment] {
    enrolments.dropLast().filter { world.providers[$0.position].defects.isEmpty }
  }

  /// The last provider, which has no defect and a contract for a part of its cards.
  public var contractor: Enrolment { enrolments[enrolments.count - 1] }
}
