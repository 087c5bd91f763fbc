/// A message of the chain's: its one field table drives protobuf, protojson and amino JSON.
protocol WireMessage: Hashable, Sendable {
  /// A blank that a reader fills; no blank leaves this room.
  init()

  /// The field table, by ascending numbers: a reader fills the fields, a writer reads them.
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure)

  /// What no single field can tell; asked once all are read.
  func fault() -> TxFault?
}

extension WireMessage {
  func fault() -> TxFault? { nil }
}

/// What an `Any` can hold at one place: nothing else is accepted there.
protocol WireUnion: Hashable, Sendable {
  /// A blank of the type that a URL names; nil for one that does not belong here.
  static func blank(_ typeURL: String) -> Self?
  /// The URLs that belong here.
  static var typeURLs: [String] { get }
  /// The URL of the type held.
  var typeURL: String { get }
  /// What amino JSON calls the type.
  var aminoName: String { get }
  /// The field table of what is held.
  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure)
  /// What no single field of it can tell.
  func fault() -> TxFault?
}

/// A value that is text on the wire and in JSON, in one form.
protocol WireText: Hashable, Sendable {
  /// A blank that a reader replaces.
  init()
  /// Reads the one form; never called with nothing.
  init(wireText: ArraySlice<UInt8>) throws(TxFault)
  /// The one form.
  var wireText: [UInt8] { get }
  /// What the field tables call it.
  static var kind: String { get }
}
