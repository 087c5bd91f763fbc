import Accounting
import Quantities

/// Where a transaction stands: the entry, its time, and what it is about.
struct BooksMark {
  let line: Int
  let time: Timestamp
  let subject: TransactionSubject
}
