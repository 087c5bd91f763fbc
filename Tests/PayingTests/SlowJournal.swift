import CosmosTx
import Paying
import Payouts
import Quantities

/// A journal whose answers take a while, so that whoever else may ask does meanwhile.
struct SlowJournal: PayoutJournal {
  let under: PlayedJournal

  func records(from position: Int) async throws(PayingFailure) -> [PayoutRecord] {
    let records = try await under.records(from: position)
    for _ in 0..<200 { await Task.yield() }
    return records
  }

  func append(_ record: PayoutRecord) async throws(PayingFailure) -> PayoutAppendAnswer {
    let answer = try await under.append(record)
    for _ in 0..<200 { await Task.yield() }
    return answer
  }

  func unsigned(_ signBytes: Digest) async throws(PayingFailure) -> Transaction? {
    try await under.unsigned(signBytes)
  }
}
