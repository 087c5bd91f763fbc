public import Encoding
public import Quantities

/// A number somewhere in an answer of JSON, taken as it is written and never as a binary fraction.
///
/// The house's JSON has whole numbers only, as everything that is signed has; so numbers with a
/// fraction become texts before it is read, and everything else stays strict.
public struct NumberAtPath: Hashable, Sendable {
  /// The longest answer read.
  public static let limitBytes = 1 << 20
  /// Member names, and positions in arrays, from the outermost.
  public let steps: [String]

  /// Reads `market.0.price`; nil where a step is empty or there are more than 16.
  public init?(_ text: String) {
    let steps = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    guard (1...16).contains(steps.count), steps.allSatisfy({ !$0.isEmpty }),
      text.utf8.count <= 512
    else { return nil }
    self.steps = steps
  }

  /// Why there is no price, one case per rule.
  public enum Refusal: Error, Hashable, Sendable {
    /// The answer is not JSON.
    case notJSON(JSONError)
    /// Nothing stands at that place, by the number of the step from 1.
    case missing(step: Int)
    /// What stands there is no decimal number with at most 18 places within a price's bounds.
    case notAPrice

    /// The code that `errors.md` lists.
    public var code: String {
      switch self {
      case .notJSON: "price-not-json"
      case .missing: "price-path-missing"
      case .notAPrice: "price-not-a-price"
      }
    }
  }

  /// The price at that place, exactly.
  public func price(in bytes: [UInt8]) throws(Refusal) -> Price18 {
    var value: JSONValue
    do {
      value = try JSONReader.read(Self.quotingFractions(bytes), limitBytes: 2 * Self.limitBytes)
    } catch {
      throw .notJSON(error)
    }
    for (number, step) in steps.enumerated() {
      if case .array(let elements) = value {
        guard let index = Int(step), elements.indices.contains(index), "\(index)" == step
        else { throw .missing(step: number + 1) }
        value = elements[index]
      } else {
        guard let member = value[step] else { throw .missing(step: number + 1) }
        value = member
      }
    }
    let text: String
    switch value {
    case .integer(let whole): text = "\(whole)"
    case .string(let written): text = written
    case .null, .bool, .array, .object: throw .notAPrice
    }
    guard let price = try? Price18(text) else { throw .notAPrice }
    return price
  }

  /// Puts quotes around every number that has a fraction or an exponent; texts stay as they are.
  static func quotingFractions(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let end = endOfText(bytes, from: position)
        result += bytes[position..<end]
        position = end
      } else if isOfNumber(byte) {
        let end = bytes[position...].firstIndex { !isOfNumber($0) } ?? bytes.count
        let number = bytes[position..<end]
        let isFraction = isFractional(number)
        if isFraction { result.append(UInt8(ascii: "\"")) }
        result += number
        if isFraction { result.append(UInt8(ascii: "\"")) }
        position = end
      } else {
        result.append(byte)
        position += 1
      }
    }
    return result
  }

  private static func endOfText(_ bytes: [UInt8], from start: Int) -> Int {
    var position = start + 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 2
      case UInt8(ascii: "\""): return position + 1
      default: position += 1
      }
    }
    return bytes.count
  }

  /// What numbers are written with; the `e` of `true` stands behind a letter that is not.
  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Whether it is a number as JSON writes them, with a fraction or an exponent.
  private static func isFractional(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    func digits() -> Int {
      let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, whole == 1 || !startsWithZero else { return false }
    var hasMore = false
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
      hasMore = true
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard digits() > 0 else { return false }
      hasMore = true
    }
    return hasMore && rest.isEmpty
  }
}

extension NumberAtPath.Refusal: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .notJSON(let error): "the answer is not JSON: \(error)"
    case .missing(let step): "nothing stands at step \(step) of the path"
    case .notAPrice: "what stands there is no price with at most 18 decimals"
    }
  }
}
