// A key and its value in one call, which is how most lines are written.
extension JSONWriter {
  /// Writes a member holding a string.
  public mutating func field(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  /// Writes a member holding an id's bytes.
  public mutating func field(_ name: StaticString, ascii bytes: [UInt8]) {
    key(name)
    ascii(bytes)
  }

  /// Writes a member holding bytes in hexadecimal.
  public mutating func field(_ name: StaticString, hex bytes: [UInt8]) {
    key(name)
    hex(bytes)
  }

  /// Writes a member holding a whole number.
  public mutating func field(_ name: StaticString, _ number: Int64) {
    key(name)
    integer(number)
  }

  /// Writes a member holding a whole number.
  public mutating func field(_ name: StaticString, _ number: Int) {
    key(name)
    integer(number)
  }

  /// Writes a member holding a whole number.
  public mutating func field(_ name: StaticString, _ number: UInt64) {
    key(name)
    integer(number)
  }

  /// Writes a member holding a whole number.
  public mutating func field(_ name: StaticString, _ number: UInt32) {
    key(name)
    integer(number)
  }

  /// Writes a member holding a whole number.
  public mutating func field(_ name: StaticString, _ number: Int128) {
    key(name)
    integer(number)
  }

  /// Writes a member holding a whole number below 2^127.
  public mutating func field(_ name: StaticString, _ number: UInt128) {
    key(name)
    integer(number)
  }

  /// Writes a member holding a truth value.
  public mutating func field(_ name: StaticString, _ truth: Bool) {
    key(name)
    bool(truth)
  }

  /// Writes a member holding a tree.
  public mutating func field(_ name: StaticString, _ tree: JSONValue) {
    key(name)
    value(tree)
  }

  /// Writes an object in one go.
  public mutating func object<Failure: Error>(
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginObject()
    try body(&self)
    endObject()
  }

  /// Writes a member holding an object.
  public mutating func object<Failure: Error>(
    _ name: StaticString, _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    key(name)
    try object(body)
  }

  /// Writes a member holding an array, one call for each element.
  public mutating func array<Element, Failure: Error>(
    _ name: StaticString, _ elements: some Sequence<Element>,
    _ body: (inout JSONWriter, Element) throws(Failure) -> Void
  ) throws(Failure) {
    key(name)
    beginArray()
    for element in elements { try body(&self, element) }
    endArray()
  }
}
