import Foundation
import Glibc

/// A question on the terminal whose answer is not shown.
enum HiddenPrompt {
  /// Whether there is somebody to ask.
  static var isPossible: Bool { isatty(0) == 1 && isatty(2) == 1 }

  /// The bytes of one line, without its end; ends with code 2 where nobody can be asked.
  static func ask(_ question: String) throws -> [UInt8] {
    guard isPossible else {
      throw Ending(
        2, "passphrase-missing", "Nobody can be asked for a passphrase here.",
        "Name --passphrase-file or --passphrase-env.")
    }
    var shown = termios()
    guard tcgetattr(0, &shown) == 0 else {
      throw terminalFailed
    }
    var hidden = shown
    // Signals wait, too: a process that is interrupted here would leave a terminal that is mute.
    hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
    guard tcsetattr(0, TCSAFLUSH, &hidden) == 0 else {
      throw terminalFailed
    }
    defer {
      _ = tcsetattr(0, TCSAFLUSH, &shown)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    FileHandle.standardError.write(Data(question.utf8))
    return line()
  }

  private static let terminalFailed = Ending(
    3, "terminal-unavailable", "The terminal cannot be kept from showing what is typed.",
    "Name --passphrase-file or --passphrase-env.")

  private static func line() -> [UInt8] {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count <= 1_024 {
      let got = Glibc.read(0, &byte, 1)
      if got < 0, errno == EINTR { continue }
      guard got == 1, byte != UInt8(ascii: "\n") else { break }
      bytes.append(byte)
    }
    return bytes
  }
}
