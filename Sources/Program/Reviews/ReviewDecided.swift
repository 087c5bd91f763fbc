public import Encoding
import Policy
public import Quantities

/// `review.decided/1`: the administrator releases or refuses what an epoch held of a provider.
public struct ReviewDecided: EntryBody {
  /// What was decided.
  public enum Decision: String, Hashable, Sendable, CaseIterable {
    /// The held parts are paid on.
    case release
    /// They go back to the pool.
    case refuse
  }

  /// Its kind.
  public static let kind = EntryKind.reviewDecided
  /// The pool.
  public var pool: Label
  /// The epoch's number, from 1.
  public var epoch: Int
  /// The provider.
  public var provider: Address
  /// What was decided.
  public var decision: Decision

  /// Takes every field as it is.
  public init(pool: Label, epoch: Int, provider: Address, decision: Decision) {
    self.pool = pool
    self.epoch = epoch
    self.provider = provider
    self.decision = decision
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    pool = try fields.required("pool").label()
    epoch = try fields.required("epoch").epochNumber()
    provider = try fields.required("provider").address()
    let decision = try fields.required("decision")
    guard let known = Decision(rawValue: try decision.string()) else {
      throw decision.error(.refused("must be release or refuse"))
    }
    self.decision = known
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("pool", pool)
    writer.field("epoch", epoch)
    writer.field("provider", provider)
    writer.field("decision", decision.rawValue)
  }

  /// The provider.
  public var addresses: [Address] { [provider] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses an unknown pool and a second decision.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard state.rules.policy.pool(named: pool) != nil else { throw .poolUnknown(pool) }
    if let review = state.reviews.review(pool: pool, epoch: epoch, provider: provider) {
      throw .reviewTaken(pool: pool, epoch: epoch, line: review.line)
    }
  }

  /// Adds the decision.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.reviews.decide(self, line: frame.line)
  }
}

extension JSONNode {
  /// An epoch's number, from 1.
  func epochNumber() throws(JSONFieldError) -> Int { try integer(in: 1...999_999) }
}
