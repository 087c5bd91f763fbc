import Keys
import Quantities

/// An address that a person typed, checked letter by letter.
enum AddressArgument {
  /// Reads an address, or ends with code 2 and what is wrong with it.
  static func read(_ text: String, _ name: String) throws -> Address {
    guard !text.isEmpty else {
      throw Ending.unreadable(
        .addressMissing, "\(name) is empty.", "Write an address, like akash1… .")
    }
    try checkCase(text, name)
    do {
      _ = try Bech32.decode(Array(text.utf8))
    } catch {
      throw ending(error, text, name)
    }
    guard let address = try? Address(text) else { throw ending(.invalidCharacter, text, name) }
    do {
      try Bech32.verifyAccount(address, prefix: prefix(of: text))
    } catch {
      throw ending(error, text, name)
    }
    return address
  }

  private static func prefix(of text: String) -> String {
    text.lastIndex(of: "1").map { String(text[..<$0]) } ?? ""
  }

  private static func checkCase(_ text: String, _ name: String) throws {
    let capitals = text.utf8.filter { (65...90).contains($0) }.count
    guard capitals > 0 else { return }
    let isMixed = text.utf8.contains { (97...122).contains($0) }
    let written = "\(name) \(shown(text))"
    throw Ending.unreadable(
      .addressCase,
      isMixed
        ? "\(written) mixes capitals and small letters, which no address does."
        : "\(written) is written in capitals.",
      isMixed
        ? "Copy it again; addresses here are in small letters."
        : "Write it in small letters: \(shown(text.lowercased())).")
  }

  private static func ending(_ error: Bech32Error, _ text: String, _ name: String) -> Ending {
    let written = "\(name) \(shown(text))"
    switch error {
    case .wrongChecksum:
      return .unreadable(
        .addressChecksum,
        "\(written) has a wrong checksum: a letter is wrong, missing or too many.",
        "Copy the address again.")
    case .wrongPayloadLength(let count):
      return malformed(
        "\(written) is of \(count) bytes, and an account has 20 or 32.",
        "Name an account's address.")
    case .tooLong:
      return malformed(
        "\(written) is longer than \(Bech32.limitBytes) letters.", "Name one address.")
    case .tooShort, .separatorMissing, .prefixMissing, .invalidCharacter, .idleBitsSet, .upperCase,
      .wrongPrefix:
      return malformed("\(written) is no address.", "Write it whole, like akash1… .")
    }
  }

  private static func malformed(_ message: String, _ advice: String) -> Ending {
    .unreadable(.addressMalformed, message, advice)
  }

  private static func shown(_ text: String) -> String {
    text.count > 100 ? "\(text.prefix(100))…" : text
  }
}
