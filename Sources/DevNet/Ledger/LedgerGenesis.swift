import Keys
import Quantities

/// What the chain held when the world began: a function of the world, computed when asked about.
struct LedgerGenesis: Sendable {
  let world: World
  private let positions: [Address: Int]

  init(_ world: World) {
    self.world = world
    positions = Dictionary(
      uniqueKeysWithValues: world.people.enumerated().map { ($1.address, $0) })
  }

  /// The number that the first new account gets.
  var firstNewNumber: UInt64 { 1_000 + UInt64(world.people.count) }

  func entry(_ address: Address) -> LedgerEntry? {
    guard let position = positions[address] else { return nil }
    let person = world.people[position]
    let sequence = world.chance.below(500, .sequence, UInt64(position))
    // Who never sent anything has shown no key.
    let key = sequence == 0 ? nil : AccountKey.wallet(person.signer.publicKey)
    return LedgerEntry(
      account: LedgerAccount(number: 1_000 + UInt64(position), sequence: sequence, key: key),
      coins: coins(person, position))
  }

  private func coins(_ person: Person, _ position: Int) -> Coins {
    let drawn = UInt128(world.chance.below(9_000_000_000, .balance, UInt64(position)))
    switch person.role {
    case .owner: return Coins("uakt", 1_000_000_000 + drawn)
    case .tenant:
      var coins = Coins("uact", 500_000_000 + drawn)
      _ = coins.add(Coins("uakt", 10_000_000))
      return coins
    case .auditor: return Coins("uakt", 50_000_000)
    case .program: return Coins("uakt", 1_500_000_000_000)
    }
  }

  /// The community's pool, in uakt times 10^18: it grows a little with each block.
  static func poolScaled(at height: Int64) -> UInt128 {
    let grown = UInt128(max(0, height - BlockClock.firstHeight)) * 1_234_567_890_123_456_789
    return 987_654_321_000 * 1_000_000_000_000_000_000 + grown
  }
}
