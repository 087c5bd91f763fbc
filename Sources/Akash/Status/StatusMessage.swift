import Policy
import Quantities
import SwiftProtobuf

/// The protobuf form of a provider's status.
public enum StatusMessage {
  /// The longest message read: a provider of a thousand nodes needs a quarter of it.
  public static let limitBytes = 1 << 20

  /// Reads a message; whatever stands in it, it is read or refused.
  public static func read(_ bytes: [UInt8]) throws(StatusRefusal) -> ProviderStatus {
    guard bytes.count <= limitBytes else { throw .tooLong(limitBytes: limitBytes) }
    try StatusScreen.check(bytes)
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = 16
    options.discardUnknownFields = true
    let message: WireStatus
    do {
      message = try WireStatus(serializedBytes: bytes, options: options)
    } catch {
      throw .notAMessage
    }
    return try read(message)
  }

  /// The same of a message that is decoded already.
  public static func read(_ message: WireStatus) throws(StatusRefusal) -> ProviderStatus {
    let cluster = message.cluster
    guard cluster.inventory.cluster.nodes.count <= ProviderStatus.limitNodes else {
      throw .tooManyNodes(limit: ProviderStatus.limitNodes)
    }
    var status = ProviderStatus(form: .message)
    if message.hasCluster, cluster.hasInventory, cluster.inventory.hasCluster {
      status.nodes = cluster.inventory.cluster.nodes.map { node($0) }
      status.storage = cluster.inventory.cluster.storage.map {
        StorageReport(storageClass: $0.info.class, quantity: look($0.quantity, $0.hasQuantity))
      }
    }
    if message.hasCluster { status.activeLeases = UInt64(cluster.leases.active) }
    if message.hasBidEngine { status.orders = UInt64(message.bidEngine.orders) }
    if message.hasManifest { status.deployments = UInt64(message.manifest.deployments) }
    status.publicHostnames = message.publicHostnames
    status.errors = message.errors
    if message.hasTimestamp {
      status.reportedAt = try? Timestamp(seconds: message.timestamp.seconds)
    }
    if message.hasReclamationWindow {
      status.reclamationWindowSeconds = message.reclamationWindow.seconds
    }
    return status
  }

  private static func node(_ node: WireNode) -> NodeReport {
    let resources = node.resources
    let gpu = look(resources.gpu.quantity, resources.gpu.hasQuantity)
    return NodeReport(
      look: InventoryLook(
        node: node.name, cpu: look(resources.cpu.quantity, resources.cpu.hasQuantity),
        memory: look(resources.memory.quantity, resources.memory.hasQuantity), gpu: gpu,
        cards: cards(resources, gpu)),
      ephemeralStorage: look(resources.ephemeralStorage, resources.hasEphemeralStorage),
      storageClasses: node.capabilities.storageClasses)
  }

  /// The cards, or nil where the list is null.
  ///
  /// The wire has one form for an empty list and for none. Beside a count of zero it is empty;
  /// beside any other it says nothing, which is neither zero GPUs nor that many (O-45).
  private static func cards(
    _ resources: WireNodeResources, _ gpu: ResourceLook
  ) -> [DeviceDescriptor]? {
    guard resources.hasGpu else { return nil }
    guard !resources.gpu.info.isEmpty else {
      return isZero(gpu.allocatable) && isZeroOrAbsent(gpu.capacity) ? [] : nil
    }
    return resources.gpu.info.map {
      DeviceDescriptor(
        vendor: $0.vendor, name: $0.name, modelID: $0.modelid, interface: $0.interface,
        memorySize: $0.memorySize)
    }
  }

  private static func isZero(_ text: String?) -> Bool {
    guard let text, let quantity = try? KubernetesQuantity(text) else { return false }
    return quantity.milli == 0
  }

  private static func isZeroOrAbsent(_ text: String?) -> Bool { text == nil || isZero(text) }

  private static func look(_ pair: WireResourcePair, _ isThere: Bool) -> ResourceLook {
    guard isThere else { return ResourceLook(allocatable: nil, allocated: nil) }
    func text(_ quantity: WireQuantity, _ isThere: Bool) -> String? {
      isThere && !quantity.string.isEmpty ? quantity.string : nil
    }
    return ResourceLook(
      capacity: text(pair.capacity, pair.hasCapacity),
      allocatable: text(pair.allocatable, pair.hasAllocatable),
      allocated: text(pair.allocated, pair.hasAllocated))
  }
}
