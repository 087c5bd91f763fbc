import CosmosClient
import Encoding

/// The processors that a bid or a deployment's group names.
enum RequestedCores {
  /// Thousandths of a core over all instances, as `resources_offer` and `group_spec.resources` say.
  static func milliCores(_ node: JSONNode?, key: String) throws(JSONFieldError) -> UInt64 {
    guard let node else { return 0 }
    var sum: UInt64 = 0
    for element in try node.array(limit: 4_096) {
      var fields = try element.fields()
      let instances = try fields.required("count").integer(UInt64.self, in: 0...1_000_000)
      var resource = try fields.required(key).fields()
      guard let cpu = resource.optionalOrNull("cpu") else { continue }
      let units: UInt64 = try cpu.member("units").member("val").textNumber()
      let (product, isTooMany) = units.multipliedReportingOverflow(by: instances)
      let (next, isTooMuch) = sum.addingReportingOverflow(product)
      guard !isTooMany, !isTooMuch else {
        throw cpu.error(.refused("more cores than can be counted"))
      }
      sum = next
    }
    return sum
  }
}
