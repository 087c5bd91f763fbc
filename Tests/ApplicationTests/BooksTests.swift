import Accounting
import Application
import Policy
import Program
import Quantities
import Rewards
import Simulation
import Testing

/// The books of simulated programs: law 1 after every line, and what their statements say.
@Suite struct BooksTests {
  /// A random program that was taken through all its closes.
  private func program(_ seed: UInt64) throws -> (records: MemoryRecords, blobs: MemoryBlobs) {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: bytes)
    let (records, blobs) = (MemoryRecords(), MemoryBlobs())
    var run = SimulationRun(history.program, records: records, blobs: blobs)
    _ = try run.run()
    return (records, blobs)
  }

  @Test func law1HoldsAfterEveryEntryOfEveryHistory() throws {
    var conversions = 0
    var statements = 0
    for seed in UInt64(1)...70 {
      let (records, blobs) = try program(seed)
      let reader = try ProgramReader(records: records, blobs: blobs)
      var lines = 0
      let computed = try ComputeBooks(reader).books { books, state in
        lines += 1
        let broken = Conservation.equations(books.ledger).filter { !$0.holds }
        #expect(broken == [] && state.lineCount == lines, "seed \(seed), line \(lines)")
      }
      #expect(computed.books.findings == [], "seed \(seed)")
      #expect(lines == computed.lineCount, "seed \(seed)")
      try agree(computed, records, "seed \(seed)")
      statements += computed.statementCount
      conversions += computed.books.ledger.transactions.count { $0.narration == .converted }
    }
    #expect(statements > 100 && conversions > 10, "\(statements), \(conversions)")
  }

  /// The balances against sums over the lines of each pool's last statement.
  private func agree(
    _ computed: ComputedBooks, _ records: MemoryRecords, _ place: String
  ) throws {
    let ledger = computed.books.ledger
    for pool in computed.rules.policy.pools {
      let names = try records.names().filter {
        $0.kind == .statement && $0.version == 1 && $0.epoch.pool == pool.name
      }
      guard let last = names.last, let bytes = try records.read(last) else { continue }
      let statement = try StatementReader.read(bytes).statement
      func balance(_ term: ObligationAccount.Term, _ currency: Currency) -> Int128 {
        ledger.balanceMicros(pool: pool.name, term, currency)
      }
      var (unvested, held, vested, uakt) = (Int128(0), Int128(0), Int128(0), Int128(0))
      for line in statement.lines {
        unvested += line.unvested.reduce(Int128(0)) { $0 + Int128($1.micros) }
        held += line.holds.reduce(Int128(0)) { $0 + Int128($1.micros) }
        vested += Int128(line.vestedMicros)
        uakt += Int128(line.uaktToDate)
      }
      let currency = pool.currency
      // What an open dispute holds is missing from accrued or from vested-unpaid.
      let disputed = ledger.balanceMicros(
        .obligations(pool: pool.name, .heldDispute), currency)
      let earned = balance(.accrued, currency)
      #expect(balance(.held, currency) - disputed == held, "\(place), \(pool.name)")
      let owed = balance(.vestedUnpaid, currency) + balance(.settled, currency)
      #expect(earned + owed + disputed == unvested + vested, "\(place), \(pool.name)")
      #expect(earned <= unvested && owed <= vested, "\(place), \(pool.name)")
      if currency == .usd {
        let converted = balance(.vestedUnpaid, .uakt) + balance(.settled, .uakt)
        #expect(converted == uakt, "\(place), \(pool.name)")
      }
      if pool.kind == .epoch {
        #expect(
          balance(.committed, currency) == Int128(statement.pot.carriedOutMicros),
          "\(place), \(pool.name)")
      }
    }
  }

  @Test func booksAtALineOrADateAreThoseOfThatMoment() throws {
    let (records, blobs) = try program(5)
    let reader = try ProgramReader(records: records, blobs: blobs)
    let books = ComputeBooks(reader)
    let all = try books.books()
    let transactions = all.books.ledger.transactions
    for lines in stride(from: 0, through: all.lineCount, by: 3) {
      let some = try books.books(at: .lines(lines))
      #expect(some.lineCount == lines)
      #expect(some.books.ledger.transactions == transactions.filter { $0.line <= lines })
    }
    for transaction in transactions {
      let some = try books.books(at: .before(transaction.time))
      #expect(
        some.books.ledger.transactions == transactions.filter { $0.time < transaction.time })
    }
    #expect(zip(transactions, transactions.dropFirst()).allSatisfy { $0.time <= $1.time })
  }

  @Test func aMissingOrForeignStatementIsFound() throws {
    let (records, blobs) = try program(5)
    let names = try records.names().filter { $0.kind == .statement && $0.version == 1 }
    let first = try #require(
      names.first {
        $0.epoch.number == 1
          && names.contains(.init(.statement, EpochID(pool: $0.epoch.pool, number: 2)))
      })
    let bytes = try #require(try records.read(first))
    records.remove(first)
    let reader = try ProgramReader(records: records, blobs: blobs)
    let missing = try ComputeBooks(reader).books().books.findings
    #expect(missing.first?.problem == .statementOrder(expectedEpoch: 1))
    // Made from other facts: the digest stands where "facts" does.
    let text = String(decoding: bytes, as: UTF8.self)
    let place = try #require(text.firstRange(of: "\"facts\":\""))
    var altered = bytes
    let offset = text.utf8.distance(from: text.startIndex, to: place.upperBound)
    altered[offset] = altered[offset] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
    try records.write(altered, as: first)
    let foreign = try ComputeBooks(reader).books().books.findings
    #expect(foreign.contains { $0.code == "books-statement-unplaced" })
  }

  @Test(arguments: [
    "books-unbalanced", "books-overdrawn", "books-statement-differs", "books-statement-order",
    "books-statement-foreign", "books-statement-chain", "books-statement-unplaced",
    "books-untransactable", "books-out-of-bounds",
  ])
  func everyCodeIsOnThePage(code: String) throws {
    let bytes = try SimulationFixture.bytes("docs/reference/errors.md")
    #expect(String(decoding: bytes, as: UTF8.self).contains("`\(code)`"))
    let path = "Sources/Program/Books/BooksFinding.swift"
    let source = String(decoding: try SimulationFixture.bytes(path), as: UTF8.self)
    #expect(source.contains("\"\(code)\""))
    #expect(source.split(separator: "\"books-").count - 1 == 9)
  }

  @Test func poolsNeverShareABeancountAccount() throws {
    let names = try ["a", "a.b", "a_b", "a-b", "adb"].map { try Label($0) }
    let accounts = names.map { BeancountName.account(.obligations(pool: $0, .heldReview)) }
    #expect(Set(accounts).count == names.count)
    #expect(accounts[1] == "Equity:Obligations:Pool-aDb:Held:Review")
    #expect(BeancountName.amount(-1_234_567) == "-1.234567")
    #expect(BeancountName.amount(5) == "0.000005")
    #expect(BeancountName.amount(-5) == "-0.000005")
  }
}
