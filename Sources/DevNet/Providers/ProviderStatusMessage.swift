import Akash
import SwiftProtobuf

/// What a provider answers to `GetStatus`.
enum ProviderStatusMessage {
  static func bytes(_ plan: ProviderPlan, _ state: ProviderState, atMillis told: Int64) -> [UInt8] {
    var status = WireStatus()
    status.cluster.leases.active = UInt32(state.leases)
    status.cluster.inventory.cluster.nodes = state.nodes.map(node)
    status.cluster.inventory.cluster.storage = [storage]
    status.cluster.inventory.reservations.pending.count = 0
    status.cluster.inventory.reservations.active.count = UInt32(state.leases)
    status.bidEngine.orders = 0
    status.manifest.deployments = UInt32(state.leases)
    status.publicHostnames = [plan.host]
    status.timestamp.seconds = told / 1_000
    status.timestamp.nanos = Int32(told % 1_000) * 1_000_000
    return (try? status.serializedBytes()) ?? []
  }

  private static var storage: WireStorage {
    var storage = WireStorage()
    storage.quantity = pair("10995116277760", "1099511627776")
    storage.info.class = "beta3"
    return storage
  }

  private static func pair(_ allocatable: String, _ allocated: String) -> WireResourcePair {
    var pair = WireResourcePair()
    pair.capacity.string = allocatable
    pair.allocatable.string = allocatable
    pair.allocated.string = allocated
    return pair
  }

  private static func node(_ state: NodeState) -> WireNode {
    var node = WireNode()
    node.name = state.name
    // Cores as Kubernetes writes them: thousandths where there are some.
    node.resources.cpu.quantity = pair(
      "\(state.milliCores.total / 1_000)", "\(state.milliCores.taken)m")
    var processor = WireCPUInfo()
    processor.id = "0"
    processor.vendor = "AuthenticAMD"
    processor.model = "AMD EPYC 9354 32-Core Processor"
    processor.vcores = UInt32(clamping: state.milliCores.total / 1_000)
    node.resources.cpu.info = [processor]
    node.resources.memory.quantity = pair(
      "\(state.memoryBytes.total >> 10)Ki", "\(state.memoryBytes.taken)")
    node.resources.gpu.quantity = pair("\(state.gpus.total)", "\(state.gpus.taken)")
    node.resources.gpu.info = state.cards.map { card in
      var info = WireGPUInfo()
      guard let card else {
        info.vendor = "nvidia"
        return info
      }
      info.vendor = card.vendor
      info.name = card.name
      info.modelid = card.modelID
      info.interface = card.interface
      info.memorySize = card.memory
      return info
    }
    node.resources.ephemeralStorage = pair(
      "\(state.storageBytes.total)", "\(state.storageBytes.taken)")
    node.resources.volumesAttached = pair("0", "0")
    node.resources.volumesMounted = pair("0", "0")
    node.capabilities.storageClasses = ["beta3"]
    return node
  }
}
