/// Where and why a JSON text was refused.
public struct JSONError: Error, Hashable, Sendable {
  /// The offset of the offending byte, from 0.
  public let offset: Int
  /// The line, from 1.
  public let line: Int
  /// The column in bytes, from 1.
  public let column: Int
  /// The rule broken.
  public let what: JSONFault

  /// Joins a place and a rule.
  public init(offset: Int, line: Int, column: Int, what: JSONFault) {
    self.offset = offset
    self.line = line
    self.column = column
    self.what = what
  }
}

/// The rules of strict JSON, one case each.
public enum JSONFault: Hashable, Sendable {
  /// The text ended inside a value, or held none.
  case unexpectedEnd
  /// No value, separator or literal can hold this byte here.
  case unexpectedByte(UInt8)
  /// Bytes follow the value.
  case trailingBytes
  /// Arrays and objects are nested deeper than the limit.
  case tooDeep(limit: Int)
  /// The text is longer than the limit.
  case tooLarge(limitBytes: Int)
  /// A key occurs twice in one object.
  case duplicateKey(String)
  /// A string holds bytes that are not UTF-8.
  case invalidUTF8
  /// A backslash is followed by nothing JSON knows.
  case invalidEscape
  /// Half of a surrogate pair stands alone.
  case loneSurrogate
  /// A string holds a raw byte below 0x20.
  case controlCharacter
  /// A number has a fraction or an exponent.
  case notWhole
  /// A number begins with an idle zero.
  case leadingZero
  /// Minus zero.
  case negativeZero
  /// A number's magnitude is 2^127 or more.
  case numberTooLarge
  /// The text begins with a byte order mark.
  case byteOrderMark
}

extension JSONError: CustomStringConvertible {
  /// The place and the rule in words.
  public var description: String { "line \(line), column \(column): \(what)" }
}

extension JSONFault: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .unexpectedEnd: "the text ends too early"
    case .unexpectedByte(let byte): "unexpected byte 0x\(Hex.text([byte]))"
    case .trailingBytes: "bytes after the value"
    case .tooDeep(let limit): "nested deeper than \(limit)"
    case .tooLarge(let limit): "longer than \(limit) bytes"
    case .duplicateKey(let key): "key \"\(key)\" occurs twice"
    case .invalidUTF8: "bytes that are not UTF-8"
    case .invalidEscape: "unknown escape"
    case .loneSurrogate: "half a surrogate pair"
    case .controlCharacter: "raw control character in a string"
    case .notWhole: "number with a fraction or an exponent"
    case .leadingZero: "number with a leading zero"
    case .negativeZero: "minus zero"
    case .numberTooLarge: "number of 2^127 or more"
    case .byteOrderMark: "byte order mark"
    }
  }
}
