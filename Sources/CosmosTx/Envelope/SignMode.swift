/// How a signature covers a transaction.
public enum SignMode: Hashable, Sendable, CaseIterable {
  /// SIGN_MODE_DIRECT: over the protobuf `SignDoc`.
  case direct
  /// SIGN_MODE_LEGACY_AMINO_JSON: over sorted JSON, as members of a multisig key must.
  case aminoJSON

  init() { self = .direct }

  /// Its number in protobuf.
  var number: UInt64 {
    switch self {
    case .direct: 1
    case .aminoJSON: 127
    }
  }

  /// Its name in protojson.
  public var name: String {
    switch self {
    case .direct: "SIGN_MODE_DIRECT"
    case .aminoJSON: "SIGN_MODE_LEGACY_AMINO_JSON"
    }
  }

  init?(number: UInt64) {
    guard let mode = Self.allCases.first(where: { $0.number == number }) else { return nil }
    self = mode
  }

  init?(name: String) {
    guard let mode = Self.allCases.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      return nil
    }
    self = mode
  }
}
