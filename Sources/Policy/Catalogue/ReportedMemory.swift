/// An amount of GPU memory as somebody wrote it.
public enum ReportedMemory: Hashable, Sendable {
  /// Nothing was written.
  case absent
  /// What was written is no amount of memory.
  case unreadable
  /// An amount in MiB, rounded down.
  case mebibytes(UInt64)

  /// The largest amount read, in MiB: 4 TiB.
  public static let limitMiB: UInt64 = 4_194_304

  /// Reads `24Gi`, `24GB`, `24 GiB`, `79.6 GiB`, `24576MiB`, `81,559 MiB`, or bytes.
  ///
  /// G, GB, Gi and GiB all mean 1,024 MiB, because the trade names memory so; M, MB, Mi and MiB
  /// mean one MiB. A number without a unit is a count of bytes, from 1 GiB up.
  public init(_ text: String) {
    let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }.map { ASCIIText.lowered($0) }
    guard !bytes.isEmpty else {
      self = .absent
      return
    }
    let numberLength = bytes.prefix { Self.isNumberByte($0) }.count
    self = Self.amount(bytes[..<numberLength], unit: Array(bytes[numberLength...]))
  }

  /// Whether the word is a unit of memory.
  static func isUnit(_ word: [UInt8]) -> Bool { !word.isEmpty && Self.mebibytes(per: word) != nil }

  static func amount(_ number: ArraySlice<UInt8>, unit: [UInt8]) -> ReportedMemory {
    guard let thousandths = thousandths(number) else { return .unreadable }
    let mebibytes: UInt64
    if unit.isEmpty {
      let bytes = thousandths / 1_000
      guard bytes >= 1 << 30 else { return .unreadable }
      mebibytes = bytes >> 20
    } else {
      guard let perUnit = Self.mebibytes(per: unit), thousandths <= limitMiB * 1_000 else {
        return .unreadable
      }
      mebibytes = thousandths * perUnit / 1_000
    }
    return mebibytes >= 1 && mebibytes <= limitMiB ? .mebibytes(mebibytes) : .unreadable
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    ASCIIText.isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
  }

  private static func mebibytes(per unit: [UInt8]) -> UInt64? {
    switch ASCIIText.string(unit) {
    case "m", "mb", "mi", "mib": 1
    case "g", "gb", "gi", "gib", "gig", "gigs": 1_024
    case "t", "tb", "ti", "tib": 1_048_576
    default: nil
    }
  }

  /// The number in thousandths: up to 16 digits, commas between them, at most 3 decimals.
  private static func thousandths(_ number: ArraySlice<UInt8>) -> UInt64? {
    var whole: [UInt8] = []
    var decimals: [UInt8]?
    for byte in number {
      switch byte {
      case UInt8(ascii: "."):
        guard decimals == nil, !whole.isEmpty else { return nil }
        decimals = []
      case UInt8(ascii: ","):
        guard decimals == nil, !whole.isEmpty else { return nil }
      default:
        if decimals == nil { whole.append(byte) } else { decimals?.append(byte) }
      }
    }
    guard !whole.isEmpty, whole.count <= 15 else { return nil }
    var digits = decimals ?? []
    guard decimals == nil || (!digits.isEmpty && digits.count <= 3) else { return nil }
    while digits.count < 3 { digits.append(UInt8(ascii: "0")) }
    return (whole + digits).reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
  }
}
