import Glibc
import StoreContract
import StoreSQLite

/// A process that appends to a journal for ever, and tells each acknowledged size on its output.
///
/// Tests kill it. What it appends follows from the journal's size alone, so that the next process
/// goes on where the last one was when it died.
@main
struct AppendChild {
  static func main() throws {
    let journal = try SQLiteJournal(folder: CommandLine.arguments[1], for: .writing)
    let size = try journal.size()
    var log = SampleLog()
    while log.size < size { _ = log.growByItself() }
    while true {
      try journal.append(log.growByItself())
      let line = "\(log.size)\n"
      _ = line.withCString { write(1, $0, strlen($0)) }
    }
  }
}
