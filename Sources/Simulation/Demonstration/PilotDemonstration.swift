import Evidence
import Policy
import Program
import Quantities

/// Pilot 1 as it might have gone: the real policy, and a world in which everyone is invented.
///
/// One year of evidence from three observers, contracts for what each line's stated total buys
/// (82/53/104 over 8,784 h), 120 days of a liquidity pool in which something goes wrong for almost
/// everyone once, and two research campaigns. Every entry says that it is a demonstration.
public struct PilotDemonstration: Sendable {
  /// The program, ready to go through time.
  public var program: SimulatedProgram
  /// Who is in it, in the order in which they come on.
  public let cast: [CastMember]

  /// Writes the script; the policy must have a pool of each kind, as Pilot 1 has.
  public init(_ documents: SimulatedProgram.Documents) {
    var script = PilotScript(documents)
    script.prepare()
    script.commit()
    script.fillLiquidityPool()
    script.troubleLiquidityPool()
    script.runCampaigns()
    script.watch()
    script.decide()
    cast = script.cast
    program = script.builder.finish(nonceSeed: "pilot demonstration 1")
  }
}

/// The script while it is written.
struct PilotScript {
  var builder: ScriptBuilder
  var cast: [CastMember] = []
  let committed: PoolPolicy
  let liquidity: PoolPolicy
  let research: PoolPolicy
  /// Midnight at which the window opens: day 0.
  let start: Timestamp

  init(_ documents: SimulatedProgram.Documents) {
    builder = ScriptBuilder(
      documents, isDemonstration: true, administrator: "pilot administrator")
    func pool(_ kind: PoolPolicy.Kind) -> PoolPolicy {
      guard let pool = documents.policy.pools.first(where: { $0.kind == kind }) else {
        preconditionFailure("Pilot 1 has a pool of each kind.")
      }
      return pool
    }
    committed = pool(.committed)
    liquidity = pool(.epoch)
    research = pool(.research)
    start = documents.policy.window.start
  }

  var admin: Author { .account(builder.administrator) }

  /// A time by day of the window, and hours and minutes of it.
  func day(_ day: Int, _ hour: Int64 = 0, _ minute: Int64 = 0) -> Timestamp {
    start.later(Int64(day) * 86_400 + hour * 3_600 + minute * 60)
  }

  func days(_ range: Range<Int>) -> TimeSpan {
    TimeSpan(day(range.lowerBound), day(range.upperBound))
  }

  func descriptor(_ text: String) -> DeviceDescriptor {
    ReportedDevice.descriptor(of: gpu(text), in: builder.documents.catalogue)
  }

  /// Machines of eight cards, and one with the rest.
  func nodes(_ text: String, _ count: Int, perNode: Int = 8) -> [NodeScript] {
    let descriptor = descriptor(text)
    var nodes: [NodeScript] = []
    var rest = count
    while rest > 0 {
      let cards = min(rest, perNode)
      nodes.append(
        NodeScript(
          UInt16(nodes.count), [DeviceGroup(descriptor, DeviceCounts(UInt64(cards)))]))
      rest -= cards
    }
    return nodes
  }

  /// Brings a provider on, watched as long as its pool runs.
  @discardableResult
  mutating func enter(
    _ name: String, _ stage: CastMember.Stage, nodes: [NodeScript], story: String,
    expect: String
  ) -> Address {
    let span =
      switch stage {
      case .committed: committed.span
      case .liquidity, .refused: liquidity.span
      case .research: research.span
      }
    let provider = ProviderScript(name, watched: span, nodes: nodes)
    builder.world.providers.append(provider)
    cast.append(
      CastMember(
        name: name, address: provider.address, stage: stage, story: story, expectation: expect))
    return provider.address
  }

  /// Something that happens to a provider.
  mutating func happens(
    _ sight: Spell.Sight, to name: String, _ span: TimeSpan, seenBy observers: [Int]? = nil
  ) {
    let position = builder.world.provider(name)
    builder.world.providers[position].spells.append(Spell(sight, span, observers: observers))
  }

  /// Enrols a provider in the liquidity pool under its own name.
  mutating func enrol(
    _ name: String, _ text: String, _ units: Int, from: Timestamp, admittedAt: Timestamp,
    isTried: Bool = false
  ) {
    let address = Invented.address(name)
    builder.line(
      ProviderEnrolled(
        enrolment: Label(known: name), pool: liquidity.name, provider: address,
        gpuClass: gpu(text), units: units, from: from, until: nil),
      by: .account(address), at: admittedAt, isTried: isTried)
  }
}
