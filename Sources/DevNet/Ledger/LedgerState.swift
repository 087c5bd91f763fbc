import Quantities

/// The chain's state after a block: what differs from the world's own beginning.
struct LedgerState: Sendable {
  let genesis: LedgerGenesis
  private(set) var entries: [Address: LedgerEntry] = [:]
  /// Whose entries changed since the last `takeTouched`.
  private(set) var touched: Set<Address> = []
  private var nextNumber: UInt64
  /// What was given to and taken from the community's pool.
  var poolReceived = Coins()
  var poolPaid = Coins()
  var proposals: [UInt64: Proposal] = [:]
  var permissions: [Permission.Key: Permission] = [:]
  /// The moments of unordered transactions, by signer.
  var moments: Set<String> = []
  /// Deposits that a veto destroyed.
  var burned = Coins()

  /// Both sums of the pool.
  struct PoolMoves: Sendable {
    let received: Coins
    let paid: Coins
  }

  init(_ genesis: LedgerGenesis) {
    self.genesis = genesis
    nextNumber = genesis.firstNewNumber
  }

  func entry(_ address: Address) -> LedgerEntry {
    entries[address] ?? genesis.entry(address) ?? LedgerEntry()
  }

  func account(_ address: Address) -> LedgerAccount? { entry(address).account }

  private mutating func put(_ entry: LedgerEntry, _ address: Address) {
    entries[address] = entry
    touched.insert(address)
  }

  mutating func takeTouched() -> [Address] {
    defer { touched = [] }
    return touched.sorted()
  }

  mutating func change(_ address: Address, _ body: (inout LedgerAccount) -> Void) {
    var entry = entry(address)
    guard var account = entry.account else { return }
    body(&account)
    entry.account = account
    put(entry, address)
  }

  // MARK: Coins

  /// Takes coins from an account.
  mutating func take(_ coins: Coins, from address: Address) throws(TransactionRefusal) {
    var entry = entry(address)
    if let short = entry.coins.subtract(coins) {
      let held = entry.coins[short.denomination]
      throw .insufficientFunds(
        "spendable balance \(held)\(short.denomination) is smaller than "
          + "\(short.amount)\(short.denomination)")
    }
    put(entry, address)
  }

  /// Gives coins to an account, which is there from then on.
  mutating func give(_ coins: Coins, to address: Address) throws(TransactionRefusal) {
    var entry = entry(address)
    guard entry.coins.add(coins) else { throw .invalidCoins("integer overflow") }
    if entry.account == nil, !ModuleAccount.blocked.contains(address) {
      entry.account = LedgerAccount(number: nextNumber, sequence: 0, key: nil)
      nextNumber += 1
    }
    put(entry, address)
  }

  /// What the community's pool holds at a height, in whole units.
  func pool(at height: Int64) -> Coins {
    var coins = Coins("uakt", LedgerGenesis.poolScaled(at: height) / 1_000_000_000_000_000_000)
    // More is never paid than was there, and the pool only grows by itself.
    _ = coins.add(poolReceived)
    _ = coins.subtract(poolPaid)
    return coins
  }
}
