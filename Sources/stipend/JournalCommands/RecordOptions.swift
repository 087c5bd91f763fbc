import Application
import ArgumentParser
import Quantities

/// What a reader of somebody else's record expects of it, and how much of it is taken in.
struct RecordOptions: ParsableArguments {
  @Option(help: "The program's id, when you know it from elsewhere.")
  var program: String?

  @Option(help: "The most entries that are read.")
  var limitEntries = VerifyLimits().entries

  @Option(help: "The most that is read of entries, and of files, in GiB.")
  var limitGibibytes = Int(VerifyLimits().bytes >> 30)

  /// The program that was named.
  func pinned() throws -> Digest? {
    try program.map { text in
      do {
        return try Digest(hex: text)
      } catch {
        throw Ending.unreadable(
          .optionValue, "--program \(text) is no id.", "It has 64 lower-case hexadecimal digits.")
      }
    }
  }

  /// The limits.
  func limits() throws -> VerifyLimits {
    guard (1...1_000_000_000).contains(limitEntries), (1...1_000_000).contains(limitGibibytes)
    else {
      throw Ending.unreadable(
        .optionValue, "A limit is below 1, or beyond what can be read.",
        "Leave the limits out, or raise them to what the record needs.")
    }
    return VerifyLimits(entries: limitEntries, bytes: Int64(limitGibibytes) << 30)
  }
}
