public import Encoding
public import Quantities

/// `program.adopted/1`: the committee adopts the policy, and names what people voted on.
public struct ProgramAdopted: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.programAdopted
  /// The SHA-256 of the canonical policy.
  public var policy: Digest
  /// The SHA-256 of the YAML behind it.
  public var source: Digest
  /// The proposal or discussion; nil: none is named.
  public var reference: Label?

  /// Takes every field as it is.
  public init(policy: Digest, source: Digest, reference: Label?) {
    self.policy = policy
    self.source = source
    self.reference = reference
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    policy = try fields.required("policy").digest()
    source = try fields.required("source").digest()
    let reference = try fields.required("reference")
    self.reference = reference.isNull ? nil : try reference.label()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("policy", policy)
    writer.field("source", source)
    if let reference {
      writer.field("reference", reference)
    } else {
      writer.nullField("reference")
    }
  }

  /// The policy in both forms.
  public var neededBlobs: [Digest] { [policy, source] }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses another policy than the one in force, and a second adoption.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let inForce = state.rules.policyDigest
    guard policy == inForce else { throw .policyOther(named: policy, atHand: inForce) }
    if let adoption = state.adoption { throw .adoptedAlready(line: adoption.line) }
  }

  /// Marks the adoption.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.adoption = Adoption(body: self, line: frame.line)
  }
}

/// The adoption of the policy with its line.
public struct Adoption: Hashable, Sendable {
  /// What was adopted.
  public let body: ProgramAdopted
  /// The line that adopted it.
  public let line: Int
}
