import ArgumentParser
import Foundation

/// How a command ends when it does not end well; codes as in the design: 1, 2, 3.
struct Ending: Error {
  /// 1 a finding or refusal, 2 usage or unreadable input, 3 something outside is unavailable.
  let code: Int32
  /// What, where, and what to do; empty when the command has said it already.
  let message: String

  /// A finding or a refusal.
  static func refused(_ message: String = "") -> Ending { Ending(code: 1, message: message) }

  /// Usage, or input that cannot be read.
  static func unreadable(_ message: String) -> Ending { Ending(code: 2, message: message) }

  /// Something outside is unavailable.
  static func unavailable(_ message: String) -> Ending { Ending(code: 3, message: message) }

  /// Prints what there is to say and leaves the process.
  static func end(with error: any Error) -> Never {
    if let ending = error as? Ending {
      if !ending.message.isEmpty { Terminal.complain("error: \(ending.message)") }
      exit(ending.code)
    }
    if let code = error as? ExitCode { exit(code.rawValue) }
    let message = Stipend.fullMessage(for: error)
    if Stipend.exitCode(for: error) == .success {
      if !message.isEmpty { print(message) }
      exit(0)
    }
    Terminal.complain(message)
    exit(2)
  }
}
