public import Quantities

/// What the tally found beside the figures; only duplicates and shared hosts hold a line.
public struct TallyFinding: Hashable, Sendable {
  /// The rule.
  public let kind: Kind
  /// The provider, unless the finding is an observer's.
  public let provider: ProviderIndex?
  /// The class, where the finding is of one.
  public let gpuClass: ClassIndex?
  /// The device as seen: a position in the tally's `devices`, where the finding is of one.
  public let device: Int?
  /// The observer and its segment, for `equivocation`.
  public let segment: EquivocalSegment?
  /// The first slot of the span concerned.
  public let firstSlot: Int
  /// The number of slots of the span concerned.
  public let slotCount: Int

  /// Takes every field as it is.
  public init(
    kind: Kind, provider: ProviderIndex? = nil, gpuClass: ClassIndex? = nil, device: Int? = nil,
    segment: EquivocalSegment? = nil, firstSlot: Int, slotCount: Int
  ) {
    self.kind = kind
    self.provider = provider
    self.gpuClass = gpuClass
    self.device = device
    self.segment = segment
    self.firstSlot = firstSlot
    self.slotCount = slotCount
  }

  /// The closed list of `tally.md`, in its order.
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    case equivocation
    case deviceUnknown
    case deviceAmbiguous
    case inventoryImpossible
    case inventoryNull
    case conflict
    case duplicateDevice
    case sharedHost
    case leaseConflict

    /// The name in statements and texts.
    public var name: String {
      switch self {
      case .equivocation: "equivocation"
      case .deviceUnknown: "device-unknown"
      case .deviceAmbiguous: "device-ambiguous"
      case .inventoryImpossible: "inventory-impossible"
      case .inventoryNull: "inventory-null"
      case .conflict: "conflict"
      case .duplicateDevice: "duplicate-device"
      case .sharedHost: "shared-host"
      case .leaseConflict: "lease-conflict"
      }
    }
  }
}

extension TallyFinding: Comparable {
  /// Orders by kind, provider, class, device and segment; absent comes last.
  public static func < (left: TallyFinding, right: TallyFinding) -> Bool {
    left.orderKey == right.orderKey
      ? left.segmentKey < right.segmentKey
      : left.orderKey < right.orderKey
  }

  /// Whether it stands before every finding of this kind, provider and class.
  func comesBefore(_ key: (kind: UInt8, provider: ProviderIndex, gpuClass: ClassIndex)) -> Bool {
    (orderKey.0, orderKey.1, orderKey.2)
      < (key.kind, UInt64(key.provider.rawValue), UInt64(key.gpuClass.rawValue))
  }

  private var orderKey: (UInt8, UInt64, UInt64, Int, Int, Int) {
    (
      kind.rawValue, provider.map { UInt64($0.rawValue) } ?? .max,
      gpuClass.map { UInt64($0.rawValue) } ?? .max, device ?? .max, firstSlot, slotCount
    )
  }

  private var segmentKey: (Digest, UInt8, Digest) {
    guard let segment else { return (.zero, 0, .zero) }
    return (segment.observer.bytes, segment.type.rawValue, segment.digest)
  }
}

/// A segment left out because its observer published another one for the same time.
public struct EquivocalSegment: Hashable, Sendable {
  /// Whose it is.
  public let observer: ObserverKey
  /// Of which type.
  public let type: SegmentType
  /// The segment's name: the SHA-256 of its bytes.
  public let digest: Digest
}

extension EquivocalSegment {
  /// Names a segment.
  public init(_ observer: ObserverKey, _ type: SegmentType, _ digest: Digest) {
    self.observer = observer
    self.type = type
    self.digest = digest
  }
}
