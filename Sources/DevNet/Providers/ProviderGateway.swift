import Encoding
import Quantities

/// A provider's answers, for a time: a function and nothing else.
public struct ProviderGateway: Sendable {
  /// The world that the provider is of.
  public let world: World
  /// The provider.
  public let plan: ProviderPlan

  /// Answers for a provider.
  public init(_ world: World, _ plan: ProviderPlan) {
    self.world = world
    self.plan = plan
  }

  /// What it shows at a time.
  func state(atMillis now: Int64) -> ProviderState {
    world.state(of: plan, at: world.blocks.height(atMillis: now))
  }

  /// The message of `GetStatus`.
  public func statusMessage(atMillis now: Int64) -> [UInt8] {
    let state = state(atMillis: now)
    // The time of what is told: the present, except where it stands still.
    let told = plan.has(.frozenInventory) ? world.blocks.millis(of: state.height) : now
    return ProviderStatusMessage.bytes(plan, state, atMillis: told)
  }

  /// The answer to a GET, or nil where there is nothing at that path.
  public func answer(_ path: String, atMillis now: Int64) -> [UInt8]? {
    switch path {
    case "/version": version.bytes
    case "/address": JSONValue.members(["address": .string("\(plan.owner)")]).bytes
    case "/status": status(state(atMillis: now)).bytes
    default: nil
    }
  }

  private var version: JSONValue {
    let isOld = plan.has(.oldRelease)
    let dependencies = (0..<40).map { JSONValue.string("example.org/module\($0)@v1.\($0).0") }
    return .members([
      "akash": .members([
        "name": .string("provider-services"), "server_name": .string("provider-services"),
        "version": .string(plan.version), "commit": .string("0123456789abcdef"),
        isOld ? "buildTags" : "build_tags": .string("osusergo,netgo,static_build"),
        "go": .string("go version go1.26.2 linux/amd64"), "build_deps": .array(dependencies),
        isOld ? "cosmosSdkVersion" : "cosmos_sdk_version": .string("v0.53.4"),
      ]),
      "kube": .members([
        "major": .string("1"), "minor": .string("30"), "gitVersion": .string("v1.30.4+k3s1"),
        "gitTreeState": .string("clean"), "compiler": .string("gc"),
        "platform": .string("linux/amd64"),
      ]),
    ])
  }

  // MARK: Status

  private func status(_ state: ProviderState) -> JSONValue {
    let running: [JSONValue] = (0..<state.leases).map { _ in
      .members([
        "cpu": .number(2_000), "gpu": .number(0), "memory": .number(4_294_967_296),
        "storage_ephemeral": .number(21_474_836_480),
      ])
    }
    var inventory: [JSONMember] = running.isEmpty ? [] : [JSONMember("active", .array(running))]
    inventory.append(
      JSONMember("available", .members(["nodes": .array(state.nodes.map { node($0) })])))
    return .members([
      "cluster": .members(["leases": .number(state.leases), "inventory": .object(inventory)]),
      "bidengine": .members(["orders": .number(0)]),
      "manifest": .members(["deployments": .number(state.leases)]),
      "cluster_public_hostname": .string(plan.host), "address": .string("\(plan.owner)"),
      "leased_ip": .null,
    ])
  }

  private func node(_ node: NodeState) -> JSONValue {
    func free(_ amount: (total: UInt64, taken: UInt64)) -> UInt64 {
      amount.total - min(amount.total, amount.taken)
    }
    func amounts(_ of: ((total: UInt64, taken: UInt64)) -> UInt64) -> JSONValue {
      .members([
        "cpu": amount("units", of(node.milliCores)), "gpu": amount("units", of(node.gpus)),
        "memory": amount("size", of(node.memoryBytes)),
        "storage_ephemeral": amount("size", of(node.storageBytes)),
      ])
    }
    guard plan.shape != .flat else { return amounts(free) }
    return .members([
      "name": .string(node.name), "allocatable": amounts { $0.total },
      "available": amounts(free),
    ])
  }

  /// An amount in the provider's shape: a number, or wrapped as older releases did.
  private func amount(_ key: String, _ value: UInt64) -> JSONValue {
    guard plan.shape == .wrapped else { return .number(value) }
    return .object([JSONMember(key, .members(["val": .text(value)]))])
  }
}
