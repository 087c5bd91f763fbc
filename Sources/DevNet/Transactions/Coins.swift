import Encoding

/// Amounts of several denominations, sorted by name, none of them zero.
struct Coins: Hashable, Sendable {
  /// One denomination's amount.
  struct Coin: Hashable, Sendable {
    let denomination: String
    let amount: UInt128
  }

  private(set) var all: [Coin] = []

  init() {}

  init(_ denomination: String, _ amount: UInt128) {
    if amount > 0 { all = [Coin(denomination: denomination, amount: amount)] }
  }

  /// Reads a message's coins as the bank does: sorted, each once, above zero.
  init(_ messages: [ProtoMessage], mayBeEmpty: Bool = false) throws(TransactionRefusal) {
    for message in messages {
      let (name, text) = (message.text("denom"), message.text("amount"))
      guard Self.isDenomination(name) else { throw .invalidCoins("invalid denom: \(name)") }
      guard let amount = Self.amount(text) else { throw .invalidCoins("\(text)\(name)") }
      guard amount > 0 else { throw .invalidCoins("\(text)\(name)") }
      if let last = all.last {
        guard last.denomination.utf8.lexicographicallyPrecedes(name.utf8) else {
          throw .invalidCoins("coins are not sorted, or one is there twice: \(name)")
        }
      }
      all.append(Coin(denomination: name, amount: amount))
    }
    guard mayBeEmpty || !all.isEmpty else { throw .invalidCoins("") }
  }

  /// A whole number as the chain's own type reads it, as far as a ledger of ours can hold it.
  private static func amount(_ text: String) -> UInt128? {
    guard !text.isEmpty, text.utf8.count <= 38, text.utf8.allSatisfy({ 48...57 ~= $0 }) else {
      return nil
    }
    return UInt128(text)
  }

  private static func isDenomination(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func isLetter(_ byte: UInt8) -> Bool { 65...90 ~= byte || 97...122 ~= byte }
    guard (3...128).contains(bytes.count), isLetter(bytes[0]) else { return false }
    return bytes.allSatisfy { isLetter($0) || 48...57 ~= $0 || "/:._-".utf8.contains($0) }
  }

  var isEmpty: Bool { all.isEmpty }

  subscript(denomination: String) -> UInt128 {
    all.first { $0.denomination.utf8.elementsEqual(denomination.utf8) }?.amount ?? 0
  }

  private mutating func set(_ denomination: String, _ amount: UInt128) {
    all.removeAll { $0.denomination.utf8.elementsEqual(denomination.utf8) }
    guard amount > 0 else { return }
    let position =
      all.firstIndex { denomination.utf8.lexicographicallyPrecedes($0.denomination.utf8) }
      ?? all.count
    all.insert(Coin(denomination: denomination, amount: amount), at: position)
  }

  /// Adds; false where a sum passes what a number holds, and then nothing is added.
  mutating func add(_ other: Coins) -> Bool {
    var sum = self
    for coin in other.all {
      let (amount, overflows) = sum[coin.denomination].addingReportingOverflow(coin.amount)
      guard !overflows else { return false }
      sum.set(coin.denomination, amount)
    }
    self = sum
    return true
  }

  /// Takes away; the first coin that is not there is told, and then nothing is taken.
  mutating func subtract(_ other: Coins) -> Coin? {
    var rest = self
    for coin in other.all {
      guard rest[coin.denomination] >= coin.amount else { return coin }
      rest.set(coin.denomination, rest[coin.denomination] - coin.amount)
    }
    self = rest
    return nil
  }

  /// As logs and events write them: `5uact,7uakt`.
  var text: String { all.map { "\($0.amount)\($0.denomination)" }.joined(separator: ",") }

  /// As the gateway lists them.
  var json: JSONValue { .array(all.map { .coin($0.denomination, $0.amount) }) }
}
