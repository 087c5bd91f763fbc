/// Writes amino JSON, which multisig members and hardware wallets sign: sorted keys, no white
/// space, empty values left out, texts escaped as Go escapes them.
struct AminoJSONWriter: FieldVisitor {
  private var entries: [(name: StaticString, value: Range<Int>)] = []
  private var scratch: [UInt8] = []

  /// The sorted object of a message's fields.
  static func object(_ message: some WireMessage) -> [UInt8] {
    var writer = AminoJSONWriter()
    var message = message
    message.visit(&writer)
    return writer.finish()
  }

  /// `{"type":…,"value":…}` of a message.
  static func typed(_ value: some WireUnion) -> [UInt8] {
    var writer = AminoJSONWriter()
    var value = value
    value.visit(&writer)
    var object = Array(#"{"type":"#.utf8)
    GoText.append(value.aminoName, to: &object)
    object += Array(#","value":"#.utf8)
    object += writer.finish()
    object.append(UInt8(ascii: "}"))
    return object
  }

  private func finish() -> [UInt8] {
    let sorted = entries.sorted { left, right in
      UnsafeBufferPointer(start: left.name.utf8Start, count: left.name.utf8CodeUnitCount)
        .lexicographicallyPrecedes(
          UnsafeBufferPointer(start: right.name.utf8Start, count: right.name.utf8CodeUnitCount))
    }
    var object: [UInt8] = []
    object.reserveCapacity(scratch.count + 24 * entries.count + 2)
    object.append(UInt8(ascii: "{"))
    for (index, entry) in sorted.enumerated() {
      if index > 0 { object.append(UInt8(ascii: ",")) }
      object.append(UInt8(ascii: "\""))
      object.append(
        contentsOf: UnsafeBufferPointer(
          start: entry.name.utf8Start, count: entry.name.utf8CodeUnitCount))
      object.append(UInt8(ascii: "\""))
      object.append(UInt8(ascii: ":"))
      object.append(contentsOf: scratch[entry.value])
    }
    object.append(UInt8(ascii: "}"))
    return object
  }

  private mutating func add(_ name: StaticString, _ write: (inout [UInt8]) -> Void) {
    let start = scratch.count
    write(&scratch)
    entries.append((name, start..<scratch.count))
  }

  /// Every text of fixed form is ASCII that no JSON escapes.
  private mutating func add(_ name: StaticString, plain: [UInt8]) {
    add(name) { scratch in
      scratch.append(UInt8(ascii: "\""))
      scratch.append(contentsOf: plain)
      scratch.append(UInt8(ascii: "\""))
    }
  }

  private mutating func addList<Element>(
    _ name: StaticString, _ elements: [Element], _ write: (Element) -> [UInt8]
  ) {
    add(name) { scratch in
      scratch.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { scratch.append(UInt8(ascii: ",")) }
        scratch.append(contentsOf: write(element))
      }
      scratch.append(UInt8(ascii: "]"))
    }
  }

  mutating func text<Text: WireText>(_: Int, _ name: StaticString, _ value: inout Text) {
    add(name, plain: value.wireText)
  }

  mutating func optionalText<Text: WireText>(
    _: Int, _ name: StaticString, _ value: inout Text?
  ) {
    if let value { add(name, plain: value.wireText) }
  }

  mutating func note(
    _: Int, _ name: StaticString, _ value: inout String, limitBytes: Int
  ) {
    guard !value.isEmpty else { return }
    let text = value
    add(name) { GoText.append(text, to: &$0) }
  }

  mutating func number(
    _: Int, _ name: StaticString, _ value: inout UInt64, amino: AminoRule
  ) {
    let digits = Array(String(value).utf8)
    switch amino {
    case .kept(let other): add(other, plain: digits)
    case .omittedWhenZero: if value != 0 { add(name, plain: digits) }
    }
  }

  mutating func small(_: Int, _ name: StaticString, _ value: inout UInt32) {
    let number = value
    if number != 0 { add(name) { $0.append(contentsOf: String(number).utf8) } }
  }

  mutating func flag(_: Int, _ name: StaticString, _ value: inout Bool) {
    if value { add(name) { $0.append(contentsOf: "true".utf8) } }
  }

  // No message with these is ever signed as amino JSON.
  mutating func mode(_: Int, _: StaticString, _: inout SignMode) {}
  mutating func bytes(_: Int, _: StaticString, _: inout [UInt8], count: ClosedRange<Int>) {}
  mutating func byteStrings(
    _: Int, _: StaticString, _: inout [[UInt8]], limit: Int, limitBytes: Int
  ) {}
  mutating func choice<Message: WireMessage>(_: Int, _: StaticString, _: inout Message?) {}
  mutating func unused(_: Int, _: StaticString, _: EmptyField) {}

  mutating func message<Message: WireMessage>(
    _: Int, _ name: StaticString, _ value: inout Message
  ) {
    let object = Self.object(value)
    add(name) { $0.append(contentsOf: object) }
  }

  /// A list of coins is written also where it is empty, which a fee's may be.
  mutating func messages<Message: WireMessage>(
    _: Int, _ name: StaticString, _ value: inout [Message], count: ClosedRange<Int>
  ) {
    addList(name, value) { Self.object($0) }
  }

  mutating func any<Union: WireUnion>(_: Int, _ name: StaticString, _ value: inout Union) {
    let object = Self.typed(value)
    add(name) { $0.append(contentsOf: object) }
  }

  mutating func anys<Union: WireUnion>(
    _: Int, _ name: StaticString, _ value: inout [Union], count: ClosedRange<Int>
  ) {
    addList(name, value) { Self.typed($0) }
  }
}
