public import Encoding

/// The votes on a proposal, counted in uakt of stake.
public struct ProposalTally: Hashable, Sendable {
  /// For it.
  public let yes: UInt128
  /// Neither for nor against.
  public let abstain: UInt128
  /// Against it.
  public let no: UInt128
  /// Against it, with its deposit to be destroyed.
  public let veto: UInt128

  /// Nobody voted.
  public init() { (yes, abstain, no, veto) = (0, 0, 0, 0) }

  /// Reads `{"tally":{…}}`.
  public init(_ root: JSONNode) throws(JSONFieldError) {
    try self.init(counts: try root.member("tally"))
  }

  /// Reads `{"yes_count":"…","abstain_count":"…","no_count":"…","no_with_veto_count":"…"}`.
  init(counts: JSONNode) throws(JSONFieldError) {
    var fields = try counts.fields()
    yes = try fields.required("yes_count").textNumber()
    abstain = try fields.required("abstain_count").textNumber()
    no = try fields.required("no_count").textNumber()
    veto = try fields.required("no_with_veto_count").textNumber()
  }
}
