public import Policy
public import Quantities

/// How much of a class is leased, at one height of the chain (O-38).
public struct Utilisation: Hashable, Sendable {
  /// The height of everything that it was made from.
  public let height: Int64
  /// The figures by class in the catalogue's order, what belongs to none at the end.
  public let lines: [Line]

  /// The figures of one class.
  public struct Line: Hashable, Sendable {
    /// The class, or nil for leases of any model and cards of none that is known.
    public let gpuClass: ClassIndex?
    /// Leased GPUs.
    public let leased: UInt64
    /// Leases.
    public let leases: Int
  }

  /// Counts what leases hold, each by the winning bid, or by the deployment's group where the bid
  /// is gone; a lease without either counts as a lease of no class and no GPU.
  public init(
    height: Int64, holdings: [(lease: LeaseRecord, gpus: [RequestedGPUs])],
    catalogue: GPUCatalogue
  ) {
    var leased: [ClassIndex?: (gpus: UInt64, leases: Int)] = [:]
    for (lease, gpus) in holdings where lease.state.isPaid {
      for request in gpus {
        let gpuClass = Self.gpuClass(request, catalogue)
        var line = leased[gpuClass] ?? (0, 0)
        line.gpus = line.gpus.addingReportingOverflow(request.count).partialValue
        line.leases += 1
        leased[gpuClass] = line
      }
    }
    self.height = height
    lines = leased.keys.sorted { ($0?.rawValue ?? .max) < ($1?.rawValue ?? .max) }.map {
      Line(gpuClass: $0, leased: leased[$0]?.gpus ?? 0, leases: leased[$0]?.leases ?? 0)
    }
  }

  /// The one class that a request can mean; nil for several, any or none.
  static func gpuClass(_ request: RequestedGPUs, _ catalogue: GPUCatalogue) -> ClassIndex? {
    guard !request.isWildcard, request.attributes.count == 1 else { return nil }
    let attribute = request.attributes[0]
    return GPUQuery.parse("\(attribute.key)=\(attribute.value)", in: catalogue).match.index
  }
}

/// Free GPUs as tenants can use them: in whole blocks on one node.
///
/// A mean hides that nothing useful is free: eight nodes with one free GPU each hold no block of 8.
public struct FreeBlocks: Hashable, Sendable {
  /// The sizes counted.
  public static let sizes: [UInt64] = [1, 2, 4, 8]
  /// How many blocks of each size are free, each size counted by itself.
  public let counts: [Int]

  /// Counts over the nodes' free GPUs.
  public init(free nodes: [UInt64]) {
    counts = Self.sizes.map { size in nodes.reduce(0) { $0 + Int(clamping: $1 / size) } }
  }

  /// Counts over verdicts; a node whose figures are unknown or impossible has no free block.
  public init(_ verdicts: [InventoryVerdict]) {
    self.init(
      free: verdicts.map { verdict in
        guard let offered = verdict.gpu.allocatable.amount,
          let used = verdict.gpu.allocated.amount, used <= offered
        else { return 0 }
        return offered - used
      })
  }
}
