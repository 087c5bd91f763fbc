import Encoding
import Policy
import Quantities

/// A statement as a table: one row per part, for people with spreadsheets.
public enum StatementCSV {
  /// The columns.
  public static let columns = [
    "pool", "epoch", "payee", "beneficiary", "claim", "provider", "class", "units",
    "verified_seconds", "down_seconds", "amount", "currency", "held", "reasons",
  ]

  /// Writes the header and a row per part; a payee without parts gets one row.
  public static func write(
    _ statement: Statement, by workforce: some Workforce = SingleWorker()
  ) -> [UInt8] {
    let parts = workforce.share(statement.lines.count) { range in
      var rows = Rows(statement, count: range.count)
      // In place: a loop over the elements would copy each with all that it holds.
      statement.lines.withUnsafeBufferPointer { lines in
        for index in range { rows.append(lines[index]) }
      }
      return rows.bytes
    }
    var table = Array(columns.joined(separator: ",").utf8)
    table.reserveCapacity(table.count + 1 + parts.reduce(0) { $0 + $1.count })
    table.append(UInt8(ascii: "\n"))
    for part in parts { table.append(contentsOf: part) }
    return table
  }

  /// Ids, numbers and codes need no quotes: their alphabets have neither comma nor quote.
  private struct Rows {
    private(set) var bytes: [UInt8] = []
    private let prefix: [UInt8]
    private let currency: [UInt8]
    private var names = ClassNames()

    init(_ statement: Statement, count: Int) {
      bytes.reserveCapacity(count * 320)
      prefix = Array("\(statement.pool.text),\(statement.epoch),".utf8)
      currency = Array(statement.currency.rawValue.utf8)
    }

    mutating func append(_ line: StatementLine) {
      if line.parts.isEmpty { appendBare(line) }
      line.parts.withUnsafeBufferPointer { parts in
        for index in parts.indices { append(parts[index], of: line) }
      }
    }

    private mutating func append(_ part: StatementPart, of line: StatementLine) {
      let seconds = part.unitSeconds
      beginRow(line.key)
      field(part.claim.bytes)
      field(part.provider.bytes)
      field(part.gpuClass.map { names.name($0) } ?? [])
      field(part.units)
      field(seconds.verified)
      field(seconds.down)
      field(part.amountMicros)
      field(currency)
      field(part.holdReason == nil ? 0 : part.amountMicros)
      for (index, reason) in part.reasons.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ";")) }
        bytes.append(contentsOf: reason.code.utf8)
      }
      bytes.append(UInt8(ascii: ","))
      endRow()
    }

    private mutating func appendBare(_ line: StatementLine) {
      beginRow(line.key)
      for _ in 0..<6 { field([]) }
      field(line.earnedMicros)
      field(currency)
      field(0)
      field([])
      endRow()
    }

    private mutating func beginRow(_ key: LineKey) {
      bytes.append(contentsOf: prefix)
      field(key.payee.bytes)
      field(key.beneficiary.bytes)
    }

    private mutating func field(_ text: [UInt8]) {
      bytes.append(contentsOf: text)
      bytes.append(UInt8(ascii: ","))
    }

    private mutating func field(_ number: Int) { field(Int64(number)) }

    private mutating func field(_ number: Int64) {
      if number < 0 { bytes.append(UInt8(ascii: "-")) }
      field(number.magnitude)
    }

    private mutating func field(_ number: UInt64) {
      var divisor: UInt64 = 1
      while number / divisor >= 10 { divisor *= 10 }
      while divisor > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
        divisor /= 10
      }
      bytes.append(UInt8(ascii: ","))
    }

    private mutating func endRow() {
      bytes[bytes.count - 1] = UInt8(ascii: "\n")
    }
  }
}
