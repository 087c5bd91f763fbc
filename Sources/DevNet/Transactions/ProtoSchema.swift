/// The fields of a message by their numbers: one table for bytes, JSON and amino JSON.
struct ProtoSchema: Sendable {
  /// The full name, such as `cosmos.bank.v1beta1.MsgSend`.
  let name: String
  /// What amino JSON calls it; nil where it is never signed so.
  let aminoName: String?
  /// The fields by ascending number.
  let fields: [ProtoField]

  init(_ name: String, amino: String? = nil, _ fields: [ProtoField]) {
    self.name = name
    aminoName = amino
    self.fields = fields
  }

  /// How an `Any` names it.
  var typeURL: String { "/" + name }

  func field(_ number: Int) -> ProtoField? { fields.first { $0.number == number } }

  func field(named name: String) -> ProtoField? {
    fields.first { $0.name.utf8.elementsEqual(name.utf8) }
  }
}

/// One field of a message.
struct ProtoField: Sendable {
  /// What a field holds.
  enum Kind: Sendable {
    case text, bytes, flag
    /// 64 bits without and with a sign: text in JSON.
    case number, integer
    /// 32 bits: a number in JSON.
    case small
    /// One of these words, by position.
    case word([String])
    /// A message of this name.
    case message(String)
    /// A message that says its own type.
    case any
  }

  /// How a field is there or not.
  enum Presence: Sendable {
    /// Its empty value is written in JSON and left out in amino JSON.
    case usual
    /// Any number of it.
    case list
    /// Any number of it, and amino JSON writes it also where it is empty.
    case keptList
    /// One of several of which one is there.
    case branch
  }

  let number: Int
  let name: String
  let kind: Kind
  let presence: Presence

  init(_ number: Int, _ name: String, _ kind: Kind, _ presence: Presence = .usual) {
    self.number = number
    self.name = name
    self.kind = kind
    self.presence = presence
  }

  var isList: Bool {
    switch presence {
    case .list, .keptList: true
    case .usual, .branch: false
    }
  }

  /// The wire type that its bytes have.
  var wireType: Int {
    switch kind {
    case .number, .integer, .small, .word, .flag: 0
    case .text, .bytes, .message, .any: 2
    }
  }

  /// Its name as JavaScript writes it, which the gateway also reads.
  var camelName: String {
    let parts = name.split(separator: "_")
    return parts.enumerated().map { index, part in
      index == 0 ? String(part) : part.prefix(1).uppercased() + part.dropFirst()
    }.joined()
  }
}
