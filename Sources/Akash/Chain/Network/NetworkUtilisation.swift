public import CosmosClient
public import Policy
public import Quantities

/// How much of each class is offered, leased and free, at one height (O-38).
///
/// A pure function of a visit and the catalogue, so that a recording gives the same figures.
public struct NetworkUtilisation: Hashable, Sendable {
  /// The block of all leases.
  public let block: Block
  /// The figures by class in the catalogue's order, what belongs to none at the end.
  public let lines: [Line]
  /// How many providers were heard, by what came of it.
  public let heard: Heard

  /// The figures of one class.
  public struct Line: Hashable, Sendable {
    /// The class; nil for leases of any model, and for cards of no class that is known.
    public let gpuClass: ClassIndex?
    /// GPUs that providers who answered offer, leased or not.
    public let offered: UInt64
    /// GPUs of paid leases, at every provider.
    public let leased: UInt64
    /// Of these, at providers who answered.
    public let leasedAtHeard: UInt64
    /// Paid leases.
    public let leases: Int
    /// Free GPUs in whole blocks on one node, by `FreeBlocks.sizes`; nodes of several classes are
    /// in none.
    public let free: [Int]

    /// ⌊leased at those heard · 10^6 / offered⌋; nil where nothing is offered.
    public var sharePPM: UInt64? {
      guard offered > 0 else { return nil }
      return mulDivFloor(UInt128(leasedAtHeard), 1_000_000, UInt128(offered)).map {
        UInt64(clamping: $0)
      }
    }
  }

  /// Providers by what came of asking them.
  public struct Heard: Hashable, Sendable {
    /// Registered on the chain.
    public var registered = 0
    /// Asked: their address names an endpoint.
    public var asked = 0
    /// Answered with a status, and proven to be the owner's.
    public var answered = 0
    /// Did not answer.
    public var unreachable = 0
    /// Answered, and are not proven to be the owner's.
    public var notProven = 0
    /// Answered with what cannot be read.
    public var unreadable = 0
  }

  /// Counts a visit.
  public init(_ visit: NetworkVisit, catalogue: GPUCatalogue) {
    block = visit.block
    var counting = Counting(catalogue: catalogue)
    var heard = Heard()
    heard.registered = visit.registered
    heard.asked = visit.answers.count
    var owners: Set<String> = []
    for answer in visit.answers {
      switch answer.outcome {
      case .status(let status):
        heard.answered += 1
        owners.insert(answer.owner)
        counting.add(status)
      case .unreachable: heard.unreachable += 1
      case .notProven: heard.notProven += 1
      case .unreadable: heard.unreadable += 1
      }
    }
    self.heard = heard
    let all = Utilisation(
      height: visit.block.height, holdings: visit.holdings, catalogue: catalogue)
    let here = Utilisation(
      height: visit.block.height,
      holdings: visit.holdings.filter { owners.contains($0.lease.id.provider) },
      catalogue: catalogue)
    let classes = Set(all.lines.map(\.gpuClass)).union(counting.offered.keys)
    lines = classes.sorted { ($0?.rawValue ?? .max) < ($1?.rawValue ?? .max) }.map { gpuClass in
      let line = all.lines.first { $0.gpuClass == gpuClass }
      return Line(
        gpuClass: gpuClass, offered: counting.offered[gpuClass] ?? 0, leased: line?.leased ?? 0,
        leasedAtHeard: here.lines.first { $0.gpuClass == gpuClass }?.leased ?? 0,
        leases: line?.leases ?? 0, free: FreeBlocks(free: counting.free[gpuClass] ?? []).counts)
    }
  }

  /// What providers offer, while it is counted.
  private struct Counting {
    let check: InventoryCheck
    private(set) var offered: [ClassIndex?: UInt64] = [:]
    private(set) var free: [ClassIndex?: [UInt64]] = [:]

    init(catalogue: GPUCatalogue) { check = InventoryCheck(catalogue: catalogue) }

    mutating func add(_ status: ProviderStatus) {
      for node in status.nodes ?? [] {
        let verdict = check.judge(node.look)
        guard let groups = verdict.cards.groups?.filter({ $0.count > 0 }), !groups.isEmpty
        else { continue }
        for group in groups {
          let sum = (offered[group.match.index] ?? 0).addingReportingOverflow(
            UInt64(clamping: group.count))
          offered[group.match.index] = sum.overflow ? .max : sum.partialValue
        }
        guard groups.count == 1, let amount = verdict.gpu.allocatable.amount,
          let used = verdict.gpu.allocated.amount, used <= amount
        else { continue }
        free[groups[0].match.index, default: []].append(amount - used)
      }
    }
  }
}
