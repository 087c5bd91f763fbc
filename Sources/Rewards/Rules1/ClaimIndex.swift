import Policy
import Quantities

/// Finds claims by id, for amounts carried over or corrected; built only where there are any.
struct ClaimIndex {
  private var positions: [Label: Int] = [:]

  /// Indexes the claims of a pool when amounts are carried over or corrected, or in any case.
  init(_ context: CloseContext, always: Bool = false) throws(CloseRejection) {
    let lines = context.input.previous.first?.lines ?? []
    guard
      always || !context.input.corrections.isEmpty
        || lines.contains(where: { !$0.unvested.isEmpty || !$0.holds.isEmpty })
    else { return }
    for (index, claim) in context.claims.enumerated()
    where claim.pool == context.pool.name {
      guard positions.updateValue(index, forKey: claim.id) == nil else {
        throw .claimTwice(claim.id)
      }
    }
  }

  func position(of id: Label) throws(CloseRejection) -> Int {
    guard let position = positions[id] else { throw .claimUnknown(id) }
    return position
  }
}
