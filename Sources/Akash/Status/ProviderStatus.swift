public import Policy
public import Quantities

/// What a provider says of itself in one answer, in whichever form it came.
///
/// Nothing of it is proven: every value is as its operator's software wrote it.
public struct ProviderStatus: Hashable, Sendable {
  /// The form of the answer.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// The protobuf message of `GetStatus`, which describes cards.
    case message
    /// The JSON of `/status`, which counts GPUs and describes none.
    case rest
  }

  /// The form of the answer.
  public var form: Form
  /// The owner that it names, in the forms that do.
  public var owner: String?
  /// Its nodes in the order reported; nil where the answer has no inventory at all.
  public var nodes: [NodeReport]?
  /// Leases that it says are running.
  public var activeLeases: UInt64?
  /// Orders that it is bidding on.
  public var orders: UInt64?
  /// Deployments with a manifest.
  public var deployments: UInt64?
  /// Names under which it says it can be reached.
  public var publicHostnames: [String]
  /// When it says that the status was made, in whole seconds.
  public var reportedAt: Timestamp?
  /// The errors that it reports of itself.
  public var errors: [String]
  /// How long tenants are warned before their lease ends.
  public var reclamationWindowSeconds: Int64?
  /// Persistent storage by class.
  public var storage: [StorageReport]

  /// An answer that says nothing yet.
  public init(form: Form) {
    self.form = form
    publicHostnames = []
    errors = []
    storage = []
  }

  /// The most nodes that are read of one provider.
  public static let limitNodes = 4_096
}

/// One node as reported.
public struct NodeReport: Hashable, Sendable {
  /// Its name, cores, memory, GPUs and cards.
  public var look: InventoryLook
  /// Storage that goes with a lease.
  public var ephemeralStorage: ResourceLook
  /// Its classes of persistent storage; providers empty it for nodes that are not ready.
  public var storageClasses: [String]
  /// Whether the answer says what the whole node has, and not only what is free.
  public var hasTotals: Bool

  /// Takes every field as it is.
  public init(
    look: InventoryLook,
    ephemeralStorage: ResourceLook = ResourceLook(allocatable: nil, allocated: nil),
    storageClasses: [String] = [], hasTotals: Bool = true
  ) {
    self.look = look
    self.ephemeralStorage = ephemeralStorage
    self.storageClasses = storageClasses
    self.hasTotals = hasTotals
  }
}

/// One class of persistent storage as reported.
public struct StorageReport: Hashable, Sendable {
  /// Its class: `beta3`.
  public var storageClass: String
  /// Bytes.
  public var quantity: ResourceLook

  /// Wraps both.
  public init(storageClass: String, quantity: ResourceLook) {
    self.storageClass = storageClass
    self.quantity = quantity
  }
}
