/// Owners who registered one and the same endpoint.
///
/// Nobody can be kept from registering another's address: of such a group only the one whose
/// certificate answers is observed there, and its GPUs are counted once.
public struct SharedHost: Hashable, Sendable {
  /// The host and port.
  public let endpoint: String
  /// The owners, in the order of the list.
  public let owners: [String]

  /// The groups of two and more, by their endpoint; addresses that name no endpoint are left out.
  public static func groups(_ records: [ProviderRecord]) -> [SharedHost] {
    var owners: [[UInt8]: [String]] = [:]
    for record in records {
      guard let endpoint = try? ProviderEndpoint(record.hostURI) else { continue }
      let key = Array("\(endpoint.host):\(endpoint.restPort)".utf8)
      owners[key, default: []].append(record.owner)
    }
    return owners.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { key in
      let group = owners[key] ?? []
      guard group.count > 1 else { return nil }
      return SharedHost(endpoint: String(decoding: key, as: UTF8.self), owners: group)
    }
  }
}
