import Synchronization

/// One chain: a world, and what transactions made of it. Any number of nodes answer for it.
public final class Chain: Sendable {
  /// The world whose chain it is.
  public let world: World
  private let ledger: Mutex<Ledger>

  /// Begins without a transaction.
  public init(_ world: World) {
    self.world = world
    ledger = Mutex(Ledger(world))
  }

  /// What goes wrong from now on.
  public var faults: ChainFaults {
    get { ledger.withLock { $0.faults } }
    set { ledger.withLock { $0.faults = newValue } }
  }

  /// How the validators vote on what ends from now on.
  public var validatorsVote: ValidatorsVote {
    get { ledger.withLock { $0.validatorsVote } }
    set { ledger.withLock { $0.validatorsVote = newValue } }
  }

  /// Makes the blocks up to a moment, and asks or changes the ledger then.
  func at<Value: Sendable>(_ millis: Int64, _ body: (inout sending Ledger) -> Value) -> Value {
    ledger.withLock {
      $0.advance(toMillis: millis)
      return body(&$0)
    }
  }
}
