/// When which witness is asked to cosign what, as a machine: the time and an event in, actions out.
///
/// Each witness is asked for the newest size alone, one request at a time; one that fails is asked
/// again after a pause that doubles.
public struct CosigningMachine: Sendable {
  /// What happened.
  public enum Event: Hashable, Sendable {
    /// The log has that many leaves, under a checkpoint.
    case published(size: Int64)
    /// A witness cosigned a size.
    case cosigned(witness: Int, size: Int64)
    /// A witness cosigned another size last than was thought.
    case conflict(witness: Int, known: Int64)
    /// A witness did not answer, or not as it should.
    case failed(witness: Int)
    /// Time went by.
    case tick
  }

  /// What to do.
  public enum Action: Hashable, Sendable {
    /// Ask a witness, with a proof from the size that it knows.
    case ask(witness: Int, from: Int64, to: Int64)
    /// A witness knows more than the log has: the log lost something that it had shown.
    case alarm(witness: Int, known: Int64, size: Int64)
    /// Come back with a tick after so many milliseconds.
    case wake(milliseconds: Int64)
  }

  /// The first pause after a failure.
  public static let firstPauseMilliseconds: Int64 = 2_000
  /// The longest.
  public static let longestPauseMilliseconds: Int64 = 300_000

  private struct Witness: Sendable {
    /// What it cosigned last, by its own word or to our knowledge.
    var known: Int64 = 0
    /// The largest size for which its line is at hand.
    var cosigned: Int64 = 0
    var isAsked = false
    var failures = 0
    var notBefore: Int64 = 0
  }

  private var witnesses: [Witness]
  private var latest: Int64 = 0

  /// Begins without knowing what any witness cosigned.
  public init(witnesses: Int) {
    self.witnesses = Array(repeating: Witness(), count: witnesses)
  }

  /// Takes an event; `now` in milliseconds of a clock that does not go back.
  public mutating func step(now: Int64, _ event: Event) -> [Action] {
    var actions: [Action] = []
    switch event {
    case .tick: break
    case .published(let size): latest = max(latest, size)
    case .cosigned(let index, let size):
      witnesses[index] = Witness(
        known: max(size, witnesses[index].known), cosigned: max(size, witnesses[index].cosigned))
    case .conflict(let index, let known):
      witnesses[index].isAsked = false
      if known > latest {
        actions.append(.alarm(witness: index, known: known, size: latest))
        fail(index, now)
      } else if known == witnesses[index].known {
        // It says what was assumed, and still refuses.
        fail(index, now)
      } else {
        witnesses[index].known = known
        // Its answers may go to and fro between two servers; each round counts as a failure.
        witnesses[index].failures += 1
        if witnesses[index].failures > 3 { fail(index, now) }
      }
    case .failed(let index):
      witnesses[index].isAsked = false
      fail(index, now)
    }
    return actions + questions(now)
  }

  private mutating func fail(_ index: Int, _ now: Int64) {
    witnesses[index].failures += 1
    let doublings = Int64(min(witnesses[index].failures - 1, 10))
    let pause = min(Self.firstPauseMilliseconds << doublings, Self.longestPauseMilliseconds)
    witnesses[index].notBefore = now + pause
  }

  private mutating func questions(_ now: Int64) -> [Action] {
    var actions: [Action] = []
    var wake: Int64?
    for index in witnesses.indices {
      let witness = witnesses[index]
      guard !witness.isAsked, witness.cosigned < latest else { continue }
      if witness.notBefore > now {
        wake = min(wake ?? .max, witness.notBefore - now)
        continue
      }
      witnesses[index].isAsked = true
      actions.append(.ask(witness: index, from: witness.known, to: latest))
    }
    if let wake { actions.append(.wake(milliseconds: wake)) }
    return actions
  }
}
