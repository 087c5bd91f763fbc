public import Encoding
public import Quantities

/// `relation.decided/1`: the administrator says whether two wallets belong together.
public struct RelationDecided: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.relationDecided
  /// One of the two.
  public var wallet: Address
  /// The other.
  public var relative: Address
  /// What was decided.
  public var decision: Decision
  /// The blob with the reason.
  public var why: Digest

  /// Whether two wallets belong together.
  public enum Decision: String, Hashable, Sendable, CaseIterable {
    case related, unrelated
  }

  /// Takes every field as it is.
  public init(wallet: Address, relative: Address, decision: Decision, why: Digest) {
    self.wallet = wallet
    self.relative = relative
    self.decision = decision
    self.why = why
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    wallet = try fields.required("wallet").address()
    relative = try fields.required("relative").address()
    let decision = try fields.required("decision")
    guard let known = Decision(rawValue: try decision.string()) else {
      throw decision.error(.refused("must be related or unrelated"))
    }
    self.decision = known
    why = try fields.required("why").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("wallet", wallet)
    writer.field("relative", relative)
    writer.field("decision", decision.rawValue)
    writer.field("why", why)
  }

  /// Both.
  public var addresses: [Address] { [wallet, relative] }

  /// The reason.
  public var neededBlobs: [Digest] { [why] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses a wallet and itself, and what stands already.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try state.activity.requireChange(wallet, relative, areRelated: decision == .related)
  }

  /// Takes the place of what was declared or decided before.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.activity.decide(wallet, relative, areRelated: decision == .related)
  }
}
