/// How a signer signs: alone, or as members of a multisig key.
public struct ModeInfo: Hashable, Sendable {
  private(set) var single: SingleMode?
  private(set) var multi: MultiMode?

  init() {}
  init(single mode: SignMode) { single = SingleMode(mode) }
  init(multi: MultiMode) { self.multi = multi }
}

extension ModeInfo: WireMessage {
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.choice(1, "single", &single)
    try fields.choice(2, "multi", &multi)
  }

  func fault() -> TxFault? { (single == nil) == (multi == nil) ? .notOneOf : nil }
}

/// The mode of one signature.
struct SingleMode: WireMessage {
  private(set) var mode = SignMode.direct

  init() {}
  init(_ mode: SignMode) { self.mode = mode }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.mode(1, "mode", &mode)
  }
}

/// Which members signed, and the mode of each; members are keys, not further groups.
struct MultiMode: WireMessage {
  private(set) var bitArray = CompactBitArray()
  private(set) var modeInfos: [ModeInfo] = []

  init() {}

  init(_ bitArray: CompactBitArray, _ modes: [SignMode]) {
    self.bitArray = bitArray
    modeInfos = modes.map(ModeInfo.init(single:))
  }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.message(1, "bitarray", &bitArray)
    try fields.messages(2, "mode_infos", &modeInfos, count: 1...MultisigKey.limitMembers)
  }

  func fault() -> TxFault? { modeInfos.contains { $0.single == nil } ? .notOneOf : nil }
}
