import Accounting
import Policy
public import Program
import Quantities
import Rewards

/// Computes the books from a program's entries and the statements beside them.
///
/// A statement stands after the line that its facts end with; which line that is, its digest of the
/// facts says.
public struct ComputeBooks: Sendable {
  /// The program.
  private let reader: ProgramReader

  /// Works on a program.
  public init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// The books at a moment; calls back after every line and its statements, where asked to.
  public func books(
    at moment: BooksMoment = .latest, watching: ((Books, ProgramState) -> Void)? = nil
  ) throws(EpochRefusal) -> ComputedBooks {
    var waiting = try statements(but: try stated())
    var fold = BooksLog(
      reading: reader.facts, rules: reader.rules, library: reader.library)
    while try step(&fold, moment) {
      let due = waiting.isEmpty ? [] : waiting.removeValue(forKey: fold.log.digest) ?? []
      for statement in due {
        let time = max(statement.deadline, fold.log.state.lastAdmittedAt ?? statement.deadline)
        if case .before(let end) = moment, time >= end { continue }
        fold.books.take(
          statement.totals, digest: statement.digest, previous: statement.previous, time: time,
          state: fold.log.state)
      }
      watching?(fold.books, fold.log.state)
    }
    if moment == .latest {
      for statement in waiting.values.joined().sorted(by: BookedStatement.precede) {
        fold.books.noteUnplaced(
          statement.totals, facts: statement.facts, line: fold.log.lineCount)
      }
    }
    let state = fold.log.state
    return ComputedBooks(
      books: fold.books, program: state.program, rules: reader.rules,
      isDemonstration: state.isDemonstration, lineCount: state.lineCount,
      statementCount: fold.books.statementCount)
  }

  /// Takes in the next line, unless the moment lies before it.
  private func step(_ fold: inout BooksLog, _ moment: BooksMoment) throws(EpochRefusal) -> Bool {
    do {
      switch moment {
      case .latest: break
      case .lines(let lines):
        guard fold.log.lineCount < lines else { return false }
      case .before(let end):
        guard let next = try fold.nextAdmittedAt(), next < end else { return false }
      }
      return try fold.step()
    } catch {
      throw .program(.facts(error))
    }
  }

  /// The epochs that entries state: their totals are booked where the entry stands, and the stored
  /// file is not booked a second time.
  private func stated() throws(EpochRefusal) -> Set<EpochID> {
    var reader = self.reader
    do {
      let epochs = try reader.log().state.epochs
      return Set(
        epochs.frozen.compactMap(\.statement).map {
          EpochID(pool: $0.body.pool, number: $0.body.epoch)
        })
    } catch {
      throw .program(error)
    }
  }

  /// Version 1 of every stored statement, by the digest of the facts that it was made from; those
  /// of the same facts in the order of their deadlines. Later versions reach the books by the
  /// correction that a later epoch takes in.
  private func statements(
    but stated: Set<EpochID>
  ) throws(EpochRefusal) -> [Digest: [BookedStatement]] {
    var booked: [Digest: [BookedStatement]] = [:]
    for name in try reader.names()
    where name.kind == .statement && name.version == 1 && !stated.contains(name.epoch) {
      guard let stored = try reader.statement(of: name.epoch) else { continue }
      let statement = BookedStatement(stored)
      let totals = statement.totals
      guard totals.pool == name.epoch.pool, totals.epoch == name.epoch.number else {
        throw .statementUnreadable(
          name.epoch, version: 1, "it is of \(totals.pool)/\(totals.epoch)")
      }
      booked[statement.facts, default: []].append(statement)
    }
    return booked.mapValues { $0.sorted(by: BookedStatement.precede) }
  }
}

/// What the books need of one statement.
private struct BookedStatement {
  let totals: StatementTotals
  let digest: Digest
  let facts: Digest
  let previous: Digest?
  let deadline: Timestamp

  init(_ named: NamedStatement) {
    totals = StatementTotals(named.statement)
    digest = named.digest
    facts = named.statement.facts
    previous = named.statement.previous
    deadline = named.statement.dates.deadline
  }

  static func precede(_ left: BookedStatement, _ right: BookedStatement) -> Bool {
    if left.deadline != right.deadline { return left.deadline < right.deadline }
    return (left.totals.pool, left.totals.epoch) < (right.totals.pool, right.totals.epoch)
  }
}
