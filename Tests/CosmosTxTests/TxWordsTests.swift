import CosmosTx
import Quantities
import TestSupport
import Testing

/// What the words say stands in the bytes, and all that stands in the bytes is said.
@Suite struct TxWordsTests {
  private let payer = StrictReadingTests.payer
  private let payee = StrictReadingTests.payee

  @Test func aBatchInWords() throws {
    let key = try AccountAddress(payer)
    let outputs = [
      MultiSendParty(try AccountAddress(payee), [try Coin(.init(micros: Int64(1_500_000)), .uakt)])
    ]
    let message = MsgMultiSend(
      input: MultiSendParty(key, outputs[0].coins), outputs: outputs)
    let transaction = Transaction(
      unsigned: TxBody(
        messages: [.multiSend(message)], memo: "p1/12\n✓ signed", timeoutHeight: 20_000_000),
      fee: Fee(amount: [try Coin(.init(micros: Int64(5_000)), .uakt)], gasLimit: 200_000))
    #expect(
      TxWords(transaction).lines == [
        "Pays 1500000 uakt (1.5 AKT) from \(payer) to 1 account, all or none:",
        "  1500000 uakt (1.5 AKT) to \(payee)",
        "Fee: 5000 uakt (0.005 AKT) for at most 200000 gas.",
        #"Memo: "p1/12\n✓ signed""#,
        "Can be included up to block 20000000, and not after it.",
        "Must be signed by \(payer).",
        "Nobody signed it yet.",
      ])
  }

  /// Two transactions that differ are told differently, whatever differs.
  @Test func differentBytesHaveDifferentWords() throws {
    var seen: [String: [UInt8]] = [:]
    for seed in 0..<1_000 as Range<UInt64> {
      let drawn = try Drawn(seed % 250)
      var random = SplitMix64(seed: seed)
      let transaction = try Drawn.transaction(by: drawn.signer, &random)
      let words = TxWords(transaction).lines.joined(separator: "\n")
      if let other = seen[words] { #expect(other == transaction.bytes, "seed \(seed)") }
      seen[words] = transaction.bytes
    }
  }

  @Test func everyPayeeAndAmountIsSaid() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      let drawn = try Drawn(seed)
      let words = TxWords(drawn.transaction).lines.joined(separator: "\n")
      // Every address and every number of the JSON, read by nothing of ours but its quotes.
      for piece in String(decoding: drawn.transaction.json, as: UTF8.self).split(separator: "\"") {
        let isNumber =
          piece.count > 1 && piece.allSatisfy(\.isNumber) && piece.allSatisfy(\.isASCII)
        guard piece.hasPrefix("akash1") && piece.count > 40 || isNumber else { continue }
        #expect(words.contains(piece), "seed \(seed): \(piece)")
      }
    }
  }
}
