public import Quantities

/// A provider of the world: who and where it is, what it has, and what is wrong with it.
public struct ProviderPlan: Hashable, Sendable {
  /// Its position from 0.
  public let position: Int
  /// The owner.
  public let owner: Address
  /// The address at which it listens.
  public let host: String
  /// The address that it registered.
  public let registeredHost: String
  /// What it names as its software's version.
  public let version: String
  /// The form of its REST status.
  public let shape: RestShape
  /// Its machines.
  public let nodes: [NodePlan]
  /// The provider whose cards it shows; nil where they are its own.
  public let mirrors: Int?
  /// What is wrong with it.
  public let defects: [Defect]

  /// The forms of the REST status, newest first.
  public enum RestShape: String, Hashable, Sendable, CaseIterable {
    /// Totals and free amounts as numbers.
    case current
    /// The same, each amount wrapped.
    case wrapped
    /// Free amounts alone, by node.
    case flat
  }

  /// Whether it has a defect.
  public func has(_ defect: Defect) -> Bool { defects.contains(defect) }

  /// Whether anything listens for it.
  public var listens: Bool { !has(.sharedHost) }

  /// What the chain has as its address.
  public var hostURI: String { "https://\(registeredHost):8443" }

  /// The attributes that it has on the chain, in order.
  public var attributes: [(key: String, value: String)] {
    var list: [(key: String, value: String)] = [
      ("host", "akash"), ("region", "devnet"), ("tier", "community"),
      ("organization", "provider \(position + 1)"), ("capabilities/cpu", "amd"),
    ]
    let kinds = nodes.compactMap(\.card)
    if !kinds.isEmpty { list.append(("capabilities/gpu", "nvidia")) }
    for kind in CardKind.all where kinds.contains(kind) { list.append((kind.attribute, "true")) }
    return list
  }
}
