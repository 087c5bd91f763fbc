import Application
import ArgumentParser
import Quantities

/// Which books are meant, as every command about them takes it.
struct BooksOptions: ParsableArguments {
  @OptionGroup var data: DataOption

  @Option(help: "The books after so many lines, or before a date.")
  var at: String?

  /// Computes the books, or ends with why they cannot be; a pool asked for must be the policy's.
  func books(of pool: BooksPoolOption? = nil) throws -> ComputedBooks {
    let moment = try Self.moment(at)
    let wanted = try pool?.label()
    let reader = try data.open()
    do {
      if let wanted { try reader.require(pool: wanted) }
      return try ComputeBooks(reader).books(at: moment)
    } catch {
      if case .program(let failure) = error {
        throw ProgramWording.ending(failure, in: data.folder)
      }
      throw EpochWording.ending(error)
    }
  }

  /// What `--at` means.
  static func moment(_ at: String?) throws -> BooksMoment {
    guard let at else { return .latest }
    if let count = Int(at), count > 0 { return .lines(count) }
    if let time = try? Timestamp(at) { return .before(time) }
    throw Ending.unreadable(
      .optionValue, "--at \(at) is neither a number of lines nor a date.",
      "Write a number from 1, a date like 2024-03-01, or a time like 2024-03-01T12:00:00Z.")
  }
}
