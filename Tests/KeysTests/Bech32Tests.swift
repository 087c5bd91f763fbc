import Encoding
import Keys
import Quantities
import Testing

@Suite struct Bech32Tests {
  @Test(arguments: [
    "a12uel5l",
    "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
    "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j",
    "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "?1ezyfcl",
  ])
  func acceptsAndRestoresBIP173(text: String) throws {
    let decoded = try Bech32.decode(text.utf8)
    #expect(try Bech32.encode(prefix: decoded.prefix, groups: decoded.groups) == text)
  }

  @Test(arguments: [
    ("\u{20}1nwldj5", Bech32Error.invalidCharacter), ("\u{7F}1axkwrx", .invalidCharacter),
    ("\u{80}1eym55h", .invalidCharacter),
    (
      "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1569pvx",
      .tooLong(91)
    ),
    ("pzry9x0s0muk", .separatorMissing), ("1pzry9x0s0muk", .prefixMissing),
    ("x1b4n0q5v", .invalidCharacter), ("li1dgmt3", .tooShort),
    ("de1lg7wt\u{FF}", .invalidCharacter),
    ("a1g7sgd8", .wrongChecksum), ("10a06t8", .prefixMissing), ("1qzzfhee", .prefixMissing),
    ("A12UEL5L", .upperCase), ("a12uEl5l", .upperCase), ("", .separatorMissing),
  ])
  func refusesWhatBIP173Refuses(text: String, error: Bech32Error) {
    #expect(throws: error) { try Bech32.decode(text.utf8) }
  }

  @Test func payloadOfAWitnessProgramAsBIP173() throws {
    let decoded = try Bech32.decode("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4".utf8)
    #expect(decoded.groups.first == 0)
    let program = try Bech32.bytes(fromGroups: Array(decoded.groups.dropFirst()))
    #expect(Hex.text(program) == "751e76e8199196d454941c45d1b3a323f1433bd6")
  }

  @Test func addressesRoundTripAndOneWrongLetterIsSeen() throws {
    let payload = (0..<20).map { UInt8($0 * 13) }
    let address = try Bech32.address(prefix: "akash", payload: payload)
    #expect(address.bytes.count == 44)
    #expect(try Bech32.payload(of: address, prefix: "akash") == payload)
    try Bech32.verifyAccount(address, prefix: "akash")
    #expect(throws: Bech32Error.wrongPrefix("akash")) {
      try Bech32.payload(of: address, prefix: "cosmos")
    }
    let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    for position in 6..<address.bytes.count {
      for letter in alphabet where letter != address.bytes[position] {
        var bytes = address.bytes
        bytes[position] = letter
        #expect(throws: Bech32Error.wrongChecksum) { try Bech32.decode(bytes) }
      }
    }
  }

  @Test func accountsHave20Or32Bytes() throws {
    for count in 0...33 {
      let address = try Bech32.address(
        prefix: "akash", payload: [UInt8](repeating: 7, count: count))
      if count == 20 || count == 32 {
        try Bech32.verifyAccount(address, prefix: "akash")
      } else {
        #expect(throws: Bech32Error.wrongPayloadLength(count)) {
          try Bech32.verifyAccount(address, prefix: "akash")
        }
      }
    }
  }

  @Test func idleBitsMustBeZeroAndFew() throws {
    #expect(throws: Bech32Error.idleBitsSet) { try Bech32.bytes(fromGroups: [31, 31]) }
    #expect(throws: Bech32Error.idleBitsSet) { try Bech32.bytes(fromGroups: [0]) }
    #expect(throws: Bech32Error.idleBitsSet) { try Bech32.bytes(fromGroups: [0, 0, 0]) }
    #expect(throws: Bech32Error.invalidCharacter) { try Bech32.bytes(fromGroups: [32, 0]) }
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 91) }
      #expect(try Bech32.bytes(fromGroups: Bech32.groups(fromBytes: bytes)) == bytes)
    }
  }

  @Test func encodingRefusesWhatDecodingWould() {
    #expect(throws: Bech32Error.prefixMissing) { try Bech32.encode(prefix: "", groups: []) }
    #expect(throws: Bech32Error.upperCase) { try Bech32.encode(prefix: "A", groups: []) }
    #expect(throws: Bech32Error.invalidCharacter) { try Bech32.encode(prefix: "é", groups: []) }
    #expect(throws: Bech32Error.invalidCharacter) { try Bech32.encode(prefix: "a", groups: [32]) }
    #expect(throws: Bech32Error.tooLong(91)) {
      try Bech32.encode(prefix: "a", groups: [UInt8](repeating: 0, count: 83))
    }
  }

  private func number(_ error: Bech32Error) -> Int {
    switch error {
    case .tooLong: 0
    case .tooShort: 1
    case .invalidCharacter: 2
    case .upperCase: 3
    case .separatorMissing: 4
    case .prefixMissing: 5
    case .wrongChecksum: 6
    case .wrongPrefix: 7
    case .wrongPayloadLength: 8
    case .idleBitsSet: 9
    }
  }

  /// The switch above stops compiling for a new case; this fails for one that no row produces.
  @Test func everyRejectionIsProduced() throws {
    let short = try Bech32.address(prefix: "akash", payload: [1])
    let idle = try Address(Bech32.encode(prefix: "akash", groups: [31, 31]))
    let rows: [() throws -> Void] = [
      { _ = try Bech32.decode([UInt8](repeating: UInt8(ascii: "q"), count: 91)) },
      { _ = try Bech32.decode("a1qqq".utf8) },
      { _ = try Bech32.decode("a1b".utf8) },
      { _ = try Bech32.decode("A1Q".utf8) },
      { _ = try Bech32.decode("abc".utf8) },
      { _ = try Bech32.decode("1qqqqqq".utf8) },
      { _ = try Bech32.decode("a1qqqqqq".utf8) },
      { _ = try Bech32.payload(of: short, prefix: "b") },
      { try Bech32.verifyAccount(short, prefix: "akash") },
      { _ = try Bech32.payload(of: idle, prefix: "akash") },
    ]
    var numbers: [Int] = []
    for row in rows {
      do {
        try row()
      } catch let error as Bech32Error {
        numbers.append(number(error))
      }
    }
    #expect(numbers == Array(0..<10))
  }
}
