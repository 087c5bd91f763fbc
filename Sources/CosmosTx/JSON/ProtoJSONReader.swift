import Encoding

/// Reads protojson strictly: original names only, no field besides the table's, each value in the
/// one form in which the chain's tools print it. A field that is left out is empty.
struct ProtoJSONReader: FieldVisitor {
  private var fields: JSONFields

  private init(_ fields: JSONFields) {
    self.fields = fields
  }

  /// Reads a message from a JSON text.
  static func read<Message: WireMessage>(
    _ type: Message.Type, _ bytes: [UInt8], limitBytes: Int
  ) throws(TxError) -> Message {
    try message(type, try root(bytes, limitBytes: limitBytes))
  }

  /// Reads a message with its `@type` from a JSON text.
  static func readAny<Union: WireUnion>(
    _ type: Union.Type, _ bytes: [UInt8], limitBytes: Int
  ) throws(TxError) -> Union {
    try union(try root(bytes, limitBytes: limitBytes))
  }

  private static func root(_ bytes: [UInt8], limitBytes: Int) throws(TxError) -> JSONNode {
    do {
      return JSONNode(try JSONReader.read(bytes, limitBytes: limitBytes))
    } catch {
      throw TxError(
        place: "line \(error.line), column \(error.column)", offset: error.offset,
        fault: .json(error.what))
    }
  }

  /// Turns a refusal of a JSON field into ours.
  private static func of<Value>(
    _ body: () throws(JSONFieldError) -> Value
  ) throws(TxError) -> Value {
    do {
      return try body()
    } catch {
      let fault: TxFault = error.what == .missing ? .missing : .field(error.what)
      throw TxError(place: error.path.description, fault: fault)
    }
  }

  private static func refusal(_ node: JSONNode, _ fault: TxFault) -> TxError {
    TxError(place: node.path.description, fault: fault)
  }

  private static func message<Message: WireMessage>(
    _ type: Message.Type, _ node: JSONNode
  ) throws(TxError) -> Message {
    var message = Message()
    let fields = try of { () throws(JSONFieldError) in try node.fields() }
    var reader = ProtoJSONReader(fields)
    try message.visit(&reader)
    try reader.finish()
    if let fault = message.fault() { throw refusal(node, fault) }
    return message
  }

  private static func union<Union: WireUnion>(_ node: JSONNode) throws(TxError) -> Union {
    let fields = try of { () throws(JSONFieldError) in try node.fields() }
    var reader = ProtoJSONReader(fields)
    let type = try reader.required("@type")
    let name = try of { () throws(JSONFieldError) in try type.string(limitBytes: 200) }
    guard var value = Union.blank(name) else { throw refusal(type, .typeNotHere(name)) }
    try value.visit(&reader)
    try reader.finish()
    if let fault = value.fault() { throw refusal(node, fault) }
    return value
  }

  private func finish() throws(TxError) {
    try Self.of { () throws(JSONFieldError) in try fields.finish() }
  }

  private mutating func required(_ name: StaticString) throws(TxError) -> JSONNode {
    do {
      return try fields.required("\(name)")
    } catch {
      throw TxError(place: error.path.description, fault: .missing)
    }
  }

  /// The text of a field; nil where it is absent or empty.
  private mutating func string(
    _ name: StaticString
  ) throws(TxError) -> (text: String, node: JSONNode)? {
    guard let node = fields.optional("\(name)") else { return nil }
    let text = try Self.of { () throws(JSONFieldError) in try node.string() }
    return text.isEmpty ? nil : (text, node)
  }

  private static func parse<Text: WireText>(
    _ text: String, _ node: JSONNode
  ) throws(TxError) -> Text {
    do {
      return try Text(wireText: Array(text.utf8)[...])
    } catch {
      throw refusal(node, error)
    }
  }

  private func missing(_ name: StaticString) -> TxError {
    TxError(place: JSONPath.member(fields.path, "\(name)").description, fault: .missing)
  }
}

extension ProtoJSONReader {
  mutating func text<Text: WireText>(
    _: Int, _ name: StaticString, _ value: inout Text
  ) throws(TxError) {
    guard let (text, node) = try string(name) else { throw missing(name) }
    value = try Self.parse(text, node)
  }

  mutating func optionalText<Text: WireText>(
    _: Int, _ name: StaticString, _ value: inout Text?
  ) throws(TxError) {
    guard let (text, node) = try string(name) else {
      value = nil
      return
    }
    value = try Self.parse(text, node) as Text
  }

  mutating func note(
    _: Int, _ name: StaticString, _ value: inout String, limitBytes: Int
  ) throws(TxError) {
    guard let (text, node) = try string(name) else {
      value = ""
      return
    }
    if let fault = Note.fault(in: text, limitBytes: limitBytes) {
      throw Self.refusal(node, fault)
    }
    value = text
  }

