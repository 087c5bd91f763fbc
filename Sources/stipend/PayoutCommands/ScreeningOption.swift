import ArgumentParser
import Payouts
import Quantities
import Rewards

/// A screening list, which stays with whoever holds it: nobody sees who stands on it, only that a
/// line has an administrative hold.
struct ScreeningOption: ParsableArguments {
  @Option(
    help: "A file of addresses and parties that are not paid, one a line; # begins a comment.")
  var screening: String?

  func list() throws -> ScreeningList {
    guard let screening else { return ScreeningList() }
    let bytes = try Files.read(screening, limitBytes: 64 << 20)
    var names: [Beneficiary] = []
    for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let text = String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
        .filter { !$0.isWhitespace }
      guard !text.isEmpty else { continue }
      guard let name = try? Beneficiary(text) else {
        throw Ending(
          2, "screening-unreadable",
          "\(screening):\(index + 1) is neither an address nor the name of a party.",
          "Write one in each line, in small letters.")
      }
      names.append(name)
    }
    return ScreeningList(names)
  }
}

/// A price that a person names.
struct PriceOption: ParsableArguments {
  @Option(help: "Dollars for one AKT, such as 3.10; default: what the observers entered.")
  var price: String?

  func read() throws -> Price18? {
    guard let price else { return nil }
    do {
      return try Price18(price)
    } catch {
      throw Ending.unreadable(
        .optionValue, "--price \(price.prefix(80)): \(error).", "Write dollars like 3.10.")
    }
  }
}
