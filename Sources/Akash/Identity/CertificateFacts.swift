import Encoding
public import Quantities

/// What an X.509 certificate says of itself: its number, names, time and key.
///
/// Read with bounds and nothing more than is compared; extensions are passed over unread, so that
/// ten thousand names in one cost nothing.
public struct CertificateFacts: Hashable, Sendable {
  /// The serial number in decimal, as the chain's filter takes it.
  public let serial: String
  /// The common name of the subject, nil where it has none.
  public let commonName: String?
  /// The common name of the issuer, nil where it has none.
  public let issuerCommonName: String?
  /// The first second at which it holds.
  public let notBefore: Timestamp
  /// The last second at which it holds.
  public let notAfter: Timestamp
  /// The bytes of the public key with its algorithm.
  public let publicKeyInfo: [UInt8]

  /// The longest certificate read.
  public static let limitBytes = 16 << 10

  /// Why a certificate cannot be read, one case per rule.
  public enum Refusal: Error, Hashable, Sendable {
    /// It is longer than an owner's certificate can be.
    case tooLong(limitBytes: Int)
    /// It is not DER, or its parts are not those of a certificate.
    case malformed
  }

  /// Reads the DER form.
  public init(_ der: [UInt8]) throws(Refusal) {
    guard der.count <= Self.limitBytes else { throw .tooLong(limitBytes: Self.limitBytes) }
    var outer = DERReader(der[...])
    var certificate = DERReader(try outer.take(.sequence))
    guard outer.isAtEnd else { throw .malformed }
    var body = DERReader(try certificate.take(.sequence))
    if body.next == DERReader.Tag.version.rawValue { _ = try body.take(.version) }
    serial = try Self.decimal(try body.take(.integer))
    _ = try body.take(.sequence)
    issuerCommonName = try Self.commonName(try body.take(.sequence))
    var times = DERReader(try body.take(.sequence))
    notBefore = try Self.time(&times)
    notAfter = try Self.time(&times)
    commonName = try Self.commonName(try body.take(.sequence))
    publicKeyInfo = Array(try body.take(.sequence))
  }

  /// A positive whole number of at most 20 bytes, as certificates have, in decimal.
  private static func decimal(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> String {
    guard let first = bytes.first, first < 0x80, bytes.count <= 21 else { throw .malformed }
    var digits: [UInt8] = [0]
    for byte in bytes {
      var carry = Int(byte)
      for position in digits.indices {
        carry += Int(digits[position]) * 256
        digits[position] = UInt8(carry % 10)
        carry /= 10
      }
      while carry > 0 {
        digits.append(UInt8(carry % 10))
        carry /= 10
      }
    }
    return String(decoding: digits.reversed().map { $0 + 0x30 }, as: UTF8.self)
  }

  /// The common name among at most 16 parts of a name.
  private static func commonName(_ name: ArraySlice<UInt8>) throws(Refusal) -> String? {
    var sets = DERReader(name)
    for _ in 0..<16 where !sets.isAtEnd {
      var pairs = DERReader(try sets.take(.set))
      var pair = DERReader(try pairs.take(.sequence))
      // 2.5.4.3
      guard try pair.take(.identifier).elementsEqual([0x55, 0x04, 0x03]) else { continue }
      let text = try pair.takeAnyText()
      guard text.count <= 256, let name = String(validating: text, as: UTF8.self) else {
        throw .malformed
      }
      return name
    }
    return nil
  }

  /// `YYMMDDHHMMSSZ` from 1950 on, or `YYYYMMDDHHMMSSZ`.
  private static func time(_ reader: inout DERReader) throws(Refusal) -> Timestamp {
    let isShort = reader.next == DERReader.Tag.utcTime.rawValue
    var digits = Array(try reader.take(isShort ? .utcTime : .generalizedTime))
    guard digits.popLast() == UInt8(ascii: "Z"), digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      digits.count == (isShort ? 12 : 14)
    else { throw .malformed }
    if isShort { digits = Array((digits[0] < 0x35 ? "20" : "19").utf8) + digits }
    func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
    let day = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
    let text = day + "T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
    // A year before 1970 or after 2200 counts as the nearest that there is.
    if part(0..<4) < "1970" { return .earliest }
    if part(0..<4) > "2200" { return .latest }
    guard let time = try? Timestamp(text) else { throw .malformed }
    return time
  }
}

/// Bounded reading of DER: a tag, a definite length, and what lies inside.
struct DERReader {
  enum Tag: UInt8 {
    case integer = 0x02
    case identifier = 0x06
    case utcTime = 0x17
    case generalizedTime = 0x18
    case sequence = 0x30
    case set = 0x31
    case version = 0xA0
  }

  private var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { bytes.isEmpty }

  var next: UInt8? { bytes.first }

  mutating func take(_ tag: Tag) throws(CertificateFacts.Refusal) -> ArraySlice<UInt8> {
    guard next == tag.rawValue else { throw .malformed }
    return try takeAny()
  }

  /// UTF8String, PrintableString, T61String or IA5String.
  mutating func takeAnyText() throws(CertificateFacts.Refusal) -> ArraySlice<UInt8> {
    guard let tag = next, [0x0C, 0x13, 0x14, 0x16].contains(tag) else { throw .malformed }
    return try takeAny()
  }

  private mutating func takeAny() throws(CertificateFacts.Refusal) -> ArraySlice<UInt8> {
    bytes.removeFirst()
    guard let first = bytes.popFirst() else { throw .malformed }
    var length = Int(first)
    if first >= 0x80 {
      let count = Int(first & 0x7F)
      guard (1...3).contains(count), bytes.count >= count else { throw .malformed }
      length = bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      bytes = bytes.dropFirst(count)
    }
    guard length <= bytes.count else { throw .malformed }
    let content = bytes.prefix(length)
    bytes = bytes.dropFirst(length)
    return content
  }
}
