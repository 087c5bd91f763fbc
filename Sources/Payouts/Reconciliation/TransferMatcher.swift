import Quantities

/// Pairs transfers with entries by ever fewer things that they have in common.
struct TransferMatcher {
  enum Common { case transaction, counterparty, amount }

  /// What a transfer and an entry have in common; parts that do not count are empty.
  private struct Key: Hashable, Comparable {
    let direction: WalletTransfer.Direction
    let transaction: Digest
    let counterparty: [UInt8]
    let uakt: Int64

    static func < (left: Key, right: Key) -> Bool {
      if left.direction != right.direction { return left.direction < right.direction }
      if left.transaction != right.transaction { return left.transaction < right.transaction }
      if left.counterparty != right.counterparty {
        return left.counterparty.lexicographicallyPrecedes(right.counterparty)
      }
      return left.uakt < right.uakt
    }
  }

  /// What is not matched yet, by height, transaction and the rest.
  private(set) var transfers: [WalletTransfer]
  /// What is not matched yet, by line.
  private(set) var expected: [ExpectedTransfer]

  init(transfers: [WalletTransfer], expected: [ExpectedTransfer]) {
    // The order of the input decides nothing: equal transfers are interchangeable.
    self.transfers = transfers.sorted {
      let left = Self.key(of: $0, by: [.transaction, .counterparty, .amount])
      let right = Self.key(of: $1, by: [.transaction, .counterparty, .amount])
      if $0.height != $1.height { return $0.height < $1.height }
      return left == right
        ? $0.memo.utf8.lexicographicallyPrecedes($1.memo.utf8) : left < right
    }
    self.expected = expected.sorted {
      if $0.line != $1.line { return $0.line < $1.line }
      return Self.key(of: $0, by: [.transaction, .counterparty, .amount])
        < Self.key(of: $1, by: [.transaction, .counterparty, .amount])
    }
  }

  /// Takes out the pairs that have all of this in common, each once.
  mutating func take(by common: Set<Common>) -> [(WalletTransfer, ExpectedTransfer)] {
    var open = SortedMap(
      expected.indices.map { (Self.key(of: expected[$0], by: common), [$0]) }, combining: +)
    var taken = [Bool](repeating: false, count: expected.count)
    var pairs: [(WalletTransfer, ExpectedTransfer)] = []
    var rest: [WalletTransfer] = []
    for transfer in transfers {
      let key = Self.key(of: transfer, by: common)
      // One that bears the memo comes first, so that a memo is wrong only where none fits.
      guard let indices = open[key], !indices.isEmpty else {
        rest.append(transfer)
        continue
      }
      let position = indices.firstIndex { Self.fits(transfer, expected[$0].memo) } ?? 0
      let index = indices[position]
      open[key]?.remove(at: position)
      taken[index] = true
      pairs.append((transfer, expected[index]))
    }
    transfers = rest
    expected = expected.indices.filter { !taken[$0] }.map { expected[$0] }
    return pairs
  }

  private static func fits(_ transfer: WalletTransfer, _ memo: String?) -> Bool {
    memo.map { $0.utf8.elementsEqual(transfer.memo.utf8) } ?? true
  }

  private static func key(of transfer: WalletTransfer, by common: Set<Common>) -> Key {
    Key(
      direction: transfer.direction,
      transaction: common.contains(.transaction) ? transfer.transaction : .zero,
      counterparty: common.contains(.counterparty) ? transfer.counterparty?.bytes ?? [] : [],
      uakt: common.contains(.amount) ? transfer.uakt : 0)
  }

  private static func key(of entry: ExpectedTransfer, by common: Set<Common>) -> Key {
    Key(
      direction: entry.direction,
      transaction: common.contains(.transaction) ? entry.transaction : .zero,
      counterparty: common.contains(.counterparty) ? entry.counterparty?.bytes ?? [] : [],
      uakt: common.contains(.amount) ? entry.uakt : 0)
  }
}
