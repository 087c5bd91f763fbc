/// Which part of a transaction was refused, and why.
public struct TxError: Error, Hashable, Sendable {
  /// The place as protojson names it, such as `body.messages[0].amount[1].denom`; may be empty.
  public private(set) var place: String
  /// Where in the bytes it begins, for protobuf.
  public let offset: Int?
  /// The rule broken.
  public let fault: TxFault

  /// Joins a place and a rule.
  public init(place: String, offset: Int? = nil, fault: TxFault) {
    self.place = place
    self.offset = offset
    self.fault = fault
  }

  /// The same inside a field, or inside an element of one.
  func inside(_ name: StaticString, _ index: Int? = nil) -> TxError {
    var error = self
    let outer = index.map { "\(name)[\($0)]" } ?? "\(name)"
    error.place = place.isEmpty ? outer : outer + "." + place
    return error
  }

  /// The stable name of the refusal.
  public var code: String { fault.code }
}

extension TxError: CustomStringConvertible {
  /// The place and the rule in words.
  public var description: String {
    let bytes = offset.map { " (byte \($0))" } ?? ""
    return place.isEmpty ? "\(fault)\(bytes)" : "\(place)\(bytes): \(fault)"
  }
}
