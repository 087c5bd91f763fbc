import Encoding
import Policy

/// The JSON form of a provider's status, as `/status` gives it, with the older shapes.
///
/// It counts CPU in thousandths of a core where the message counts cores, says what is free where
/// the message says what is leased, and describes no card.
public enum RestStatus {
  /// The longest answer read.
  public static let limitBytes = 1 << 20

  /// Reads an answer; fields that nobody reads may be anything.
  public static func read(_ bytes: [UInt8]) throws(StatusRefusal) -> ProviderStatus {
    let root = JSONNode(try RestAnswer.read(bytes, limitBytes: limitBytes))
    do {
      return try read(root)
    } catch let error as JSONFieldError {
      throw .field(error)
    } catch let error as StatusRefusal {
      throw error
    } catch {
      throw .notAMessage
    }
  }

  private static func read(_ root: JSONNode) throws -> ProviderStatus {
    var status = ProviderStatus(form: .rest)
    var fields = try root.fields()
    status.owner = try fields.optionalOrNull("address")?.string(limitBytes: 90)
    if let hostname = try fields.optionalOrNull("cluster_public_hostname")?.string() {
      status.publicHostnames = [hostname]
    }
    status.orders = try count(fields.optionalOrNull("bidengine"), "orders")
    status.deployments = try count(fields.optionalOrNull("manifest"), "deployments")
    if let nanoseconds = try fields.optionalOrNull("reclamation_window")?.integer(Int64.self) {
      status.reclamationWindowSeconds = nanoseconds / 1_000_000_000
    }
    guard let cluster = fields.optionalOrNull("cluster") else { return status }
    status.activeLeases = try count(cluster, "leases")
    var inside = try cluster.fields()
    guard let inventory = inside.optionalOrNull("inventory") else { return status }
    var parts = try inventory.fields()
    if let error = try parts.optionalOrNull("error")?.string(), !error.isEmpty {
      status.errors = [error]
    }
    guard let available = parts.optionalOrNull("available") else { return status }
    var lists = try available.fields()
    if let nodes = lists.optionalOrNull("nodes") {
      let elements = try nodes.array()
      guard elements.count <= ProviderStatus.limitNodes else {
        throw StatusRefusal.tooManyNodes(limit: ProviderStatus.limitNodes)
      }
      status.nodes = try elements.enumerated().map { try node($1, position: $0) }
    }
    if let storage = lists.optionalOrNull("storage") {
      status.storage = try storage.array(limit: ProviderStatus.limitNodes).map { element in
        var fields = try element.fields()
        let storageClass = try fields.optionalOrNull("class")?.string() ?? ""
        let free = try amount(fields.optionalOrNull("size"))
        return StorageReport(
          storageClass: storageClass, quantity: ResourceLook(allocatable: free, allocated: nil))
      }
    }
    return status
  }

  private static func count(_ node: JSONNode?, _ key: String) throws(JSONFieldError) -> UInt64? {
    guard let node, !node.isNull else { return nil }
    var fields = try node.fields()
    return try fields.optionalOrNull(key)?.integer(UInt64.self)
  }

  /// A node; before `allocatable` and `available` there were its free amounts alone.
  private static func node(_ node: JSONNode, position: Int) throws(JSONFieldError) -> NodeReport {
    var fields = try node.fields()
    let name = try fields.optionalOrNull("name")?.string() ?? "node \(position + 1)"
    let allocatable = fields.optionalOrNull("allocatable")
    let available = fields.optionalOrNull("available")
    let hasTotals = allocatable != nil
    func look(_ key: String, unit: String = "") throws(JSONFieldError) -> ResourceLook {
      guard hasTotals else { return ResourceLook(allocatable: nil, allocated: nil) }
      let total = try member(allocatable, key)
      let free = try member(available, key)
      return ResourceLook(
        allocatable: total.map { $0 + unit },
        allocated: difference(total, free).map { "\($0)" + unit })
    }
    return NodeReport(
      look: InventoryLook(
        node: name, cpu: try look("cpu", unit: "m"), memory: try look("memory"),
        gpu: try look("gpu"), cards: nil),
      ephemeralStorage: try look("storage_ephemeral"), hasTotals: hasTotals)
  }

  private static func member(_ node: JSONNode?, _ key: String) throws(JSONFieldError) -> String? {
    guard let node else { return nil }
    var fields = try node.fields()
    return try amount(fields.optionalOrNull(key))
  }

  /// What is leased: below zero where more is free than there is, which is then impossible.
  private static func difference(_ total: String?, _ free: String?) -> Int128? {
    guard let total, let free, let whole = Int128(total), let part = Int128(free) else {
      return nil
    }
    let (difference, overflow) = whole.subtractingReportingOverflow(part)
    return overflow ? nil : difference
  }

  /// A whole number; older answers wrap it: `{"units":{"val":"100"}}`, `{"size":{"val":"1"}}`.
  private static func amount(_ node: JSONNode?) throws(JSONFieldError) -> String? {
    guard let node, !node.isNull else { return nil }
    switch node.value {
    case .integer(let number): return "\(number)"
    case .string(let text): return text
    case .object:
      var fields = try node.fields()
      for key in ["units", "size", "quantity", "val", "string"] {
        if let inner = fields.optionalOrNull(key) { return try amount(inner) }
      }
      return nil
    case .null, .bool, .array:
      throw node.error(.wrongKind(expected: .integer, found: node.value.kind))
    }
  }
}

/// The strict JSON of any answer of a provider's REST gateway.
enum RestAnswer {
  static func read(_ bytes: [UInt8], limitBytes: Int) throws(StatusRefusal) -> JSONValue {
    guard bytes.count <= limitBytes else { throw .tooLong(limitBytes: limitBytes) }
    do {
      return try JSONReader.read(bytes, limitBytes: limitBytes)
    } catch {
      throw .notJSON(error)
    }
  }
}