  mutating func number(
    _: Int, _ name: StaticString, _ value: inout UInt64, amino: AminoRule
  ) throws(TxError) {
    guard let node = fields.optional("\(name)") else {
      value = 0
      return
    }
    let text = try Self.of { () throws(JSONFieldError) in try node.string() }
    guard let number = WholeNumber.read(Array(text.utf8)[...]) else {
      throw Self.refusal(node, .wholeNumberText)
    }
    value = number
  }

  mutating func small(
    _: Int, _ name: StaticString, _ value: inout UInt32
  ) throws(TxError) {
    guard let node = fields.optional("\(name)") else {
      value = 0
      return
    }
    value = try Self.of { () throws(JSONFieldError) in try node.integer(UInt32.self) }
  }

  mutating func flag(_: Int, _ name: StaticString, _ value: inout Bool) throws(TxError) {
    guard let node = fields.optional("\(name)") else {
      value = false
      return
    }
    value = try Self.of { () throws(JSONFieldError) in try node.bool() }
  }

  mutating func mode(
    _: Int, _ name: StaticString, _ value: inout SignMode
  ) throws(TxError) {
    guard let (text, node) = try string(name) else { throw missing(name) }
    guard let mode = SignMode(name: text) else { throw Self.refusal(node, .signMode) }
    value = mode
  }

  private static func base64(
    _ node: JSONNode, _ count: ClosedRange<Int>
  ) throws(TxError) -> [UInt8] {
    let text = try of { () throws(JSONFieldError) in try node.string() }
    let bytes: [UInt8]
    do {
      bytes = try Base64.bytes(text)
    } catch {
      throw refusal(node, .base64)
    }
    guard count.contains(bytes.count) else {
      throw refusal(node, .wrongCount(lowest: count.lowerBound, highest: count.upperBound))
    }
    return bytes
  }

  mutating func bytes(
    _: Int, _ name: StaticString, _ value: inout [UInt8], count: ClosedRange<Int>
  ) throws(TxError) {
    value = try Self.base64(try required(name), count)
  }

  mutating func byteStrings(
    _: Int, _ name: StaticString, _ value: inout [[UInt8]], limit: Int, limitBytes: Int
  ) throws(TxError) {
    value = try list(name, count: 0...limit) { node throws(TxError) in
      try Self.base64(node, 1...limitBytes)
    }
  }

  /// The elements of a list; an absent one has none.
  private mutating func list<Element>(
    _ name: StaticString, count: ClosedRange<Int>,
    _ element: (JSONNode) throws(TxError) -> Element
  ) throws(TxError) -> [Element] {
    let node = fields.optional("\(name)")
    let nodes = try Self.of { () throws(JSONFieldError) in try node?.array() ?? [] }
    guard count.contains(nodes.count) else {
      throw TxError(
        place: JSONPath.member(fields.path, "\(name)").description,
        fault: .wrongCount(lowest: count.lowerBound, highest: count.upperBound))
    }
    var elements: [Element] = []
    for node in nodes { elements.append(try element(node)) }
    return elements
  }

  mutating func message<Message: WireMessage>(
    _: Int, _ name: StaticString, _ value: inout Message
  ) throws(TxError) {
    value = try Self.message(Message.self, try required(name))
  }

  mutating func choice<Message: WireMessage>(
    _: Int, _ name: StaticString, _ value: inout Message?
  ) throws(TxError) {
    guard let node = fields.optional("\(name)") else {
      value = nil
      return
    }
    value = try Self.message(Message.self, node)
  }

  mutating func messages<Message: WireMessage>(
    _: Int, _ name: StaticString, _ value: inout [Message], count: ClosedRange<Int>
  ) throws(TxError) {
    value = try list(name, count: count) { node throws(TxError) in
      try Self.message(Message.self, node)
    }
  }

  mutating func any<Union: WireUnion>(
    _: Int, _ name: StaticString, _ value: inout Union
  ) throws(TxError) {
    value = try Self.union(try required(name))
  }

  mutating func anys<Union: WireUnion>(
    _: Int, _ name: StaticString, _ value: inout [Union], count: ClosedRange<Int>
  ) throws(TxError) {
    value = try list(name, count: count) { node throws(TxError) in try Self.union(node) }
  }

  mutating func unused(
    _: Int, _ name: StaticString, _ empty: EmptyField
  ) throws(TxError) {
    guard let node = fields.optional("\(name)") else { return }
    switch (empty, node.value) {
    case (.flag, .bool(false)), (.message, .null): return
    case (.list, .array(let elements)) where elements.isEmpty: return
    default: throw Self.refusal(node, .unused)
    }
  }
}
