public import Evidence
import Keys
import Quantities

extension LeaseID {
  /// The id in one line, of which segments carry the hash: owner, deployment, group, order,
  /// provider and bid with slashes between them.
  public var text: String { "\(owner)/\(deployment)/\(group)/\(order)/\(provider)/\(bid)" }

  /// The first half of SHA-256 of the id's text.
  public var identifier: LeaseIdentifier {
    let value = Sha256.digest(of: Array(text.utf8)).bytes.prefix(16)
      .reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    return LeaseIdentifier(value: value)
  }

  /// Reads what `text` writes; nil for anything else.
  public init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, let deployment = UInt64(parts[1]), let group = UInt32(parts[2]),
      let order = UInt32(parts[3]), let bid = UInt32(parts[5])
    else { return nil }
    self.init(
      owner: parts[0], deployment: deployment, group: group, order: order, provider: parts[4],
      bid: bid)
    guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
  }

  /// Orders by owner, numbers and provider, so that lists have one order everywhere.
  static func precedes(_ left: LeaseID, _ right: LeaseID) -> Bool {
    if left.owner != right.owner {
      return left.owner.utf8.lexicographicallyPrecedes(right.owner.utf8)
    }
    let numbers = (left.deployment, left.group, left.order, left.bid)
    let others = (right.deployment, right.group, right.order, right.bid)
    if numbers != others { return numbers < others }
    return left.provider.utf8.lexicographicallyPrecedes(right.provider.utf8)
  }
}
