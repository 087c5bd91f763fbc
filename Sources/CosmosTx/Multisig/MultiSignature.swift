/// The members' signatures in the key's order, as one.
struct MultiSignature: WireMessage {
  private(set) var signatures: [[UInt8]] = []

  init() {}
  init(_ signatures: [[UInt8]]) { self.signatures = signatures }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.byteStrings(
      1, "signatures", &signatures, limit: MultisigKey.limitMembers, limitBytes: 64)
  }
}
