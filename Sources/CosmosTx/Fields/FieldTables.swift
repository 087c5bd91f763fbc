/// The field tables as data, for the reference page that a test holds against them.
public enum FieldTables {
  /// A row of a table.
  public struct Row: Hashable, Sendable {
    /// The field's number in protobuf.
    public let number: Int
    /// Its name in protojson and, unless told, amino JSON.
    public let name: String
    /// Its kind in words.
    public let kind: String
  }

  /// A message's name and rows.
  public struct Table: Hashable, Sendable {
    /// The message's name.
    public let message: String
    /// Its fields by number.
    public let rows: [Row]
  }

  /// Every message that is read or written.
  public static let all: [Table] = [
    table("Tx", Transaction()), table("TxBody", TxBody()), table("AuthInfo", AuthInfo()),
    table("Fee", Fee()), table("SignerInfo", SignerInfo()), table("ModeInfo", ModeInfo()),
    table("Single", SingleMode()), table("Multi", MultiMode()),
    table("CompactBitArray", CompactBitArray()), table("SignDoc", SignDocument()),
    table("PubKey", WalletKey()), table("LegacyAminoPubKey", MultisigKey()),
    table("MultiSignature", MultiSignature()), table("Coin", Coin()),
    table("MsgSend", MsgSend()), table("MsgMultiSend", MsgMultiSend()),
    table("Input, Output", MultiSendParty()),
    table("MsgFundCommunityPool", MsgFundCommunityPool()),
    table("MsgSubmitProposal", MsgSubmitProposal()),
    table("MsgCommunityPoolSpend", MsgCommunityPoolSpend()), table("MsgExec", MsgExec()),
    table("SignatureDescriptors", SignatureDocuments()),
    table("SignatureDescriptor", SignatureDocument()), table("Data", SignatureData()),
    table("Data.Single", SingleSignature()),
  ]

  private static func table(_ name: String, _ blank: some WireMessage) -> Table {
    var blank = blank
    var lister = FieldLister()
    blank.visit(&lister)
    return Table(message: name, rows: lister.rows)
  }
}

/// Takes down what a table says instead of reading or writing.
private struct FieldLister: FieldVisitor {
  var rows: [FieldTables.Row] = []

  private mutating func add(_ number: Int, _ name: StaticString, _ kind: String) {
    rows.append(FieldTables.Row(number: number, name: "\(name)", kind: kind))
  }

  mutating func text<Text: WireText>(_ number: Int, _ name: StaticString, _: inout Text) {
    add(number, name, Text.kind)
  }
  mutating func optionalText<Text: WireText>(
    _ number: Int, _ name: StaticString, _: inout Text?
  ) {
    add(number, name, Text.kind + ", optional")
  }
  mutating func note(
    _ number: Int, _ name: StaticString, _: inout String, limitBytes: Int
  ) {
    add(number, name, "text ≤ \(limitBytes) bytes")
  }
  mutating func number(
    _ number: Int, _ name: StaticString, _: inout UInt64, amino: AminoRule
  ) {
    guard case .kept(let other) = amino else { return add(number, name, "uint64") }
    add(number, name, "uint64, amino `\(other)`")
  }
  mutating func small(_ number: Int, _ name: StaticString, _: inout UInt32) {
    add(number, name, "uint32")
  }
  mutating func flag(_ number: Int, _ name: StaticString, _: inout Bool) {
    add(number, name, "bool")
  }
  mutating func mode(_ number: Int, _ name: StaticString, _: inout SignMode) {
    add(number, name, "sign mode")
  }
  mutating func bytes(
    _ number: Int, _ name: StaticString, _: inout [UInt8], count: ClosedRange<Int>
  ) {
    add(number, name, "\(Self.words(count)) bytes")
  }
  mutating func byteStrings(
    _ number: Int, _ name: StaticString, _: inout [[UInt8]], limit: Int, limitBytes: Int
  ) {
    add(number, name, "≤ \(limit) × ≤ \(limitBytes) bytes")
  }
  mutating func message<Message: WireMessage>(
    _ number: Int, _ name: StaticString, _: inout Message
  ) {
    add(number, name, "message")
  }
  mutating func choice<Message: WireMessage>(
    _ number: Int, _ name: StaticString, _: inout Message?
  ) {
    add(number, name, "message, one of several")
  }
  mutating func messages<Message: WireMessage>(
    _ number: Int, _ name: StaticString, _: inout [Message], count: ClosedRange<Int>
  ) {
    add(number, name, "\(Self.words(count)) messages")
  }
  mutating func any<Union: WireUnion>(_ number: Int, _ name: StaticString, _: inout Union) {
    add(number, name, "Any")
  }
  mutating func anys<Union: WireUnion>(
    _ number: Int, _ name: StaticString, _: inout [Union], count: ClosedRange<Int>
  ) {
    add(number, name, "\(Self.words(count)) Any")
  }
  mutating func unused(_ number: Int, _ name: StaticString, _ empty: EmptyField) {
    add(number, name, "never used: refused unless empty")
  }

  private static func words(_ count: ClosedRange<Int>) -> String {
    count.lowerBound == count.upperBound
      ? "\(count.lowerBound)" : "\(count.lowerBound)…\(count.upperBound)"
  }
}
