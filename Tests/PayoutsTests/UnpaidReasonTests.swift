import Payouts
import Testing

@Suite struct UnpaidReasonTests {
  @Test func law7ReasonsAreAClosedListInOneOrder() {
    let reasons = UnpaidReason.allCases
    #expect(reasons.count == 15)
    #expect(reasons.shuffled().sorted() == reasons)
    #expect(reasons.allSatisfy { $0.rawValue.utf8.allSatisfy { $0 != UInt8(ascii: " ") } })
  }
}
