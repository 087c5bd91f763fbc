import ArgumentParser
import Encoding
import Foundation

/// How a command ends when it does not end well; codes as in the design: 1, 2, 3.
struct Ending: Error, CustomStringConvertible {
  /// 1 a finding or refusal, 2 usage or unreadable input, 3 something outside is unavailable.
  let exit: Int32
  /// What programs know it by.
  let code: String
  /// What is wrong, and where; empty when the command has said it already.
  let message: String
  /// What to do.
  let advice: String

  /// The command has reported its findings itself.
  static let reported = Ending(1, EndingCode.findings.rawValue, "", "")

  /// A finding or a refusal.
  static func refused(_ code: EndingCode, _ message: String, _ advice: String) -> Ending {
    Ending(1, code.rawValue, message, advice)
  }

  /// Usage, or input that cannot be read.
  static func unreadable(_ code: EndingCode, _ message: String, _ advice: String) -> Ending {
    Ending(2, code.rawValue, message, advice)
  }

  /// Something outside is unavailable.
  static func unavailable(_ code: EndingCode, _ message: String, _ advice: String) -> Ending {
    Ending(3, code.rawValue, message, advice)
  }

  /// Takes every field as it is.
  init(_ exit: Int32, _ code: String, _ message: String, _ advice: String) {
    self.exit = exit
    self.code = code
    self.message = message
    self.advice = advice
  }

  /// What is wrong, where it stands inside another message.
  var description: String { "[\(code)] \(message)" }

  /// As a person reads it: `[code] what. What to do.`
  var text: String { "[\(code)] \(message)\(advice.isEmpty ? "" : " \(advice)")" }

  /// The one object that a program reads on standard output.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("code", code)
      writer.field("message", message)
      writer.field("advice", advice)
      writer.field("exit", Int(exit))
    }
    return writer.finish() + [10]
  }

  /// Says what there is to say and leaves the process.
  static func end(with error: any Error) -> Never {
    if let ending = error as? Ending { ending.leave() }
    if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
    let message = Stipend.fullMessage(for: error)
    if Stipend.exitCode(for: error) == .success {
      if !message.isEmpty { print(message) }
      Foundation.exit(0)
    }
    guard Terminal.wantsJSON else {
      Terminal.complain(message)
      Foundation.exit(2)
    }
    Ending.unreadable(
      .usage, Stipend.message(for: error), "Ask the command for its --help."
    ).leave()
  }

  private func leave() -> Never {
    if !message.isEmpty {
      if Terminal.wantsJSON { Terminal.write(json) } else { Terminal.complain("error: \(text)") }
    }
    Foundation.exit(exit)
  }
}
