import Foundation

/// What goes to a person's terminal: results to standard output, the rest to standard error.
enum Terminal {
  /// Whether standard output is a terminal that shows colours.
  static let showsColour = isatty(1) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

  /// Whether a program reads the output: `--json` stands among the options.
  static let wantsJSON = CommandLine.arguments.dropFirst().prefix { $0 != "--" }.contains("--json")

  /// Whether standard error is a terminal, so that progress can overwrite itself.
  static let showsProgress = isatty(2) == 1

  /// Says something on standard error.
  static func complain(_ text: String) {
    FileHandle.standardError.write(Data((PlainText.of(text) + "\n").utf8))
  }

  /// Replaces the progress line; silent when nobody watches.
  static func progress(_ text: String) {
    guard showsProgress else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[2K\(text)".utf8))
  }

  /// Takes the progress line away.
  static func endProgress() {
    guard showsProgress else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[2K".utf8))
  }

  /// Writes bytes to standard output as they are; ends with code 3 where they cannot be kept.
  static func write(_ bytes: [UInt8]) {
    flush()
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(bytes))
    } catch {
      unwritten(": \(error.localizedDescription)")
    }
  }

  /// Makes sure that what was printed has left; ends with code 3 where it has not.
  static func flush() {
    guard fflush(nil) == 0 else {
      unwritten("")
    }
  }

  /// Standard output is what failed, so that this is said on standard error, also with `--json`.
  private static func unwritten(_ why: String) -> Never {
    let code = EndingCode.outputUnwritten.rawValue
    complain("error: [\(code)] Standard output cannot be written\(why). Check where it goes.")
    exit(3)
  }

  static func bold(_ text: String) -> String { styled(text, "1") }
  static func dim(_ text: String) -> String { styled(text, "2") }
  static func green(_ text: String) -> String { styled(text, "32") }
  static func yellow(_ text: String) -> String { styled(text, "33") }
  static func red(_ text: String) -> String { styled(text, "31") }

  private static func styled(_ text: String, _ code: String) -> String {
    showsColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
