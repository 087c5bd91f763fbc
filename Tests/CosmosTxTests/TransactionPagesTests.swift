import CosmosTx
import Encoding
import Foundation
import Keys
import Testing

/// The reference page holds the field tables, and the errors page every refusal.
@Suite struct TransactionPagesTests {
  static let faults: [TxFault] = [
    .tooLarge(limitBytes: 1), .truncated, .overlongVarint, .numberTooLarge,
    .wrongWireType(expected: 0, found: 2), .unknownField(9), .outOfOrder(1), .duplicateField(1),
    .emptyButPresent, .missing, .notUTF8, .wrongCount(lowest: 1, highest: 2), .unused,
    .typeNotHere("/x"), .notOneOf, .textForm, .json(.unexpectedEnd), .field(.unknown), .base64,
    .wholeNumberText, .controlCharacter, .tooLong(limitBytes: 1), .address(.wrongChecksum),
    .denomination, .amountForm, .amountNegative, .amountZero, .amountTooLarge, .signMode,
    .publicKey(.notOnCurve), .chainID, .bitArray, .multisigThreshold, .multisigMemberTwice,
    .prefix(expected: "akash"), .moduleAccount("gov"), .coinsNotSorted, .actDenomination,
    .otherDenomination("x"), .manyInputs(2), .unequalSums, .sumTooLarge, .payeeTwice,
    .notTheAuthority("x"), .gasZero, .feeCoins, .severalSigners,
    .tooManySignatures(8), .emptyText,
  ]

  static func refusals() throws -> [SigningRefusal] {
    let address = try AccountAddress(StrictReadingTests.payer)
    let drawn = try Drawn(1, grouped: false)
    let key = try #require(WalletKey(drawn.members[0].publicKey))
    return [
      .alreadySigned, .unsigned, .severalSigners,
      .anotherAccount(expected: address, found: address), .notAWalletKey, .notAMember(key),
      .memberTwice(key), .memberMode(key), .otherSequence(expected: 1, found: 2),
      .thresholdNotMet(present: 1, needed: 2), .bitsDiffer, .wrongOrder,
      .malformed(.wrongLength(1)), .mismatch, .address(.tooShort),
    ]
  }

  @Test func everyRefusalHasWordsAndARow() throws {
    let page = try Fixture.text("docs/reference/errors.md")
    let section = try #require(
      page.components(separatedBy: "<!-- transactions: begin -->").last?
        .components(separatedBy: "<!-- transactions: end -->").first)
    let listed = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap {
      $0.split(separator: "`").dropFirst().first.map(String.init)
    }
    let refusals = try Self.refusals()
    for text in Self.faults.map(\.description) + refusals.map(\.description) {
      #expect(!text.isEmpty && text != "refused")
    }
    // Told by the command line alone, and shared with the keys' own section.
    let alone = ["tx-not-a-group", "tx-another-identity"]
    let codes = Set(Self.faults.map(\.code) + refusals.map(\.code) + alone)
      .subtracting(["key-without-account"])
    #expect(codes.sorted() == listed.sorted())
  }

  @Test func thePageHasTheFieldTables() throws {
    let page = try Fixture.text("docs/reference/transactions.md")
    for table in FieldTables.all {
      let rows = table.rows.map { "| \($0.number) | `\($0.name)` | \($0.kind) |" }
      let text = "**\(table.message)**\n\n| no. | field | kind |\n| --- | --- | --- |\n"
      #expect(
        page.contains(text + rows.joined(separator: "\n") + "\n"),
        "@@\(text)\(rows.joined(separator: "\n"))\n")
    }
  }
}
