import Foundation
import Quantities
import Testing

/// Python's integers and calendar made the vectors; a script of the cross-checks remakes them.
@Suite struct CrossCheckTests {
  @Test func everyVectorAgrees() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "CrossCheck/vectors/quantities.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 1_800)
    for line in lines {
      var words = line.split(separator: " ").map(String.init)
      let expected = words.removeLast()
      let kind = words.removeFirst()
      #expect(try answer(kind, words) == expected, "\(line)")
    }
  }

  private func answer(_ kind: String, _ words: [String]) throws -> String {
    switch kind {
    case "muldiv":
      let numbers = try words.map { try number($0) }
      return mulDivFloor(numbers[0], numbers[1], numbers[2]).map { String($0) } ?? "-"
    case "compare":
      let numbers = try words.map { try number($0) }
      switch compareProducts(numbers[0], numbers[1], numbers[2], numbers[3]) {
      case .less: return "-1"
      case .equal: return "0"
      case .greater: return "1"
      }
    case "uakt", "dollars":
      let amount = try Amount(micros: number(words[0]))
      let price = try Price18(scaled: number(words[1]))
      let result =
        try? kind == "uakt"
        ? price.uakt(forMicroDollars: amount) : price.microDollars(forUakt: amount)
      return result?.description ?? "-"
    case "ppm":
      let ratio = try #require(Ratio.floor(of: number(words[0]), over: number(words[1])))
      return String(ratio.ppm)
    case "date":
      let date = try CivilDate(words[0])
      #expect(try CivilDate(dayNumber: date.dayNumber) == date)
      #expect(String(date.dayNumber) == words[1])
      return String(date.weekday)
    case "months":
      let months = try #require(Int64(words[1]))
      return (try? CivilDate(words[0]).adding(months: months).text) ?? "-"
    default:
      Issue.record("unknown kind \(kind)")
      return ""
    }
  }

  private func number(_ text: String) throws -> UInt128 {
    try #require(UInt128(text))
  }
}
