/// A value together with its path, for decoding with errors that name the field.
public struct JSONNode: Sendable {
  /// The value.
  public let value: JSONValue
  /// Where it stands.
  public let path: JSONPath

  /// Places a value; the root by default.
  public init(_ value: JSONValue, path: JSONPath = .root) {
    self.value = value
    self.path = path
  }

  /// Whether the value is null.
  public var isNull: Bool {
    if case .null = value { true } else { false }
  }

  /// An error at this place.
  public func error(_ what: JSONFieldFault) -> JSONFieldError {
    JSONFieldError(path: path, what: what)
  }

  private func wrongKind(_ expected: JSONKind) -> JSONFieldError {
    error(.wrongKind(expected: expected, found: value.kind))
  }

  /// The string, at most `limitBytes` of UTF-8.
  public func string(limitBytes: Int = .max) throws(JSONFieldError) -> String {
    guard case .string(let text) = value else { throw wrongKind(.string) }
    guard text.utf8.count <= limitBytes else { throw error(.tooLong(limit: limitBytes)) }
    return text
  }

  /// The truth value.
  public func bool() throws(JSONFieldError) -> Bool {
    guard case .bool(let truth) = value else { throw wrongKind(.bool) }
    return truth
  }

  /// The whole number, within the type's range and the given bounds.
  public func integer<Number: FixedWidthInteger>(
    _ type: Number.Type = Number.self, in bounds: ClosedRange<Number> = Number.min...Number.max
  ) throws(JSONFieldError) -> Number {
    guard case .integer(let number) = value else { throw wrongKind(.integer) }
    guard let narrow = Number(exactly: number), bounds.contains(narrow) else {
      throw error(
        .outOfBounds(
          lowest: Int128(clamping: bounds.lowerBound), highest: Int128(clamping: bounds.upperBound))
      )
    }
    return narrow
  }

  /// The elements, each with its path.
  public func array(limit: Int = .max) throws(JSONFieldError) -> [JSONNode] {
    guard case .array(let elements) = value else { throw wrongKind(.array) }
    guard elements.count <= limit else { throw error(.tooLong(limit: limit)) }
    return elements.enumerated().map { JSONNode($1, path: .element(path, $0)) }
  }

  /// The elements, each decoded.
  public func array<Element>(
    limit: Int = .max, of decode: (JSONNode) throws(JSONFieldError) -> Element
  ) throws(JSONFieldError) -> [Element] {
    var decoded: [Element] = []
    for node in try array(limit: limit) { decoded.append(try decode(node)) }
    return decoded
  }

  /// The object's fields, to be taken one by one and then finished.
  public func fields() throws(JSONFieldError) -> JSONFields {
    guard case .object(let members) = value else { throw wrongKind(.object) }
    return JSONFields(members: members, path: path)
  }

  /// The string read by another type's own reader, whose refusal becomes this field's.
  public func parse<Parsed, Refusal: Error>(
    _ read: (String) throws(Refusal) -> Parsed
  ) throws(JSONFieldError) -> Parsed {
    let text = try string()
    do {
      return try read(text)
    } catch {
      throw self.error(.refused("\(error)"))
    }
  }

  /// A whole number read by another type's own check, whose refusal becomes this field's.
  public func parse<Number: FixedWidthInteger, Parsed, Refusal: Error>(
    _ type: Number.Type, _ read: (Number) throws(Refusal) -> Parsed
  ) throws(JSONFieldError) -> Parsed {
    let number = try integer(type)
    do {
      return try read(number)
    } catch {
      throw self.error(.refused("\(error)"))
    }
  }
}
