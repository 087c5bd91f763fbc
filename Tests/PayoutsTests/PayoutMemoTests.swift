import Payouts
import Quantities
import Testing

@Suite struct PayoutMemoTests {
  @Test func theMemoNamesProgramBatchAndLogAndReadsBack() {
    let memo = PayoutMemo(
      program: Samples.digest(1), batch: 12, journalSize: 345, root: Samples.digest(2))
    #expect(PayoutMemo(memo.text) == memo)
    #expect(memo.text.hasPrefix("stipend/1 0000000000000001"))
    #expect(memo.text.utf8.count <= PayoutMemo.limitCharacters)
    let largest = PayoutMemo(
      program: .zero, batch: .max, journalSize: .max, root: .zero)
    #expect(largest.text.utf8.count <= PayoutMemo.limitCharacters)
  }

  @Test func nothingElseIsAMemo() {
    let good = PayoutMemo(program: .zero, batch: 1, journalSize: 2, root: .zero).text
    for bad in [
      "", good + " ", " " + good, good.replacing(" 1 ", with: " 01 "),
      good.replacing(" 1 ", with: " +1 "), good.replacing(" 1 ", with: " 0 "),
      good.replacing("stipend/1", with: "stipend/2"), good.replacing(" 2 ", with: " -2 "),
      String(good.dropLast()), String(repeating: "a", count: 300),
    ] {
      #expect(PayoutMemo(bad) == nil, "\(bad)")
    }
  }
}
